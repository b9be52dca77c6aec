"""Reviews and ratings: what others say, and what the shopper says."""
