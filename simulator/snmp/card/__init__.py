"""What the network card shows of a unit, page by page."""
