"""How many of whom."""
