"""Way 3: the UPS is the client, and posts to a monitoring server (2.3)."""
