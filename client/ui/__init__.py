"""The window: theme, widgets, the shell and a room a feature (the only layer that imports Qt)."""
