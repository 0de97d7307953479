"""What happened to records as rows to read: who did what, which field went from what to what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from enum import StrEnum

from client.operations.story import Happened, Step, Story
from client.ui.changes_said import NAMED_AFTER_OTHERS, is_label, title_words
from client.ui.clock_words import clock
from client.ui.text import _, ngettext
from client.ui.vehicles.day_heads import day_head
from client.ui.vehicles.field_words import DELETED, Names, field_label, flat_words, is_told
from client.ui.vehicles.record_words import record_gist, record_named
from client.ui.vehicles.shown import Shown
from garage.records import Record, find_kind
from garage.sync.merge import Json

UNFOLDED = 4
"""So many steps of a deed are shown at once; of more, none until it is unfolded."""

_TOLD = 5
"""Kinds that a bulk write's own row names."""


class RowSort(StrEnum):
    """What a row of the list is."""

    DAY = "day"
    DEED = "deed"
    STEP = "step"
    OLDER = "older"


@dataclass(frozen=True)
class Earlier:
    """A value that a field had and has no more."""

    record: str
    name: str
    value: Json
    words: str


@dataclass(frozen=True)
class StoryRow:
    """A row: a day, a deed (`lead` did it), a step of one, or the way to older ones."""

    sort: RowSort
    deed: int = 0
    title: str = ""
    lead: str = ""
    person: str = ""
    time: str = ""
    detail: str = ""
    chip: str = ""
    label: str = ""
    before: str = ""
    after: str = ""
    earlier: Earlier | None = None
    record: str = ""
    folds: int = 0
    """How many steps are folded away, or could be."""
    unfolded: bool = False
    last: bool = False
    """Whether the next row is another deed."""

    @property
    def heading(self) -> bool:
        return self.sort is RowSort.DAY or (self.sort is RowSort.STEP and self.earlier is None)

    @property
    def height(self) -> int:
        match self.sort:
            case RowSort.DAY:
                return 36
            case RowSort.OLDER:
                return 40
            case RowSort.STEP:
                return 30 if self.last else 22
        return 32 + (16 if self.detail else 0) + (8 if self.last else 0)

    @property
    def spoken(self) -> str:
        if self.sort is RowSort.STEP:
            words = (self.label, self.before, "→", self.after)
            return " ".join(word for word in words if word)
        return ", ".join(part for part in (self.time, self.title, self.detail, self.chip) if part)


@dataclass(frozen=True)
class StoryBlock:
    """A deed with its steps, under the heading of its day."""

    day: str
    head: StoryRow
    steps: tuple[StoryRow, ...] = field(default=(), repr=False)

    @property
    def records(self) -> tuple[str, ...]:
        """The records that it is about."""
        return (self.head.record, *(step.record for step in self.steps))


def story_blocks(
    story: Story, shown: Shown, zone: tzinfo, person: str, names: Names
) -> list[StoryBlock]:
    """All deeds in words; `person` is whose device this is."""
    teller = _Teller(story, shown, person or _("You"), names)
    blocks = []
    for deed in story.deeds:
        at = deed.at.astimezone(zone)
        steps = teller.steps(deed)
        head = replace(
            teller.head(deed),
            time=clock(at, shown.prefs),
            folds=len(steps) if len(steps) >= UNFOLDED or deed.brought else 0,
        )
        blocks.append(StoryBlock(day_head(at.date(), shown), head, steps))
    return blocks


def story_rows(
    blocks: Iterable[StoryBlock], unfolded: frozenset[int], older: bool
) -> list[StoryRow]:
    """The rows of a list; only `unfolded` deeds of many steps show them."""
    rows: list[StoryRow] = []
    last = ""
    for block in blocks:
        if block.day != last:
            last = block.day
            rows.append(StoryRow(RowSort.DAY, title=block.day))
        is_open = not block.head.folds or block.head.deed in unfolded
        steps = block.steps if is_open else ()
        rows.append(replace(block.head, unfolded=is_open, last=not steps))
        rows += steps[:-1]
        rows += [replace(step, last=True) for step in steps[-1:]]
    if older:
        rows.append(StoryRow(RowSort.OLDER, title=_("Show older")))
    return rows


