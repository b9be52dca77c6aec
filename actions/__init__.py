"""Custom actions: slots in, one call into a room below, facts and events out."""
