"""When: times in text as intervals in UTC."""
