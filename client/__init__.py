"""The desktop app and the command line over one local store."""
