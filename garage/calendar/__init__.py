"""The calendar's rules: recurrence, zones, occurrences, how they lie beside each other."""
