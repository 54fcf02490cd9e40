"""Repairs: what is told as an issue, and how each is mended."""
