"""What the columns of imported tables are, as a person said it: remembered for tables alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from client.errors import BadRequest
from client.exchange.column_guess import guess
from client.exchange.drafts import ImportOptions
from client.exchange.first_look import FirstLook, shape_of, unique_names
from client.exchange.generic_columns import LEFT_OUT, MEANINGS, OWN, ColumnChoice
from client.operations.settings import change_settings
from client.store import Store
from garage.words import N_, told

SETTING = "import_columns"
REMEMBERED = ("distance_unit", "volume_unit", "currency", "date_order", "decimal_mark")
"""What is remembered beside the columns: the file left it open, and so will the next one."""
_MOST_SHAPES = 100
_HEADINGS_WITHIN = 10
_SHORT = {"-": LEFT_OUT, "": LEFT_OUT, "+": OWN}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the columns of a table are taken for until a person says otherwise.

    `unsure` are the places of columns that no known heading tells; `said` are the options that
    were answered for the last table of this shape.
    """

    look: FirstLook
    choice: ColumnChoice
    unsure: tuple[int, ...] = ()
    remembered: bool = False
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether the headings tell all of it, so that nothing is to be looked over."""
        return not self.unsure and not self.remembered and self.choice.is_whole


def propose(settings: Mapping[str, Any], look: FirstLook) -> Proposal:
    """As the last table of this shape was read; else as the columns are guessed."""
    kept = {each["shape"]: each for each in _kept(settings)}
    for heading, shape in _shapes(look) if kept else ():
        found = _read(kept.get(shape), look, heading)
        if found is not None:
            return found
    guessed = guess(look)
    return Proposal(look, guessed.choice, guessed.unsure)


def with_remembered(
    settings: Mapping[str, Any], look: FirstLook | None, options: ImportOptions
) -> ImportOptions:
    """The options with what was said of the last table of this shape, if there was one."""
    if look is None or options.columns is not None or options.format:
        return options
    proposal = propose(settings, look)
    if not proposal.remembered:
        return options
    silent: dict[str, Any] = {
        name: value for name, value in proposal.said.items() if getattr(options, name) is None
    }
    return replace(options, columns=proposal.choice, columns_how="remembered", **silent)


def remember_columns(
    store: Store, look: FirstLook, choice: ColumnChoice, said: Mapping[str, str]
) -> None:
    """Read the next table of this shape alike. `said` are answered options by their names."""
    shape = _shape(look, choice.heading)
    kept = store.read(lambda reader: _kept(reader.settings()))
    others = [each for each in kept if each["shape"] != shape]
    said_now = {
        "shape": shape,
        "rows": choice.sort,
        "columns": dict(zip(_names(look, choice.heading), choice.columns, strict=False)),
        "said": {name: said[name] for name in REMEMBERED if said.get(name)},
    }
    change_settings(store, {SETTING: [*others, said_now][-_MOST_SHAPES:]})


@dataclass(frozen=True, slots=True)
class RememberedTable:
    """A table that is read as it was said last: what its rows and its columns are.

    `columns` are their headings in small letters, "" where the table has none, and meanings.
    """

    shape: str
    rows: str
    columns: tuple[tuple[str, str], ...]


def remembered_tables(settings: Mapping[str, Any]) -> tuple[RememberedTable, ...]:
    """What is remembered of tables, the latest first; what is damaged is left out."""
    found = []
    for each in reversed(_kept(settings)):
        columns = each.get("columns")
        if isinstance(columns, Mapping) and each.get("rows") in MEANINGS:
            names = [str(name) for name in columns]
            headed = names != [str(at) for at in range(len(names))]
            said = zip(names if headed else [""] * len(names), columns.values(), strict=True)
            pairs = tuple((name, str(meaning)) for name, meaning in said)
            found.append(RememberedTable(str(each["shape"]), str(each["rows"]), pairs))
    return tuple(found)


def forget_table(store: Store, shape: str) -> None:
    """Ask anew what the columns of tables of this shape are."""
    kept = store.read(lambda reader: _kept(reader.settings()))
    change_settings(store, {SETTING: [each for each in kept if each["shape"] != shape]})


def choice_of(columns: str, rows: str, look: FirstLook) -> ColumnChoice:
    """The choice that is typed as "date,odometer,-,volume,+": "-" leaves out, "+" is an own field.

    `rows` is what the rows are, "" where the columns tell. Raises BadRequest.
    """
    named = tuple(_SHORT.get(each.strip(), each.strip().lower()) for each in columns.split(","))
    sorts = [rows] if rows else list(MEANINGS)
    if rows and rows not in MEANINGS:
        raise BadRequest(
            told("{rows!r} is nothing that rows can be", rows=rows[:40]),
            told("use one of {sorts}", sorts=", ".join(MEANINGS)),
        )
    heading = guess(look).choice.heading
    choices = [ColumnChoice(sort, named, heading) for sort in sorts]
    chosen = next((choice for choice in choices if choice.is_whole), None)
    if chosen is None:
        raise BadRequest(_wrong(choices[0], sorts), N_("name each column, as date,odometer,-,+"))
    return chosen


def _wrong(choice: ColumnChoice, sorts: Sequence[str]) -> str:
    known = {name for sort in sorts for name in MEANINGS[sort]}
    strange = [name for name in choice.meant if name not in known]
    if strange:
        return told("a column cannot be {name!r}", name=strange[0][:40])
    if choice.doubled:
        return told("several columns are {name!r}", name=choice.doubled[0])
    lacking = choice.lacking or (("date",),)
    return told("no column is {name!r}", name=lacking[0][0])


# ---------------------------------------------------------------------- shapes


def _kept(settings: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What is remembered of each shape, the latest last."""
    kept = settings.get(SETTING)
    known = kept if isinstance(kept, list) else []
    return [each for each in known if isinstance(each, Mapping) and each.get("shape")]


def _shapes(look: FirstLook) -> Iterator[tuple[int, str]]:
    """Each line that may be that of the headings, with the shape that the table then has."""
    for row in look.rows[:_HEADINGS_WITHIN]:
        yield row.line, _shape(look, row.line)
    yield 0, _shape(look, 0)


def _shape(look: FirstLook, heading: int) -> str:
    sorts = () if heading else guess(look, heading=0).sorts
    return shape_of(look.header(heading), sorts)


def _names(look: FirstLook, heading: int) -> list[str]:
    """What columns are remembered by: their headings, else their places."""
    header = look.header(heading)
    return unique_names(header) if heading else [str(at) for at in range(len(header))]


def _read(kept: Any, look: FirstLook, heading: int) -> Proposal | None:
    """What is remembered, if it is whole: settings may be of another version, or damaged."""
    if not isinstance(kept, Mapping) or not isinstance(kept.get("columns"), Mapping):
        return None
    columns = tuple(str(kept["columns"].get(name, OWN)) for name in _names(look, heading))
    choice = ColumnChoice(str(kept.get("rows")), columns, heading)
    said = kept.get("said")
    known = said if isinstance(said, Mapping) else {}
    answers = {name: str(known[name]) for name in REMEMBERED if known.get(name)}
    if not choice.is_whole:
        return None
    return Proposal(look, choice, remembered=True, said=answers)
