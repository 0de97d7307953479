"""Widgets in the house's own hand: they take plain values and know no records."""
