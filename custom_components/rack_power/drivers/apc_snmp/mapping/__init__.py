"""From what a card told to what the unit has."""
