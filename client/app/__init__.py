"""The composition root: where the profile is, and what starts with it."""
