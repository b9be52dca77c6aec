"""Finding products, reviews and articles. FAISS lives here, in one file."""
