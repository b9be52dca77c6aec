"""Finding products: search, refinement, suggestions, presents, comparison, details, sizes, alerts."""
