"""Garages that are shared: which one is shown, who is in it, who is invited."""
