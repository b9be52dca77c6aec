"""Orders and the order desk: what may be done to an order, by whom, and exactly once."""
