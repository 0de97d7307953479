"""The settings' room: a section a file, each kept at once."""
