"""Words that are painted, and whether they had to be shortened.

What the program itself says must be whole: titles, dates, numbers, chips. What somebody wrote,
a name or a note, may end in an ellipsis.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

from client.store import Reader
from client.ui.widgets import painting
from garage.records import kinds

_A_NAME = 8
"""From so many letters on, a text is known again inside a longer sentence."""


class Noting:
    """A type role's metrics, which note what is shortened."""

    def __init__(self, metrics, shortened):
        self._metrics, self._shortened = metrics, shortened

    def __getattr__(self, name):
        return getattr(self._metrics, name)

    def elidedText(self, words, mode, width):  # noqa: N802 (as Qt's)
        fitting = self._metrics.elidedText(words, mode, width)
        if fitting != words:
            self._shortened.append(words)
        return fitting


@contextmanager
def shortenings() -> Iterator[list[str]]:
    """What is painted shortened while this is open."""
    shortened: list[str] = []
    plain = painting.metrics

    @cache
    def metrics(*role, **more):
        return Noting(plain(*role, **more), shortened)

    with patch.object(painting, "metrics", metrics):
        yield shortened


def own_texts(reader: Reader) -> frozenset[str]:
    """All texts that people wrote into their records."""
    found = (
        value
        for kind in kinds()
        for record in reader.records(kind)
        for value in vars(record).values()
    )
    return frozenset(" ".join(value.split()) for value in found if isinstance(value, str) and value)


def is_own(words: str, texts: Iterable[str]) -> bool:
    """Whether words are somebody's: a text, part of one, or a sentence about one."""
    pieces = words.split(" · ")
    return any(
        text in pieces or words in text or (len(text) >= _A_NAME and text in words)
        for text in texts
    )
