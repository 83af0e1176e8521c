"""What belongs together over time."""
