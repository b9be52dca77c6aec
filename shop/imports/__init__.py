"""Files of other systems, row by row, into the shop: all of a file or nothing of it."""
