"""The UPS itself, without its cloud."""
