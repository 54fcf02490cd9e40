"""The SmartConnect cloud, seen over real sockets."""
