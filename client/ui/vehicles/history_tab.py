"""The history tab of a vehicle's page: everything that happened to its records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from client.operations.overtaken_here import fine_as_it_is, vehicle_overtaken
from client.operations.records import use_value
from client.operations.story import vehicle_story
from client.operations.vehicles import name_of
from client.store import Changes, Reader, Store
from client.store.account import account_of
from client.ui.account.overtaken_card import OvertakenCard
from client.ui.account.overtaken_words import OvertakenWords, overtaken_blocks, overtaken_words
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.text import _, ngettext
from client.ui.vehicles.record_history import history_command, open_history
from client.ui.vehicles.record_route import go_to_record
from client.ui.vehicles.story_list import StoryList
from client.ui.vehicles.story_shown import Earlier, StoryBlock, story_blocks
from client.ui.vehicles.vehicle_tab import VehicleTab
from client.ui.widgets.card import Card
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.segmented import Segment, SegmentedControl
from garage.records import kinds

if TYPE_CHECKING:
    from client.ui.account.activity_panel import ActivityPanel

STEP = 200
_LOST = "overtaken"
_ACTIVITY = 392
_WIDE = 1040
"""From this width on, in pixels, the sync's activity stands at the right."""
_FUEL = ("fill_up",)
_SERVICE = (
    "service", "repair", "upgrade", "work_line", "inspection", "checklist_item", "reminder",
    "plan_item",
)  # fmt: skip
_MONEY = ("expense", "insurance_policy", "valuation")
_DETAILS = ("vehicle", "specification")


@dataclass(frozen=True)
class _Told:
    """What was read for one vehicle."""

    vehicle: str
    blocks: list[StoryBlock]
    older: bool
    overtaken: list[OvertakenWords]
    syncs: bool
    """Whether the garage belongs to an account."""


