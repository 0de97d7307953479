"""The window: theme, widgets, the shell and a room a feature (the only layer that imports Qt)."""

from client.ui.overrides import make_errors_whole

make_errors_whole()
