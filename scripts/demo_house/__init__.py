"""A house to look at: a real Home Assistant with the integration, and the simulator."""
