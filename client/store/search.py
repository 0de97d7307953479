"""The full-text index over all kinds: words in, hits out, forgiving as a person needs it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from garage.records import Kind

WORD_COLUMNS = ("rowid", "heading", "body", "kind", "id", "batch")
PUT_SQL = f"INSERT INTO search({', '.join(WORD_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)"

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 12
_LONGEST = 500
"""Characters of a search that are read."""
_NEAR_LIMIT = 4000
"""Words of the index that are compared, at most, when one was mistyped."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that a search found; `heading` names it, `snippet` shows where."""

    kind: str
    id: str
    heading: str
    snippet: str


def put_words(
    connection: Connection,
    number: int,
    kind: Kind,
    id_: str,
    values: Mapping[str, Any],
    batch: int | None,
) -> None:
    """Index a record's words under its row number."""
    heading, body = kind.words(values)
    if heading or body:
        connection.exec_driver_sql(PUT_SQL, (number, heading, body, kind.name, id_, batch))


def forget_words(connection: Connection, number: int) -> None:
    """Take a record's words out of the index."""
    connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (number,))


def search(
    connection: Connection, text: str, *, limit: int = 50, hidden: Sequence[int] = ()
) -> list[Hit]:
    """Records whose words begin with the words of `text`, the best first.

    Accents and case do not count. If a word finds nothing, words of the index that differ from it
    by one or two letters are tried in its place. `hidden` are batches that are not complete.
    """
    text = unicodedata.normalize("NFC", text[:_LONGEST])
    words = [_spellings(word) for word in _WORD.findall(text)[:_MOST_WORDS]]
    if not words:
        return []
    hits = _match(connection, words, limit, hidden)
    if not hits:
        nearest = [_nearest(connection, spellings) for spellings in words]
        if all(nearest):
            hits = _match(connection, nearest, limit, hidden)
    return hits


def fold(text: str) -> str:
    """Lower case without accents: what two people may write differently is the same."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


def _spellings(word: str) -> list[str]:
    """The word as the index may keep it.

    The index drops the accents of Latin letters itself, but keeps "ß", "й" or "が" as they are.
    """
    folded = fold(word)
    return [word] if folded == word or not _WORD.fullmatch(folded) else [word, folded]


def _match(
    connection: Connection, groups: list[list[str]], limit: int, hidden: Sequence[int]
) -> list[Hit]:
    query = " AND ".join(
        "(" + " OR ".join(f'"{word}"*' for word in group) + ")" for group in groups
    )
    bars = (
        f" AND (batch IS NULL OR batch NOT IN ({', '.join('?' * len(hidden))}))" if hidden else ""
    )
    # Ranking reads every match, so it is done among the newest thousand: rowids grow with time.
    sql = (
        "SELECT kind, id, heading, snippet(search, 1, '', '', '…', 12) FROM search "
        "WHERE search MATCH ? AND rowid >= coalesce((SELECT min(n) FROM ("
        f"SELECT rowid AS n FROM search WHERE search MATCH ?{bars} "
        f"ORDER BY rowid DESC LIMIT 1000)), 0){bars} "
        "ORDER BY bm25(search, 4.0, 1.0), rowid DESC LIMIT ?"
    )
    try:
        rows = connection.exec_driver_sql(sql, (query, query, *hidden, *hidden, limit))
        return [Hit(*row) for row in rows]
    except OperationalError as error:
        # A letter that is newer than SQLite's tables divides a word, and the index, which keeps
        # no places, has no phrases. No record has such a word.
        if "phrase queries" in str(error.orig):
            return []
        raise


def _nearest(connection: Connection, spellings: list[str]) -> list[str]:
    """The word itself if the index has it, else up to five that look like it."""
    word = spellings[-1]
    allowed = 1 if len(word) < 6 else 2
    if len(word) < 4:
        return spellings
    for spelling in spellings:
        found = connection.exec_driver_sql(
            "SELECT term FROM search_words WHERE term >= ? AND term < ? LIMIT 1",
            (spelling.lower(), spelling.lower() + "\U0010ffff"),
        ).first()
        if found is not None:
            return spellings
    # Most slips spare the first letter; the first two swapped is the other common one.
    terms = [
        row[0]
        for first in dict.fromkeys(word[:2])
        for row in connection.exec_driver_sql(
            "SELECT term FROM search_words WHERE term >= ? AND term < ? "
            "AND length(term) BETWEEN ? AND ? LIMIT ?",
            (
                first,
                first + "\U0010ffff",
                len(word) - allowed,
                len(word) + allowed + 8,
                _NEAR_LIMIT,
            ),
        )
    ]
    scored = [(distance(word, term[: len(word) + allowed]), term) for term in terms]
    near = sorted(pair for pair in scored if pair[0] <= allowed)
    return [term for _, term in near[:5]]


def distance(left: str, right: str) -> int:
    """Letters to insert, drop, replace or swap with a neighbour (Damerau 1964), near the start.

    What `right` has beyond the best place to stop does not count: `left` may be its beginning.
    """
    before: list[int] = []
    line = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, line = line, [i]
        for j, b in enumerate(right, 1):
            cost = min(previous[j] + 1, line[j - 1] + 1, previous[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            line.append(cost)
        before = previous
    return min(line[max(0, len(left) - 2) :])
