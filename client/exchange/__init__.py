"""Importers and exporters of foreign formats: pure, they parse and format."""
