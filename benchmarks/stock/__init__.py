"""Stock Rasa 3.6 as a peer, in an environment of its own with its official pins."""
