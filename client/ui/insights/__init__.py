"""Insights: what the garage cost and used, over time and by vehicle."""
