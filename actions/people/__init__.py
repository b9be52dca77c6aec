"""Friends: requests, what they have and do, sharing with them, asking them, wishlists."""
