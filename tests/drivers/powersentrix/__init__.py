"""The mapping and the drivers of PowerSentrix."""
