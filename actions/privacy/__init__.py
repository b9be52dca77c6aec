"""Who sees what of the shopper, and their data in their own hands."""
