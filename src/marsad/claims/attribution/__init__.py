"""Who says what: sources, relays, cues and the clauses that they speak of."""
