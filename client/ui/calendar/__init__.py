"""The calendar: its page, its views, and what one does in them."""