class HistoryTab(VehicleTab):
    """By day; filtered by kind; an earlier value can be used again."""

    concerns = tuple(kind.name for kind in kinds())

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._most = STEP
        self._of = ""
        self._wanted = ""
        self._overtaken = 0
        self.filter = SegmentedControl(_segments(0), _("Which records"))
        self.card = OvertakenCard()
        self.card.use_wanted.connect(self._use_overtaken)
        self.card.fine.connect(self._on_fine)
        self.card.hide()
        self.activity: ActivityPanel | None = None
        self._syncs = False
        self.filter.chosen.connect(self._on_filter)
        self.list = StoryList()
        self.list.use_wanted.connect(self._use)
        self.list.record_wanted.connect(self._on_record)
        self.list.older_wanted.connect(self._on_older)
        self._lay_out()
        self.set_actions(None, (
            Command("history.use", _("Use the earlier value"), self.list.open_current, "",
                    "undo-2", self._can_use),
            history_command(self._open_history, lambda: bool(self._record())),
        ))  # fmt: skip

    def _lay_out(self) -> None:
        card = Card(flush=True)
        card.body.addWidget(self.list, 1)
        nothing = EmptyState(
            "history",
            _("Nothing of this kind has happened yet"),
            _("Every change to this vehicle and its records is kept here, and can be taken back."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(card)
        self._stack.addWidget(nothing)
        head = QHBoxLayout()
        head.addWidget(self.filter)
        head.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.card)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 20, 24, 24)
        self._row.setSpacing(24)
        self._row.addLayout(column, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_activity()

    def _show_activity(self) -> None:
        visible = self._syncs and self.width() >= _WIDE
        if visible and self.activity is None:
            self.activity = self._make_activity()
        if self.activity is not None:
            self.activity.setVisible(visible)

    def _make_activity(self) -> ActivityPanel:
        """The right column; a garage without an account has none, and nothing of a sync."""
        from client.ui.account.activity_panel import ActivityPanel

        activity = ActivityPanel(self.desk, head=True)
        activity.setFixedWidth(_ACTIVITY)
        self._row.addWidget(activity)
        return activity

    def _can_use(self) -> bool:
        row = self.list.current()
        return row is not None and row.earlier is not None

    # ------------------------------------------------------------------ what it shows

    def refresh(self) -> None:
        desk, vehicle, shown, most = self.desk, self.vehicle.id, self.shown, self._most
        if vehicle != self._of:
            self._of, self._most = vehicle, STEP
            self.list.forget()
        zone, person = desk.zone, str(desk.settings.get("name") or "")
        only, lost_alone = _kinds_of(self.filter.current), self.filter.current == _LOST
        now = desk.now()

        def told(reader: Reader) -> _Told:
            story = vehicle_story(reader, vehicle, most=most, only=only)

            def name(id_: str) -> str:
                return name_of(reader, id_, _("not shared with you"))

            blocks = story_blocks(story, shown, zone, person, name)
            lost = vehicle_overtaken(reader, vehicle)
            words = [overtaken_words(each, shown, now, person, name) for each in lost]
            if lost_alone:
                blocks = overtaken_blocks(lost, vehicle, shown, now, person, name)
            account = account_of(reader.connection)
            return _Told(
                vehicle, blocks, story.older and not lost_alone, words, account is not None
            )

        desk.read(self, told, self._on_told)

    def _on_told(self, told: _Told) -> None:
        if told.vehicle != self.vehicle.id:
            return
        self.card.show_words(told.overtaken)
        self._show_filter(len(told.overtaken))
        self._syncs = told.syncs
        self._show_activity()
        self.list.show_blocks(told.blocks, older=told.older)
        self._stack.setCurrentIndex(0 if told.blocks else 1)
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self._show_record(wanted)

    def _show_filter(self, overtaken: int) -> None:
        if overtaken != self._overtaken:
            self._overtaken = overtaken
            current = self.filter.current
            gone = current == _LOST and not overtaken
            self.filter.set_segments(_segments(overtaken), "" if gone else current)
            if gone:
                self.refresh()

    def pick(self, record: str) -> None:
        if self._of == self.vehicle.id and not self._outdated:
            self._show_record(record)
        else:
            self._wanted = record

    def _show_record(self, record: str) -> None:
        """Choose the newest deed about a record; of one that an import brought, its own story."""
        if self.list.pick(record):
            self.list.setFocus()
        else:
            open_history(self.desk, self, record)

    def _on_filter(self, key: str) -> None:
        self._most = STEP
        self.refresh()

    def _on_older(self) -> None:
        self._most += STEP
        self.refresh()

    # ------------------------------------------------------------------ what one can do

    def _use(self, earlier: Earlier) -> None:
        def back(store: Store) -> Changes:
            return use_value(store, earlier.record, earlier.name, earlier.value)

        self.desk.operate(self, back)

    def _use_overtaken(self, words: OvertakenWords) -> None:
        def back(store: Store) -> Changes:
            return use_value(store, words.record, words.field, words.value)

        self.desk.operate(self, back)

    def _on_fine(self, words: OvertakenWords) -> None:
        def fine(store: Store) -> str:
            fine_as_it_is(store, words.id)
            return words.id

        self.desk.run(self, fine, self._on_seen)

    def _on_seen(self, _overtaken: str) -> None:
        self.refresh()
        self.desk.settings_changed.emit()

    def _record(self) -> str:
        """The record of the row with the keyboard."""
        row = self.list.current()
        return row.record if row is not None else ""

    def _open_history(self) -> None:
        if self._record():
            open_history(self.desk, self, self._record())

    def _on_record(self, record: str) -> None:
        go_to_record(self.desk, self, record)


def _segments(overtaken: int) -> list[Segment]:
    """The choices; the last only where there is something to decide."""
    segments = [
        Segment("", _("Everything")),
        Segment("fuel", _("Fuel")),
        Segment("service", _("Service")),
        Segment("money", _("Money")),
        Segment("details", _("Details")),
        Segment("other", _("Other")),
    ]
    if overtaken:
        words = ngettext("Overtaken {n}", "Overtaken {n}", overtaken).format(n=overtaken)
        segments.append(Segment(_LOST, words))
    return segments


def _kinds_of(key: str) -> frozenset[str] | None:
    """The kinds that a filter lets through; None for all."""
    known = {"fuel": _FUEL, "service": _SERVICE, "money": _MONEY, "details": _DETAILS}
    if key in ("", _LOST):
        return None
    if key in known:
        return frozenset(known[key])
    named = {name for names in known.values() for name in names}
    return frozenset(kind.name for kind in kinds()) - named
