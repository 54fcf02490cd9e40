"""Way 2: the UPS's own HTTP server (2.2)."""
