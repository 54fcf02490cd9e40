"""The UPS itself, and what is plugged into it."""
