"""The full-text index over all kinds: words in, hits out, forgiving as a person needs it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from client.store.bulk import plain_rows
from garage.records import Kind

WORD_COLUMNS = ("rowid", "heading", "body", "rank_first", "kind", "id", "batch")
_MARKS = ", ".join("?" * len(WORD_COLUMNS))
PUT_SQL = f"INSERT INTO search({', '.join(WORD_COLUMNS)}) VALUES ({_MARKS})"

FIRST_KINDS = frozenset({"vehicle", "vehicle_group", "part", "tyre_set"})
"""What a garage is made of: found before the thousands of records about it."""
_FIRST = "1"

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 12
_LONGEST = 500
"""Characters of a search that are read."""
_LONGEST_PLATE = 15
"""Letters and digits of a plate, at most."""
_AT_ONCE = 100
"""Pages of the index that are written anew at once, in some 20 ms."""
_LAST = "\U0010ffff"
_FEW = 8
"""Words of the index that are asked for by name, at most, in place of their common beginning."""
_NEAR_LIMIT = 4000
"""Words of the index that are compared, at most, when one was mistyped."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that a search found; `heading` names it, `snippet` shows where."""

    kind: str
    id: str
    heading: str
    snippet: str


def word_row(
    number: int, kind: str, id_: str, words: tuple[str, str], batch: int | None
) -> tuple[Any, ...]:
    """A record's row of the index, in the order of WORD_COLUMNS; `words` as `Kind.words` gives."""
    heading, body = words
    return (number, heading, body, _FIRST if kind in FIRST_KINDS else None, kind, id_, batch)


def put_words(
    connection: Connection,
    number: int,
    kind: Kind,
    id_: str,
    values: Mapping[str, Any],
    batch: int | None,
) -> None:
    """Index a record's words under its row number."""
    words = kind.words(values)
    if any(words):
        connection.exec_driver_sql(PUT_SQL, word_row(number, kind.name, id_, words, batch))


def forget_words(connection: Connection, number: int) -> None:
    """Take a record's words out of the index."""
    connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (number,))


def purge_words(connection: Connection) -> bool:
    """Write part of the index anew, without words that went out of it; False once all of it is.

    What is taken out of an index of SQLite's stays in its file until then: it is only marked. Its
    `secure-delete` is newer than many builds of SQLite, which could not read the index after it.
    """
    before = _changes(connection)
    connection.exec_driver_sql(f"INSERT INTO search(search, rank) VALUES ('merge', -{_AT_ONCE})")
    # Where there was something to write, more was changed than the row that this is.
    return _changes(connection) - before > 1


def _changes(connection: Connection) -> int:
    [(changes,)] = plain_rows(connection, "SELECT total_changes()")
    return int(changes)


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
        nearest = _all_nearest(connection, words)
        if nearest != words:
            hits = _match(connection, nearest, limit, hidden)
    plates = _by_plate(connection, text, hidden)
    return [*dict.fromkeys((*plates, *hits))][:limit]


def _by_plate(connection: Connection, text: str, hidden: Sequence[int]) -> list[Hit]:
    """Vehicles whose plate begins so, spaces and hyphens aside: "mab12" finds "M-AB 1234".

    The index keeps a plate in the pieces in which it was typed; vehicles are few enough to look at.
    """
    asked = bare(text)
    if not 3 <= len(asked) <= _LONGEST_PLATE or not any(map(str.isdigit, asked)):
        return []
    plates = plain_rows(
        connection,
        "SELECT n, id, plate, batch FROM k_vehicle "
        "WHERE deleted = 0 AND plate IS NOT NULL ORDER BY n",
    )
    hits = []
    for number, id_, plate, batch in plates:
        if batch in hidden or not bare(plate).startswith(asked):
            continue
        words = connection.exec_driver_sql(
            "SELECT heading, body FROM search WHERE rowid = ?", (number,)
        ).first()
        heading, body = words or (plate, "")
        hits.append(Hit("vehicle", id_, heading, _snippet(body, [])))
    return hits


# A garage's plates are looked through at each letter typed.
@lru_cache(maxsize=4_096)
def bare(text: str) -> str:
    """Letters and digits alone, folded: how plates are compared."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def fold(text: str) -> str:
    """Lower case without accents: what two people may write differently is the same."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


def _spellings(word: str) -> list[str]:
    """The word as the index may keep it.

    The index drops case and the accents of Latin letters itself, but keeps "ß", "й" or "が" as they
    are. Both spellings of "Shell" would be the same to it, looked up twice.
    """
    folded = fold(word)
    if word.isascii():
        return [folded]
    return [word] if folded == word or not _WORD.fullmatch(folded) else [word, folded]


