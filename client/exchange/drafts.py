"""What an importer makes of a foreign file: what it judged, asks, drafts and refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import tzinfo
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from client.errors import BadFile
from garage.words import told

if TYPE_CHECKING:
    from client.exchange.generic_columns import ColumnChoice

DateOrder = Literal["dmy", "mdy", "ymd"]
How = Literal["option", "file", "judged", "hint", "default", "remembered"]
Key = tuple[str, ...] | str


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What a person said about a file; None where nothing was said.

    `default_currency` is the profile's, only where the person set one: it counts after all that
    the file says. Units are codes or spellings of the catalog, currencies ISO 4217 codes.
    """

    format: str | None = None
    vehicle: str | None = None
    distance_unit: str | None = None
    volume_unit: str | None = None
    currency: str | None = None
    date_order: DateOrder | None = None
    decimal_mark: str | None = None
    zone: tzinfo | None = None
    default_currency: str | None = None
    columns: ColumnChoice | None = None
    """What the columns of a plain table are, where its headings do not tell."""
    columns_how: How = "option"


class Judgement(NamedTuple):
    """A value and how it was come by; `value` is "" where the file has nothing of the sort."""

    value: str
    how: How


NOTHING = Judgement("", "default")


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found out about a file, to be shown before anything is taken from it."""

    format: Judgement
    encoding: Judgement
    delimiter: Judgement = NOTHING
    decimal_mark: Judgement = NOTHING
    date_order: Judgement = NOTHING
    distance_unit: Judgement = NOTHING
    volume_unit: Judgement = NOTHING
    currency: Judgement = NOTHING
    columns: Judgement = NOTHING
    remarks: tuple[str, ...] = ()
    """Sentences about what was contradictory in the file."""

    def to_json(self) -> dict[str, Any]:
        """{"format": {"value", "how"}, …, "remarks": […]}, without what the file has not."""
        json: dict[str, Any] = {}
        for part in fields(self):
            judgement = getattr(self, part.name)
            if isinstance(judgement, Judgement) and judgement.value:
                json[part.name] = {"value": judgement.value, "how": judgement.how}
        return json | {"remarks": list(self.remarks)}


class Draft(NamedTuple):
    """A record to be: checked values by the field names of its kind, without its vehicle.

    `key` names it within the file, `vehicle` is the key of one of the plan's vehicles (None for
    a vehicle itself, and where the plan has none since nothing names one). `parent` is the key of
    the draft that owns it (a line's service) or that it is about (a picture's fill-up); parents
    come before their children. Values may be shared between drafts: copy before changing them.
    A named tuple and no dataclass: a hundred thousand of them are made in a second.
    """

    kind: str
    key: Key
    vehicle: str | None
    values: Mapping[str, Any]
    line: int
    parent: Key | None = None


class Refusal(NamedTuple):
    """A row that cannot be taken: the file's line, the column's name there, and why."""

    line: int
    column: str
    reason: str

    @property
    def text(self) -> str:
        """In one line: "line 12, Volume: 'ten' is not a number"."""
        if not self.column:
            return told("line {line}: {reason}", line=self.line, reason=self.reason)
        return told(
            "line {line}, {column}: {reason}",
            line=self.line, column=self.column, reason=self.reason,
        )  # fmt: skip


class NoRowTaken(BadFile):
    """A file has nothing but refused rows; `refused` has the first of them."""

    def __init__(self, refused: Sequence[Refusal], hint: str) -> None:
        super().__init__(told("no row could be taken: {text}", text=refused[0].text), hint)
        self.refused = tuple(refused)


class Question(NamedTuple):
    """What only a person can say: the option that says it, and what may be said."""

    option: str
    message: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is known of a file before its rows are taken.

    `rows` reads the file again from its start each time, one row after the other; it raises
    BadRequest while questions are open. `vehicles` are drafts of kind "vehicle".
    """

    judged: Judged
    questions: tuple[Question, ...]
    vehicles: tuple[Draft, ...]
    rows: Callable[[], Iterator[Draft | Refusal]]
    estimated_rows: int
    answered: tuple[Question, ...] = ()
    """Questions that the file leaves open and the options answer."""
