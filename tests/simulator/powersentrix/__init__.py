"""Tests of the simulated PowerSentrix UPS, its portal and its posts."""
