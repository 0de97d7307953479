"""Records of a CSV file with the lines they stand on, whatever state the file is in."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, tee
from typing import TypeVar

from client.exchange.drafts import Refusal
from client.exchange.source import Opened
from garage.words import told

T = TypeVar("T")
Feed = Callable[[int, list[str]], Sequence[T | Refusal]]

_DELIMITERS = (",", ";", "\t")
_LINES_JUDGED = 60


def read_rows(opened: Opened, delimiter: str, feed: Feed[T]) -> Iterator[T | Refusal]:
    """What `feed` makes of each record, given its first line's number and its cells.

    An opening quote that is never closed swallows the lines after it. So a record of several
    lines that is refused is read again line by line, and those lines that can stand are taken.
    """
    with opened.text() as stream:
        # The lines of the record at hand are held beside the reader, without a step of Python's.
        lines, held = tee(stream)
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
        first = 1
        while True:
            try:
                for cells in reader:
                    last = reader.line_num
                    if last == first:
                        next(held)
                        yield from feed(first, cells) if cells else ()
                    else:
                        texts = list(islice(held, last - first + 1))
                        yield from _several(first, cells, texts, delimiter, feed) if cells else ()
                    first = last + 1
                return
            except csv.Error:
                texts = list(islice(held, reader.line_num - first + 1))
                yield from _singly(first, texts, delimiter, feed) or [
                    Refusal(first, "", told("a cell is longer than any app writes one"))
                ]
                first = reader.line_num + 1


def _several(
    first: int, cells: list[str], held: list[str], delimiter: str, feed: Feed[T]
) -> Sequence[T | Refusal]:
    """What comes of a record of several lines, as a whole or, if it is none, line by line."""
    if sum(text.count('"') for text in held) % 2:
        return _singly(first, held, delimiter, feed) or feed(first, cells)
    made = feed(first, cells)
    if any(type(each) is Refusal for each in made):
        return _singly(first, held, delimiter, feed) or made
    return made


def _singly(first: int, held: list[str], delimiter: str, feed: Feed[T]) -> list[T | Refusal]:
    """What comes of the lines one by one; nothing if none of them can stand."""
    made: list[T | Refusal] = []
    taken = False
    for line, text in enumerate(held, first):
        try:
            cells = next(csv.reader([text], delimiter=delimiter, skipinitialspace=True), [])
        except csv.Error:
            made.append(Refusal(line, "", told("a cell is longer than any app writes one")))
            continue
        each = feed(line, cells) if cells else ()
        taken = taken or any(type(one) is not Refusal for one in each)
        made.extend(each)
    return made if taken else []


def first_rows(text: str, delimiter: str, most: int = _LINES_JUDGED) -> list[list[str]]:
    """The first records of a file's head, as far as they can be divided, without empty ones."""
    return [cells for _line, cells in numbered_rows(text, delimiter, most)]


def numbered_rows(
    text: str, delimiter: str, most: int = _LINES_JUDGED
) -> list[tuple[int, list[str]]]:
    """As `first_rows`, each with the number of the line that it begins on."""
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        lines = text.splitlines(keepends=True)[:most]
        reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
        for cells in reader:
            if cells:
                rows.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error:
        return rows
    return rows


def sniff_delimiter(head: str) -> str:
    """The comma, semicolon or TAB that divides most lines into the same number of cells."""
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        counts = Counter(len(row) for row in first_rows(head, delimiter))
        score = max(((cells - 1) * times for cells, times in counts.items()), default=0)
        if score > most:
            best, most = delimiter, score
    return best
