"""The desk in the browser: pages and an API over an open desk, read row by row."""