def _match(
    connection: Connection, groups: list[list[str]], limit: int, hidden: Sequence[int]
) -> list[Hit]:
    """Things first, then the newest records; of these, those that bear the words in their name.

    Ranking by bm25 would read every match, 150 ms for a letter that 80,000 records have.
    """
    asked = [_asked(connection, group) for group in groups]
    if not (asked and all(asked)):
        return []
    query = " AND ".join(f"({each})" for each in asked)
    records = _newest(connection, query, 2 * limit, hidden)
    if len(records) < 2 * limit:
        things = [row for row in records if row[4] == _FIRST][:limit]
    else:
        # There are more, and older things among them.
        things = _newest(connection, f"rank_first : {_FIRST} AND {query}", limit, hidden)
    begun = [word for group in groups for word in group]
    named = [row for row in records if _is_named(row[2], begun)]
    things = sorted(things, key=lambda row: not _is_named(row[2], begun))
    best = dict.fromkeys((*things, *named, *records))
    return [Hit(row[0], row[1], row[2], _snippet(row[3], begun)) for row in [*best][:limit]]


def _asked(connection: Connection, group: list[str]) -> str:
    """What the index is asked for the spellings of a word; empty where none of its words fits.

    The few words that begin so are asked by name: for a beginning, the index first gathers all
    records that have it, 5 ms for 80,000, where the newest hundred are wanted. First letters,
    with which many words begin, have been gathered before.
    """
    word = group[0]
    if len(group) == 1 and len(word) > 1 and word.isascii():
        terms = plain_rows(
            connection,
            "SELECT term FROM search_words WHERE term >= ? AND term < ? LIMIT ?",
            (word, word + _LAST, _FEW + 1),
        )
        if len(terms) <= _FEW:
            return " OR ".join(f'"{term}"' for (term,) in terms)
    return " OR ".join(f'"{word}"*' for word in group)


def _newest(
    connection: Connection, query: str, most: int, hidden: Sequence[int]
) -> list[tuple[Any, ...]]:
    """(kind, id, heading, body, rank_first) of what a query of the index matches."""
    marks = ", ".join("?" * len(hidden))
    bars = f" AND (batch IS NULL OR batch NOT IN ({marks}))" if hidden else ""
    sql = (
        "SELECT kind, id, heading, body, rank_first FROM search "
        f"WHERE search MATCH ?{bars} ORDER BY rowid DESC LIMIT ?"
    )
    return plain_rows(connection, sql, (query, *hidden, most))


def _is_named(heading: str, begun: list[str]) -> bool:
    beginnings = tuple(begun)
    return any(word.startswith(beginnings) for word in _heading_words(heading))


# What is done again and again is called the same each time.
@lru_cache(maxsize=2_048)
def _heading_words(heading: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(heading)))


def _snippet(body: str, begun: list[str], most: int = 80) -> str:
    """The part of a text where the first of the words stands."""
    text = " ".join(body.split())
    if len(text) <= most:
        return text
    places = [m.start() for m in _WORD.finditer(text) if fold(m[0]).startswith(tuple(begun))]
    start = max(0, (places[0] if places else 0) - most // 4)
    start = text.rfind(" ", 0, start + 1) + 1
    return (
        ("…" if start else "")
        + text[start : start + most].rstrip()
        + ("…" if start + most < len(text) else "")
    )


def _all_nearest(connection: Connection, words: list[list[str]]) -> list[list[str]]:
    """Each of the words as `_nearest` has it; empty where one is like no word of the index."""
    nearest = []
    for spellings in words:
        near = _nearest(connection, spellings)
        if not near:
            return []
        nearest.append(near)
    return nearest


def _nearest(connection: Connection, spellings: list[str]) -> list[str]:
    """The word itself if the index has it, else up to five that look like it."""
    word = spellings[-1]
    allowed = 1 if len(word) < 6 else 2
    if len(word) < 4:
        return spellings
    for spelling in spellings:
        found = connection.exec_driver_sql(
            "SELECT term FROM search_words WHERE term >= ? AND term < ? LIMIT 1",
            (spelling.lower(), spelling.lower() + _LAST),
        ).first()
        if found is not None:
            return spellings
    # Most slips spare the first letter; the first two swapped is the other common one.
    terms = [
        term
        for first in dict.fromkeys(word[:2])
        for (term,) in plain_rows(
            connection,
            "SELECT term FROM search_words WHERE term >= ? AND term < ? "
            "AND length(term) BETWEEN ? AND ? LIMIT ?",
            (
                first,
                first + _LAST,
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
