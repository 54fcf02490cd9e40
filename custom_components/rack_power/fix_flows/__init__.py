"""What is done about each kind of issue, one module a kind."""
