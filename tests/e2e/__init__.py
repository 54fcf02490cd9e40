"""End to end: a real Home Assistant, the simulator, a real browser."""
