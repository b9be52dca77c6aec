"""The shop's pages: rendered here, complete without any script."""
