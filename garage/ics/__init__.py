"""iCalendar (RFC 5545 and 7986): what is read from files and feeds, and what is written."""
