"""The history tab of a vehicle's page: everything that happened to its records."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from client.operations.records import use_value
from client.operations.story import vehicle_story
from client.operations.vehicles import name_of
from client.store import Changes, Reader, Store
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.text import _
from client.ui.vehicles.record_history import history_command, open_history
from client.ui.vehicles.record_route import go_to_record
from client.ui.vehicles.story_list import StoryList
from client.ui.vehicles.story_shown import Earlier, StoryBlock, story_blocks
from client.ui.vehicles.vehicle_tab import VehicleTab
from client.ui.widgets.card import Card
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.segmented import Segment, SegmentedControl
from garage.records import kinds

STEP = 200
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


class HistoryTab(VehicleTab):
    """By day; filtered by kind; an earlier value can be used again."""

    concerns = tuple(kind.name for kind in kinds())

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._most = STEP
        self._of = ""
        self._wanted = ""
        self.filter = SegmentedControl(
            [
                Segment("", _("Everything")),
                Segment("fuel", _("Fuel")),
                Segment("service", _("Service")),
                Segment("money", _("Money")),
                Segment("details", _("Details")),
                Segment("other", _("Other")),
            ],
            _("Which records"),
        )
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
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

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
        only = _kinds_of(self.filter.current)

        def told(reader: Reader) -> _Told:
            story = vehicle_story(reader, vehicle, most=most, only=only)

            def name(id_: str) -> str:
                return name_of(reader, id_, _("not shared with you"))

            blocks = story_blocks(story, shown, zone, person, name)
            return _Told(vehicle, blocks, story.older)

        desk.read(self, told, self._on_told)

    def _on_told(self, told: _Told) -> None:
        if told.vehicle != self.vehicle.id:
            return
        self.list.show_blocks(told.blocks, older=told.older)
        self._stack.setCurrentIndex(0 if told.blocks else 1)
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self._show_record(wanted)

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

    def _record(self) -> str:
        """The record of the row with the keyboard."""
        row = self.list.current()
        return row.record if row is not None else ""

    def _open_history(self) -> None:
        if self._record():
            open_history(self.desk, self, self._record())

    def _on_record(self, record: str) -> None:
        go_to_record(self.desk, self, record)


def _kinds_of(key: str) -> frozenset[str] | None:
    """The kinds that a filter lets through; None for all."""
    known = {"fuel": _FUEL, "service": _SERVICE, "money": _MONEY, "details": _DETAILS}
    if not key:
        return None
    if key in known:
        return frozenset(known[key])
    named = {name for names in known.values() for name in names}
    return frozenset(kind.name for kind in kinds()) - named
