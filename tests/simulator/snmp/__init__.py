"""The simulated network card."""
