"""The chat that shops put on their pages: a web component in modules that browsers load as they are written."""
