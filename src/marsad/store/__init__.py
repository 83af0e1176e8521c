"""Where records rest: stores behind one protocol."""
