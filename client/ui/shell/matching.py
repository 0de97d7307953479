"""How what is typed fits a title: words, their beginnings, initials and slips; with the letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from client.store.search import distance, fold

_WORD = re.compile(r"[^\W_]+")
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
    folded, origin, starts = _folded(title)
    spans: list[Span] = []
    score = 0
    for word in words:
        found = _one(word, folded, starts)
        if found is None:
            return None
        score += found.score
        spans += [(origin[start], origin[end - 1] + 1) for start, end in found.spans]
    return Match(score, _joined(spans))


def begins(word: str, title: str) -> bool:
    """Whether a word of the title begins so."""
    return f" {word}" in _spaced(title)


def marks(words: Sequence[str], title: str) -> tuple[Span, ...]:
    """Where words of the title begin as one of `words`: the letters to be underlined."""
    _all, origin, starts = _folded(title)
    spans = [
        (origin[place], origin[place + len(word) - 1] + 1)
        for place, other in starts
        for word in words
        if word and other.startswith(word)
    ]
    return _joined(spans)


Starts = tuple[tuple[int, str], ...]


# The titles of a garage are few, and each letter typed asks all of them again.
@lru_cache(maxsize=4_096)
def _folded(title: str) -> tuple[str, tuple[int, ...], Starts]:
    """(the title folded, for each of its letters the place it came from, its words by place)."""
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(title):
        bare = fold(letter)
        letters.append(bare)
        origin += [place] * len(bare)
    folded = "".join(letters)
    starts = tuple((found.start(), found[0]) for found in _WORD.finditer(folded))
    return folded, tuple(origin), starts


@lru_cache(maxsize=4_096)
def _spaced(title: str) -> str:
    """The words of a title, a space before each."""
    return "".join(f" {word}" for _place, word in _folded(title)[2])


def _one(word: str, folded: str, starts: Starts) -> Match | None:
    for place, other in starts:
        if other.startswith(word):
            return Match(0, ((place, place + len(word)),))
    inside = folded.find(word) if len(word) > 1 else -1
    if inside >= 0:
        return Match(2, ((inside, inside + len(word)),))
    initials = _initials(word, starts)
    if initials is not None:
        return Match(3, initials)
    if len(word) >= _SLIP_FROM:
        for place, other in starts:
            head = other[: len(word) + 1]
            if head[0] == word[0] and len(head) >= len(word) - 1 and distance(word, head) <= 1:
                return Match(4, ((place, place + min(len(head), len(word))),))
    return None


def _initials(word: str, starts: Starts) -> tuple[Span, ...] | None:
    """Where the letters are those with which words of the title begin, in order: "ks"."""
    if len(word) < _INITIALS_FROM:
        return None
    spans: list[Span] = []
    rest = word
    for place, other in starts:
        if rest and other[0] == rest[0]:
            spans.append((place, place + 1))
            rest = rest[1:]
    return None if rest else tuple(spans)


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
