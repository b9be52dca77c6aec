"""What is said: conversations, messages with their facts, and feedback, kept in the same store as the shop."""
