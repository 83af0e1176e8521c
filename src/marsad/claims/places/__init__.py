"""Where: places as worded, with their role."""
