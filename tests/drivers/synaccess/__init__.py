"""The driver of Synaccess PDUs."""
