"""Synaccess SynLink PDUs."""
