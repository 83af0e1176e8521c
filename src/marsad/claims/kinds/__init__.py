"""What happened, how real it is, whether it is denied, and who took part."""
