"""How reports arrive: files and pages to reports with blocks, dates and problems."""
