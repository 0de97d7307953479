"""The garage and its vehicles: pages, tabs, quick add, forms."""
