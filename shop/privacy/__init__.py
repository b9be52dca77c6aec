"""What every customer may do with their data: take a copy of it, and have it erased."""
