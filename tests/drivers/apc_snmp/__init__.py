"""UPSs of APC by SNMP."""
