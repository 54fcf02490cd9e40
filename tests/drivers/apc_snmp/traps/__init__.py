"""Traps of cards, over real sockets."""
