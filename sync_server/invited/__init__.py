"""Guests of events: asked by mail or in their own calendar, and heard when they answer."""
