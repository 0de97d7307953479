"""People, their sessions and devices."""
