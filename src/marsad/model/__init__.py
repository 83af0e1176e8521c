"""The records: frozen, slotted, keyword-only; imports nothing else of marsad."""
