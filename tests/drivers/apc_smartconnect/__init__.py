"""The mapping and the drivers of APC SmartConnect."""
