"""The first vehicle as its number tells it: what is sure, and what is to be chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from client.ui.text import _
from client.ui.theme import MEDIUM, SEMIBOLD, picture
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.spec_words import fact_words, source_words
from client.ui.vehicles.vehicle_boxes import HYBRIDS, USUAL_KIND, EnergyBox, KindBox
from client.ui.vehicles.vin_facts import fact_value
from client.ui.widgets.chip import Chip, ChipKind
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from client.ui.widgets.painting import draw_box, draw_icon, repaint_on_theme
from client.ui.widgets.rule import Rule
from garage.vin import Proposed

_LEFT = 328
_DRAWING = 172
_MOST = 6
_TITLES = 112
_BOX = 168
_UNBOUND = (1 << 24) - 1
"""Qt’s QWIDGETSIZE_MAX, which PySide does not have."""
_FIRST = ("manufacturer", "make", "model", "year", "trim", "power", "body", "country")


class _Drawing(QWidget):
    """The silhouette of the kind that is chosen, with the card's upper left corner."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = "car"
        self.setFixedHeight(_DRAWING)
        repaint_on_theme(self)

    def show_kind(self, kind: str) -> None:
        """Draw another kind."""
        self.kind = kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(0, 0, self.width() + 8, self.height() + 8), 7, 7)
        painter.setClipPath(shape)
        drawn = picture(self.kind, None, self.size(), ratio=self.devicePixelRatioF())
        painter.drawPixmap(QPointF(0, 0), drawn)


class _Mark(QWidget):
    """A tick before what is sure, two arrows before what is to be chosen, nothing once it is."""

    def __init__(self, icon: str, role: str) -> None:
        super().__init__()
        self.icon, self._role = icon, role
        self.setFixedSize(16, 16)
        repaint_on_theme(self)

    def show_icon(self, icon: str, role: str) -> None:
        """Draw another one."""
        self.icon, self._role = icon, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.icon:
            draw_icon(QPainter(self), 0, 0, self.icon, self._role)


class _Line(QWidget):
    """A fact or a choice: its title, a mark, the value, and where it is known from."""

    def __init__(self, title: str, value: QWidget) -> None:
        super().__init__()
        row = self.row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        name = label(title, "small", "text_muted")
        name.setFixedWidth(_TITLES)
        row.addWidget(name)
        self.mark = _Mark("", "")
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(value, 0 if isinstance(value, ChoiceBox) else 1)
        row.addStretch(1 if isinstance(value, ChoiceBox) else 0)
        self.source = label("", "small", "text_muted")
        row.addWidget(self.source)

    def show_state(self, *, sure: bool, is_open: bool, doubtful: bool) -> None:
        """Mark what is sure, unless its number is doubtful, and what is still to be chosen."""
        if sure:
            self.mark.show_icon(*(("triangle-alert", "warn") if doubtful else ("check", "ok")))
        else:
            self.mark.show_icon(*(("chevrons-up-down", "warn") if is_open else ("", "")))


