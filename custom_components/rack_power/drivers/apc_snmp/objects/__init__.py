"""The objects of a card: where each is, what it means, how it is written."""
