"""Pages: one file each, a router with its view functions."""
