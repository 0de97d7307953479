"""Forms of records: editors by field type, their layouts, rows of what hangs on a record."""
