"""How what is typed fits a title: words, their beginnings, initials and slips; with the letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
    folded, origin = _folded(title)
    spans: list[Span] = []
    score = 0
    for word in words:
        found = _one(word, folded)
        if found is None:
            return None
        score += found.score
        spans += [(origin[start], origin[end - 1] + 1) for start, end in found.spans]
    return Match(score, _joined(spans))


def marks(words: Sequence[str], title: str) -> tuple[Span, ...]:
    """Where words of the title begin as one of `words`: the letters to be underlined."""
    folded, origin = _folded(title)
    spans = [
        (origin[found.start()], origin[found.start() + len(word) - 1] + 1)
        for found in _WORD.finditer(folded)
        for word in words
        if word and found[0].startswith(word)
    ]
    return _joined(spans)


def _folded(title: str) -> tuple[str, list[int]]:
    """The title folded, and for each of its letters the place it came from."""
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(title):
        bare = fold(letter)
        letters.append(bare)
        origin += [place] * len(bare)
    return "".join(letters), origin


def _one(word: str, folded: str) -> Match | None:
    starts = list(_WORD.finditer(folded))
    for found in starts:
        if found[0].startswith(word):
            return Match(0, ((found.start(), found.start() + len(word)),))
    place = folded.find(word)
    if place >= 0 and len(word) > 1:
        return Match(2, ((place, place + len(word)),))
    initials = _initials(word, starts)
    if initials is not None:
        return Match(3, initials)
    if len(word) >= _SLIP_FROM:
        for found in starts:
            head = found[0][: len(word) + 1]
            if head[:1] == word[:1] and len(head) >= len(word) - 1 and distance(word, head) <= 1:
                return Match(4, ((found.start(), found.start() + min(len(head), len(word))),))
    return None


def _initials(word: str, starts: list[re.Match[str]]) -> tuple[Span, ...] | None:
    """Where the letters are those with which words of the title begin, in order: "ks"."""
    if len(word) < _INITIALS_FROM:
        return None
    spans: list[Span] = []
    rest = word
    for found in starts:
        if rest and found[0][0] == rest[0]:
            spans.append((found.start(), found.start() + 1))
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
