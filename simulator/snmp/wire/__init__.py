"""How SNMP is written: BER, messages of all versions, and what secures version 3."""
