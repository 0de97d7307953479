"""The authorization server: OAuth 2.1 for the desktop app, its first client, and others."""