class _Teller:
    """Says what the deeds of one story were."""

    def __init__(self, story: Story, shown: Shown, person: str, names: Names) -> None:
        self._story, self._shown, self._person, self._names = story, shown, person, names

    def head(self, deed: Happened) -> StoryRow:
        """A deed's own row."""
        here = deed.device in ("", self._story.device)
        named = self._story.people.get(deed.device, "")
        who = _("You") if here else named or _("Another device")
        ids = list(dict.fromkeys(step.record for step in deed.steps))
        return StoryRow(
            RowSort.DEED,
            deed.number,
            _sentence(deed).format(
                who=who, what=self._what(deed, ids), title=self._title(deed, ids)
            ),
            who,
            self._person if here else who,
            detail=self._detail(deed, ids),
            chip=_("undone") if deed.undone else "",
            record=ids[0] if len(ids) == 1 else "",
        )

    def _what(self, deed: Happened, ids: list[str]) -> str:
        if len(ids) + deed.more > 1:
            count = len(ids) + deed.more
            return ngettext("{n} record", "{n} records", count).format(n=count)
        record = self._story.records.get(ids[0]) if ids else None
        if record is not None:
            return record_named(record, self._shown)
        return title_words(deed.title)

    def _title(self, deed: Happened, ids: list[str]) -> str:
        """What the deed was called then; of what bears no name, what it is called now."""
        record = self._story.records.get(ids[0]) if len(ids) == 1 else None
        nameless = record is not None and record.kind in NAMED_AFTER_OTHERS
        if nameless or not deed.title or is_label(deed.title):
            return self._what(deed, ids)
        return title_words(deed.title)

    def _detail(self, deed: Happened, ids: list[str]) -> str:
        if deed.brought:
            most = sorted(deed.brought.items(), key=lambda pair: -pair[1])
            words = " · ".join(_counted(name, n) for name, n in most[:_TOLD])
            return f"{words} …" if len(most) > _TOLD else words
        if len(ids) == 1 and len(deed.steps) == 1 and deed.steps[0].added:
            return self._made(deed.steps[0])
        return ""

    def _made(self, step: Step) -> str:
        """What a record began with."""
        kind = find_kind(step.kind)
        if kind is None:
            return ""
        values, _extra = kind.read_json({n: j for n, j in step.made.items() if n != DELETED})
        return record_gist(kind.type(id=step.record, **values), self._shown)

    def steps(self, deed: Happened) -> tuple[StoryRow, ...]:
        """A row for each field that was set, and for each record where there are several."""
        if deed.brought:
            return tuple(
                StoryRow(RowSort.STEP, deed.number, label=_counted(name, count))
                for name, count in deed.brought.items()
            )
        records = {step.record for step in deed.steps}
        rows = [row for step in deed.steps if (row := self._step(deed, step, len(records) > 1))]
        if deed.more:
            words = ngettext("and {n} more", "and {n} more", deed.more).format(n=deed.more)
            rows.append(StoryRow(RowSort.STEP, deed.number, label=words))
        return tuple(rows)

    def _step(self, deed: Happened, step: Step, named: bool) -> StoryRow | None:
        record = self._story.records.get(step.record)
        if record is None:
            return None
        name = record_named(record, self._shown)
        if step.added or step.name == DELETED:
            after = _("added") if step.added else _("in the trash") if step.after else _("restored")
            row = StoryRow(RowSort.STEP, deed.number, label=name, after=after, record=record.id)
            return row if named else None
        if not is_told(step.kind, step.name):
            return None
        label = field_label(step.kind, step.name)
        before = flat_words(step.kind, step.name, step.before, self._shown, self._names)
        after = flat_words(step.kind, step.name, step.after, self._shown, self._names)
        return StoryRow(
            RowSort.STEP,
            deed.number,
            label=_("{record}: {field}").format(record=name, field=label) if named else label,
            before=before,
            after=after or _("none"),
            earlier=_earlier(record, step, before),
            record=record.id,
        )


def _earlier(record: Record, step: Step, words: str) -> Earlier | None:
    if step.before is None or step.before == step.now or record.deleted:
        return None
    return Earlier(record.id, step.name, step.before, words)


def _counted(name: str, count: int) -> str:
    kind = find_kind(name)
    if kind is None:
        return f"{count} {name}"
    return _("{n} {kind}").format(n=count, kind=_(kind.label if count == 1 else kind.plural))


_SENTENCES: Mapping[str, Callable[[], str]] = {
    "add": lambda: _("{who} added {what}"),
    "edit": lambda: _("{who} changed {what}"),
    "delete": lambda: _("{who} put {what} in the trash"),
    "restore": lambda: _("{who} took {what} out of the trash"),
    "import": lambda: _("{who} imported {title}"),
    "sample": lambda: _("{who} made the sample garage"),
    "remove sample": lambda: _("{who} took the sample garage away"),
    "complete": lambda: _("{who} did what was due: {title}"),
    "finish": lambda: _("{who} finished {title}"),
    "mount": lambda: _("{who} mounted {title}"),
    "vin": lambda: _("{who} took details from the VIN {title}"),
    "undo": lambda: _("{who} undid “{title}”"),
    "redo": lambda: _("{who} did “{title}” again"),
}


def _sentence(deed: Happened) -> str:
    return _SENTENCES.get(deed.name, _SENTENCES["edit"])()