class VinFactsCard(QWidget):
    """`told` are the facts of the number; what it does not tell is chosen here."""

    def __init__(self) -> None:
        super().__init__()
        self.told: tuple[Proposed, ...] = ()
        self.said: tuple[tuple[str, str, str], ...] = ()
        self._drawing = _Drawing()
        self.name, self.plate = FormField(_("Name")), FormField(_("Plate"))
        self.odometer = FormField(_("Odometer now"), number=True)
        self.kind, self.energies = KindBox(), EnergyBox(_("Please choose"), HYBRIDS)
        self.kind.activated.connect(self._on_kind_chosen)
        for box in (self.kind, self.energies):
            box.setMinimumWidth(_BOX)
        self._kind_line = _Line(_("Kind"), self.kind)
        self._energy_line = _Line(_("Energy"), self.energies)
        self._facts = QVBoxLayout()
        self._fact_lines: list[_Line] = []
        self._kind_chosen = self._doubtful = self._narrow = self._stacked = False
        self._room = _UNBOUND
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        # Tab goes in this order: what is to be chosen comes before what is typed.
        self._right = self._told_and_chosen()
        self._left = self._typed()
        row.addWidget(self._right, 1)
        row.insertWidget(0, self._left)
        self._fill()
        for box in (self.kind, self.energies):
            box.currentIndexChanged.connect(self._show_marks)
        repaint_on_theme(self)

    def _typed(self) -> QWidget:
        left = QWidget()
        left.setFixedWidth(_LEFT)
        fields = QGridLayout()
        fields.setContentsMargins(16, 12, 16, 16)
        fields.setHorizontalSpacing(12)
        fields.setVerticalSpacing(8)
        fields.addWidget(self.name, 0, 0, 1, 2)
        fields.addWidget(self.plate, 1, 0)
        fields.addWidget(self.odometer, 1, 1)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._drawing)
        column.addLayout(fields)
        column.addStretch(1)
        return left

    def _told_and_chosen(self) -> QWidget:
        right = QWidget()
        head = QHBoxLayout()
        head.addWidget(label(_("What the VIN tells"), weight=SEMIBOLD), 1)
        self._sure = Chip(_("sure"), ChipKind.OK)
        head.addWidget(self._sure)
        self._open = Chip(_("please choose"), ChipKind.WARN)
        head.addWidget(self._open)
        column = QVBoxLayout(right)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addSpacing(4)
        column.addLayout(self._facts)
        column.addWidget(self._kind_line)
        column.addWidget(Rule())
        column.addWidget(self._energy_line)
        column.addStretch(1)
        return right

    def show_facts(self, told: Sequence[Proposed], shown: Shown) -> None:
        """Show what a number told, the foremost facts first, and what it cannot tell."""
        self.told = tuple(part for part in told if not part.skipped)
        found = {part.field: part for part in self.told}
        self._choose(found)
        make, model = (str(found[n].value) if n in found else "" for n in ("make", "model"))
        self.name.set_text(model or make)
        self.odometer.set_unit(shown.symbol(shown.distance_unit))
        names = [*(n for n in _FIRST if n in found), *(n for n in found if n not in _FIRST)]
        shown_names = [n for n in names if n not in ("type", "energies")][:_MOST]
        self.said = tuple(
            (fact_words(n), fact_value(found[n], shown), source_words(found[n].source))
            for n in shown_names
        )
        self._fill()

    def forget(self) -> None:
        """The number is another one: nothing is told, and what it had told is to be chosen anew.

        What somebody typed or chose stays.
        """
        found = {part.field: part for part in self.told}
        kind, energies = found.get("type"), found.get("energies")
        if kind is not None and kind.value == self.kind.currentData():
            self.kind.choose(USUAL_KIND)
            self._kind_chosen = False
        if energies is not None and energies.value == self.energies.chosen:
            self.energies.choose(())
        self.told = self.said = ()
        self._fill()

    def _choose(self, found: dict[str, Proposed]) -> None:
        kind = found.get("type")
        self.kind.choose(str(kind.value) if kind else USUAL_KIND)
        energies = found.get("energies")
        self.energies.choose(energies.value if energies else ())
        self._kind_chosen = False

    def _fill(self) -> None:
        while self._facts.count():
            item = self._facts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._fact_lines = []
        for title, value, source in self.said:
            line = _Line(title, label(value, weight=MEDIUM, wrap=True))
            line.source.setText(source)
            self._fact_lines.append(line)
            self._facts.addWidget(line)
            self._facts.addWidget(Rule())
        self._show_marks()

    def _show_marks(self) -> None:
        """Mark what the number tells, and what is still to be chosen."""
        self._drawing.show_kind(str(self.kind.currentData()))
        told = {part.field: part.value for part in self.told}
        kind, energies = self.kind.currentData(), self.energies.chosen
        for line in self._fact_lines:
            line.show_state(sure=True, is_open=False, doubtful=self._doubtful)
        kind_open = "type" not in told and not self._kind_chosen
        for line, name, chosen, is_open in (
            (self._kind_line, "type", kind, kind_open),
            (self._energy_line, "energies", energies, not energies),
        ):
            sure = name in told and told[name] == chosen
            line.show_state(sure=sure, is_open=is_open, doubtful=self._doubtful)
            said = _("from the number") if sure else ""
            line.source.setText(said if name in told else _("not in this number"))
        self._open.setVisible(kind_open or not energies)
        self.set_narrow(self._narrow, self._room)

    def set_doubtful(self, doubtful: bool) -> None:
        """Whether the number itself looks wrong: nothing that it tells is sure then."""
        self._doubtful = doubtful
        self._sure.setHidden(doubtful)
        self._show_marks()

    def set_narrow(self, narrow: bool, room: int) -> None:
        """Leave out where facts are known from, or show it.

        In a `room` (in pixels) that is too narrow for both halves the one to type in stands below
        the other, without its drawing.
        """
        self._narrow, self._room = narrow, room
        for line in (*self._fact_lines, self._kind_line, self._energy_line):
            line.source.setVisible(not narrow)
            # Else what it took stays counted until the window has a moment.
            line.row.activate()
        layout = self._right.layout()
        assert layout is not None
        layout.invalidate()
        layout.activate()
        stacked = _LEFT + layout.totalMinimumSize().width() + 2 > room
        if stacked == self._stacked:
            return
        across, up = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.BottomToTop
        self._stacked = stacked
        self._row.setDirection(up if stacked else across)
        self._drawing.setHidden(stacked)
        self._left.setMinimumWidth(0 if stacked else _LEFT)
        self._left.setMaximumWidth(_UNBOUND if stacked else _LEFT)
        self.update()

    def _on_kind_chosen(self) -> None:
        self._kind_chosen = True
        self._show_marks()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, QRectF(self.rect()), "surface_raised", "border", 8)
        if self._stacked:
            top = self._left.geometry().top()
            draw_box(painter, QRectF(1, top, self.width() - 2, 1), "border", "", 0)
        else:
            draw_box(painter, QRectF(_LEFT + 1, 1, 1, self.height() - 2), "border", "", 0)
