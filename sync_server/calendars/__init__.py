"""Calendars to other programs: what is in them, feeds of them, and foreign feeds that fill them."""
