"""Calendars that people have elsewhere, at Google and Microsoft, kept as one with theirs here."""
