"""A garage to look around in: six vehicles and five years, made by the project's own code."""

from client.operations.sample.book import SOURCE
from client.operations.sample.making import (
    HOME,
    count_of_sample,
    has_sample_garage,
    make_sample_garage,
    remove_sample_garage,
    sample_language,
    sample_rows,
)

__all__ = [
    "HOME", "SOURCE", "count_of_sample", "has_sample_garage", "make_sample_garage",
    "remove_sample_garage", "sample_language", "sample_rows",
]  # fmt: skip
