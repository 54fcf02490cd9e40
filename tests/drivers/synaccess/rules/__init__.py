"""Managing the events and actions of a PDU."""
