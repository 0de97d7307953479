"""The panel of the first vehicle: who you are, its number with what that tells, and other ways."""

from __future__ import annotations

import functools
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from client.operations.first_steps import FirstVehicle, change_first_vehicle
from client.operations.new_vehicle import add_vehicle, look_up
from client.store import Changes, Reader, Store
from client.ui.desk import Desk
from client.ui.forms.doubting import Asked, ask
from client.ui.text import _
from client.ui.theme import MEDIUM, SEMIBOLD, font
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.shown import Shown
from client.ui.welcome.person_row import PersonRow
from client.ui.welcome.vin_facts_card import VinFactsCard
from client.ui.welcome.ways import WayCard
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.form_field import UnitEdit
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.rule import Rule
from client.ui.widgets.scroll_area import ScrollArea
from client.ui.widgets.tab_order import stop_before, tab_through
from garage.errors import ValueRefused
from garage.moments import Moment
from garage.reading import Reading
from garage.records import Vehicle, kind_named
from garage.units import Quantity
from garage.vin import Proposed

VIN = 17
_NARROW = 960


class VehiclePanel(ScrollArea):
    """``told`` says that another vehicle is described, ``added`` carries its id once it is kept.

    It is kept once: what is described otherwise afterwards changes it.
    ``done`` says that Enter was pressed below the number, ``by_hand`` asks for the form of any
    vehicle.
    """

    told = Signal()
    added = Signal(str)
    done = Signal()
    by_hand = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._told_of = ""
        self._vehicle = ""
        self._kept: FirstVehicle | None = None
        self._there = False
        self._keeping = False
        self.person = PersonRow(desk)
        self.person.name.edited.connect(self._greet)
        desk.settings_changed.connect(self._greet)
        self.greeting = label("", "title", weight=SEMIBOLD, wrap=True)
        self.vin = UnitEdit()
        self.vin.setMaxLength(40)
        self.vin.setFont(font("heading"))
        self.vin.setMinimumWidth(240)
        self.vin.setMaximumWidth(440)
        self.vin.setMinimumHeight(40)
        name = _("Vehicle identification number, from the registration (field E) or the windscreen")
        self.vin.setAccessibleName(name)
        self.vin.textChanged.connect(self._on_typed)
        self.vin.returnPressed.connect(self._on_enter)
        self.look_up_button = SecondaryButton(_("Look up"), "search")
        self.look_up_button.clicked.connect(self.look_up)
        self.counted = label("", "small", "text_muted", wrap=True)
        self.doubt = Remark("warn")
        self.facts = VinFactsCard()
        self.facts.hide()
        self.facts.name.edited.connect(self.told)
        for field in (self.facts.name, self.facts.plate, self.facts.odometer):
            field.line.returnPressed.connect(self.done)
        self.wrong = Remark()
        self.hand = WayCard("pencil", _("Enter by hand"), _("Also trailers, boats and machines"))
        self.hand.clicked.connect(self.by_hand)
        self.ways = [self.hand]
        self._lay_out(name)
        self._greet()
        self._on_typed("")

    def _lay_out(self, name: str) -> None:
        content = QWidget()
        column = self._column = QVBoxLayout(content)
        column.setContentsMargins(56, 36, 56, 24)
        column.setSpacing(16)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.greeting)
        head.addWidget(label(_("You can change all of this later in Settings."),
                             role="text_muted"))  # fmt: skip
        column.addLayout(head)
        column.addWidget(self.person)
        column.addWidget(Rule())
        number = QVBoxLayout()
        number.setSpacing(4)
        number.addWidget(label(name, "small", "text_muted", MEDIUM))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.vin, 2)
        row.addWidget(self.look_up_button)
        row.addSpacing(8)
        row.addWidget(self.counted, 1)
        number.addLayout(row)
        number.addWidget(self.doubt)
        column.addLayout(number)
        column.addWidget(self.facts)
        column.addWidget(self.wrong)
        column.addSpacing(8)
        column.addWidget(label(_("Or start another way"), weight=SEMIBOLD))
        self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._ways.setSpacing(16)
        self._ways.addWidget(self.hand)
        column.addLayout(self._ways)
        column.addStretch(1)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)

    def add_way(self, way: WayCard, place: int) -> None:
        """Offer another way to begin."""
        before = self.ways[place - 1] if place else stop_before(self.ways[0])
        self.ways.insert(place, way)
        self._ways.insertWidget(place, way)
        tab_through((before, *self.ways[place:]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        side = self.side_for(self.width())
        self._column.setContentsMargins(side, 36, side, 24)
        room = self.width() - 2 * side
        self.person.set_narrow(narrow)
        self.facts.set_narrow(narrow, room)
        self._fit_ways(room)

    def _fit_ways(self, room: int) -> None:
        """Put the other ways beside each other where all their words have room."""
        widest = max(way.sizeHint().width() for way in self.ways)
        stacked = len(self.ways) * (widest + self._ways.spacing()) - self._ways.spacing() > room
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._ways.setDirection(down if stacked else across)

    @staticmethod
    def side_for(width: int) -> int:
        """The margin at both sides of content of this width."""
        return 24 if width < _NARROW else 56

    def _greet(self) -> None:
        name = self.person.name.text() or str(self._desk.settings.get("name") or "")
        self.greeting.setText(
            _("Welcome, {name}. Which vehicle comes first?").format(name=name)
            if name
            else _("Welcome. Which vehicle comes first?")
        )

    # ------------------------------------------------------------------ the number

    def _on_typed(self, text: str) -> None:
        count = len(text.strip())
        if self._told_of and self._told_of != text.strip():
            self._told_of = ""
            self.facts.forget()
        self._on_asked({})
        self.look_up_button.setEnabled(count > 3)
        if not count:
            self.counted.setText(_("Read on this computer, without a network"))
        else:
            words = _("{count} of {whole} characters; shorter ones are older chassis numbers")
            self.counted.setText(words.format(count=count, whole=VIN))
        if count == VIN:
            self.look_up()

    def _on_enter(self) -> None:
        """Enter reads a number that is shorter; on one that was read it goes to what it tells.

        Nothing is kept before that was seen: a number that is scanned ends with Enter.
        """
        if self.described and self._told_of == self.vin.text().strip():
            self.facts.name.setFocus()
            self.facts.name.line.selectAll()
        else:
            self.look_up()

    def look_up(self) -> None:
        """Read the number; takes up to a second the first time, off the GUI thread."""
        vin, today = self.vin.text().strip(), self._desk.today()
        if len(vin) <= 3:
            return

        def tell(reader: Reader) -> tuple[str, tuple[Proposed, ...]]:
            return vin, look_up(vin, {}, today)

        self._desk.read(self, tell, self._on_told, self._on_unreadable)

    def _on_told(self, answer: tuple[str, tuple[Proposed, ...]]) -> None:
        vin, told = answer
        if vin != self.vin.text().strip():
            return
        self.show_wrong("")
        words = _("{count} of {whole} characters, read without a network")
        self.counted.setText(words.format(count=len(vin), whole=VIN))
        self._told_of = vin
        shown = Shown(self._desk.preferences, self._desk.today(), self._desk.months)
        self.facts.show_facts(told, shown)
        self.facts.show()
        ask(self._desk, self, Vehicle(id=self._vehicle, vin=vin), (), shown, self._on_asked)
        self.told.emit()

    def _on_asked(self, asked: Asked) -> None:
        words = asked.get("vin", "")
        self.doubt.say(words)
        self.vin.setAccessibleDescription(words)
        self.facts.set_doubtful(bool(words))

    def _on_unreadable(self, error: Exception) -> None:
        self.show_wrong(sentence(error))

    def show_wrong(self, words: str) -> None:
        """Say what is wrong; "" takes it back."""
        self.wrong.say(words)
        for field in (self.facts.name, self.facts.odometer):
            field.set_error("")

    # ------------------------------------------------------------------ keeping it

    @property
    def described(self) -> str:
        """What the vehicle is called; "" where none is described."""
        return self.facts.name.text() if self.facts.isVisibleTo(self) else ""

    @property
    def keeps(self) -> bool:
        """Whether the vehicle that was described is kept already."""
        return self._kept is not None and self._there

    def save(self) -> None:
        """Keep the vehicle that is described, or what is described otherwise since."""
        if self._keeping:
            return
        self.show_wrong("")
        described = self._read()
        if described is None:
            return
        before, vehicle = self._kept if self._there else None, self._vehicle
        if described == before:
            self.added.emit(vehicle)
            return
        now = Moment(self._desk.today())

        def keep(store: Store) -> Changes:
            if before is not None:
                return change_first_vehicle(store, vehicle, before, described, now)
            return add_vehicle(store, described.values, described.told, described.odometer, now)

        self._keeping = True
        kept = functools.partial(self._on_kept, described)
        self._desk.operate(self, keep, kept, self._on_refused)

    def _read(self) -> FirstVehicle | None:
        """What is described; None if some of it cannot be understood, which is said in place."""
        reading = Reading.of(self._desk.preferences, zone=self._desk.zone, today=self._desk.today())
        if not self.facts.name.text():
            self.facts.name.set_error(_("Give it a name, as you call it."))
            self.facts.name.setFocus()
            return None
        try:
            return FirstVehicle(self._values(reading), self.facts.told, self._odometer(reading))
        except ValueRefused as error:
            if error.field == "odometer":
                self.facts.odometer.set_error(sentence(error))
                self.facts.odometer.setFocus()
            else:
                self.show_wrong(sentence(error))
            return None

    def _values(self, reading: Reading) -> dict[str, Any]:
        kind, facts = kind_named("vehicle"), self.facts
        told = {p.field: p.value for p in facts.told if p.target == "vehicle"}
        values: dict[str, Any] = {**told, "name": facts.name.text(), "vin": self.vin.text().strip()}
        values["type"] = facts.kind.currentData()
        values["energies"] = facts.energies.chosen
        values["plate"] = reading.value(kind.field("plate"), facts.plate.text())
        region = self._desk.preferences.region
        if values["plate"] and len(region) == 2 and region not in ("ZZ", "EU"):
            values["plate_region"] = region
        return {name: value for name, value in values.items() if value not in (None, "", ())}

    def _odometer(self, reading: Reading) -> Quantity | None:
        text = self.facts.odometer.text()
        if not text:
            return None
        try:
            value = reading.value(kind_named("odometer_reading").field("odometer"), text)
        except ValueRefused as error:
            raise ValueRefused(error.message, error.hint, error.code, "odometer") from error
        return value if isinstance(value, Quantity) else None

    def begin_anew(self) -> None:
        """Describe no vehicle."""
        self.forget()
        self.vin.clear()
        self._told_of = ""
        self.facts.hide()
        for field in (self.facts.name, self.facts.plate, self.facts.odometer):
            field.set_text("")

    def forget(self) -> None:
        """What is described is another vehicle than the one that was kept."""
        self._vehicle, self._kept = "", None

    def set_there(self, there: bool) -> None:
        """Whether what was kept is still there; undone, it is to be kept anew as it is typed."""
        self._there = there

    def _on_refused(self, error: Exception) -> None:
        self._keeping = False
        self.show_wrong(sentence(error))

    def _on_kept(self, described: FirstVehicle, changes: Changes) -> None:
        self._keeping = False
        if isValid(self):
            self._kept, self._there = described, True
            for vehicle in changes.touched.get("vehicle", frozenset()):
                self._vehicle = vehicle
            # What was typed meanwhile is kept as well.
            self.save()
