"""The first steps: who you are, your first vehicle, and what to be reminded of."""
