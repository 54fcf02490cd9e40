"""The vendors' wires. Each folder knows the language and its own vendor, no other."""
