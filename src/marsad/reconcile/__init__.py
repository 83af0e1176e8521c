"""What the claims of a story amount to: incidents, voices, tallies, contradictions, control, changes."""
