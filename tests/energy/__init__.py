"""What the energy dashboard of the house makes of our counters and powers."""
