"""Drivers: each against its simulator, over real sockets."""
