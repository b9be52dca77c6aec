"""The chat: Socket.IO for shoppers' windows, and what stands behind it and behind REST alike."""
