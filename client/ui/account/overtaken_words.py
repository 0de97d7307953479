"""An overtaken value in words: whose edit overtook whose, when, and both values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from client.operations.makers import Maker
from client.operations.overtaken_here import Lost
from client.ui.account.sync_words import moment_words
from client.ui.clock_words import clock
from client.ui.text import _
from client.ui.vehicles.field_words import DELETED, Names, field_label, flat_words
from client.ui.vehicles.record_words import record_named
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.story_shown import Earlier, RowSort, StoryBlock, StoryRow
from garage.records import find_kind
from garage.sync.merge import Json
from garage.units import Quantity


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two values: who set it, when and where, and how it is written."""

    who: str
    person: str
    when: str
    value: str
    reading: tuple[str, str] | None = None
    """Of an odometer its digits and its unit."""


@dataclass(frozen=True, slots=True)
class OvertakenWords:
    """A card's words; `lead` begins it in bold."""

    id: str
    record: str
    field: str
    value: Json
    label: str
    """What the field is called."""
    lead: str
    about: str
    used: Side
    kept: Side


def overtaken_words(
    lost: Lost, shown: Shown, now: datetime, person: str, names: Names
) -> OvertakenWords:
    """The words of one; `person` is what who sits here is called."""
    kind = lost.record.kind
    what = record_named(lost.record, shown)
    field = lost_label(kind, lost.field)

    def side(maker: Maker, at: datetime, value: Json) -> Side:
        written = flat_words(kind, lost.field, value, shown, names) or _("none")
        if lost.field == DELETED:
            written = _("in the trash") if value else _("not in the trash")
        who = _("You") if maker.you else maker.name or _("Somebody")
        return Side(
            who, (person if maker.you else maker.name) or who,
            _when(maker, at, now, shown), written, _reading(lost, value, shown),
        )  # fmt: skip

    return OvertakenWords(
        lost.id, lost.record.id, lost.field, lost.value, field, _lead(lost),
        _("{field}, {record}").format(field=field, record=what),
        side(lost.now_by, lost.now_at, lost.now), side(lost.by, lost.at, lost.value),
    )  # fmt: skip


def lost_label(kind: str, field: str) -> str:
    """What the field of an overtaken value is called."""
    return _("Trash") if field == DELETED else field_label(kind, field)


def overtaken_blocks(
    lost: Iterable[Lost], of: str, shown: Shown, now: datetime, person: str, names: Names
) -> list[StoryBlock]:
    """Values that lost, as deeds of a history under a heading of their own.

    Whose history it is, `of`, need not be said of its own values.
    """
    blocks = []
    for place, each in enumerate(lost, 1):
        words = overtaken_words(each, shown, now, person, names)
        head = StoryRow(
            RowSort.DEED, -place,
            _("{who} set a value that was overtaken").format(who=words.kept.who),
            words.kept.who, words.kept.person,
            clock(each.at.astimezone(now.tzinfo), shown.prefs), words.lead, _("kept"),
            record=words.record,
        )  # fmt: skip
        earlier = Earlier(words.record, words.field, words.value, words.kept.value)
        step = StoryRow(
            RowSort.STEP,
            -place,
            label=words.label if words.record == of else _named(each, words.label, shown),
            before=words.kept.value,
            after=words.used.value,
            earlier=earlier if words.value is not None else None,
            record=words.record,
        )
        blocks.append(StoryBlock(_("Overtaken"), head, (step,)))
    return blocks


def _named(lost: Lost, field: str, shown: Shown) -> str:
    record = record_named(lost.record, shown)
    return _("{record}: {field}").format(record=record, field=field)


def _reading(lost: Lost, value: Json, shown: Shown) -> tuple[str, str] | None:
    kind = find_kind(lost.record.kind)
    if lost.field != "odometer" or kind is None:
        return None
    values, _unread = kind.read_json({lost.field: value})
    odometer = values.get(lost.field)
    return shown.reading(odometer) if isinstance(odometer, Quantity) else None


def _lead(lost: Lost) -> str:
    winner, loser = lost.now_by, lost.by
    if winner.you and loser.you:
        if winner.here:
            return _("Your edit here overtook yours on another device")
        return _("Your edit on another device overtook yours")
    if loser.you:
        if winner.name:
            return _("{who}’s edit overtook yours").format(who=winner.name)
        return _("An edit on another device overtook yours")
    name = loser.name or _("somebody")
    if winner.you:
        return _("Your edit overtook {who}’s").format(who=name)
    if winner.name:
        return _("{winner}’s edit overtook {loser}’s").format(winner=winner.name, loser=name)
    return _("An edit on another device overtook {who}’s").format(who=name)


def _when(maker: Maker, at: datetime, now: datetime, shown: Shown) -> str:
    clock = moment_words(at.astimezone(now.tzinfo), now, shown.prefs)
    if maker.here:
        return _("{when} on this computer").format(when=clock)
    return _("{when} on another device").format(when=clock)
