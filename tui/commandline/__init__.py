"""The commands that need no screen, and the road to the one that does."""
