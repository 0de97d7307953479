"""Invitations between calendars (iTIP, RFC 5546): what is sent, and what an answer does."""
