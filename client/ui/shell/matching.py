"""How what is typed fits a title: words, their beginnings, initials and slips; with the letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from client.store.search import distance, fold

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\W_]")
_SLIP_FROM = 4
_INITIALS_FROM = 2

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """How well it fits (0 is best) and which letters of the title were typed."""

    score: int
    spans: tuple[Span, ...] = ()


def match(words: Sequence[str], title: str) -> Match | None:
    """How folded `words` fit a title; None where one of them fits nowhere."""
    whole = _folded(title)
    origin = whole.origin
    spans: list[Span] = []
    score = 0
    for word in words:
        found = _one(word, whole)
        if found is None:
            return None
        score += found.score
        spans += [(origin[start], origin[end - 1] + 1) for start, end in found.spans]
    return Match(score, _joined(spans))


def begins(word: str, title: str) -> bool:
    """Whether a word of the title begins so."""
    return f" {word}" in _folded(title).spaced


def marks(words: Sequence[str], title: str) -> tuple[Span, ...]:
    """Where words of the title begin as one of `words`: the letters to be underlined."""
    whole = _folded(title)
    origin = whole.origin
    spans = [
        (origin[place], origin[place + len(word) - 1] + 1)
        for place, other in whole.starts
        for word in words
        if word and other.startswith(word)
    ]
    return _joined(spans)


@dataclass(frozen=True, slots=True)
class _Folded:
    """A title as it is compared."""

    text: str
    spaced: str
    """The same after a space, with a space for each sign that is of no word."""
    origin: tuple[int, ...]
    """For each of its letters the place in the title that it came from."""
    starts: tuple[tuple[int, str], ...]
    """Its words by their places."""
    initials: str


# The titles of a garage are few, and each letter typed asks all of them again.
@lru_cache(maxsize=4_096)
def _folded(title: str) -> _Folded:
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(title):
        bare = fold(letter)
        letters.append(bare)
        origin += [place] * len(bare)
    text = "".join(letters)
    starts = tuple((found.start(), found[0]) for found in _WORD.finditer(text))
    return _Folded(
        text,
        f" {_BETWEEN.sub(' ', text)}",
        tuple(origin),
        starts,
        "".join(word[0] for _place, word in starts),
    )


def _one(word: str, title: _Folded) -> Match | None:
    start = title.spaced.find(f" {word}")
    if start >= 0:
        return Match(0, ((start, start + len(word)),))
    inside = title.text.find(word) if len(word) > 1 else -1
    if inside >= 0:
        return Match(2, ((inside, inside + len(word)),))
    initials = _initials(word, title)
    if initials is not None:
        return Match(3, initials)
    if len(word) >= _SLIP_FROM and word[0] in title.initials:
        for place, other in title.starts:
            head = other[: len(word) + 1]
            if head[0] == word[0] and len(head) >= len(word) - 1 and distance(word, head) <= 1:
                return Match(4, ((place, place + min(len(head), len(word))),))
    return None


def _initials(word: str, title: _Folded) -> tuple[Span, ...] | None:
    """Where the letters are those with which words of the title begin, in order: "ks"."""
    if len(word) < _INITIALS_FROM:
        return None
    places: list[int] = []
    at = -1
    for letter in word:
        at = title.initials.find(letter, at + 1)
        if at < 0:
            return None
        places.append(title.starts[at][0])
    return tuple((place, place + 1) for place in places)


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
