"""What answers: objects in order, and the rules of the protocol."""
