"""The calendar: its page, its views, and the forms of its events."""
