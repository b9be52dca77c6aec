"""Reports that operators read: one HTML file each, with everything in it."""
