"""Setting and commanding a UPS by SNMP."""
