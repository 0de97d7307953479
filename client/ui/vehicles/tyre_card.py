"""The card of a tyre set: its axles from above, its facts in words, advice, what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from client.operations.tyre_sets import TyreCard
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.vehicles.axle_plan import AxlePlan, Depth
from client.ui.vehicles.chip_flow import ChipFlow
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.tyre_shown import (
    advice_chip,
    age_words,
    driven_words,
    fitted_words,
    make_words,
    place_words,
    season_words,
    thin_in,
    tread_number,
    tread_words,
    wear_words,
    where_words,
)
from client.ui.widgets.buttons import QuietButton, SecondaryButton
from client.ui.widgets.card import Card
from client.ui.widgets.chip import Chip, ChipKind
from client.ui.widgets.labels import label


class TyreSetCard(Card):
    """Shows one set; what its buttons ask for is told with the set's id."""

    mount_wanted = Signal(str)
    measure_wanted = Signal(str)
    edit_wanted = Signal(str)
    history_wanted = Signal(str)
    menu_wanted = Signal(str)

    def __init__(self, card: TyreCard, shown: Shown, vehicle_type: str) -> None:
        super().__init__(border="accent" if card.state.on else "border")
        self.card = card
        self.id = card.tyre_set.id
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addLayout(self._make_title(card))
        middle = QHBoxLayout()
        middle.setSpacing(16)
        plan = self._make_plan(card, shown, vehicle_type)
        middle.addWidget(plan, 0, Qt.AlignmentFlag.AlignTop)
        middle.addLayout(self._make_facts(card, shown), 1)
        self.body.addLayout(middle)
        self.body.addLayout(self._make_buttons(card))
        self.setAccessibleName(", ".join([card.tyre_set.name, where_words(card, shown)]))

    def _make_title(self, card: TyreCard) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(card.tyre_set.name, "heading", weight=SEMIBOLD))
        season = season_words(card.tyre_set.season)
        if season:
            head.addWidget(Chip(season))
        head.addStretch(1)
        if card.state.on:
            head.addWidget(Chip(_("Mounted"), ChipKind.PICKED))
        words = _("A value of {name} was overtaken").format(name=card.tyre_set.name)
        self.mark = QuietButton("", "git-branch", name=words, small=True)
        self.mark.icon_role = "warn"
        self.mark.clicked.connect(self._on_mark)
        self.mark.hide()
        head.addWidget(self.mark)
        return head

    def show_mark(self, *, overtaken: bool) -> None:
        """Say, or no longer, that a value of the set lost to an edit elsewhere."""
        self.mark.setVisible(overtaken)

    def _make_plan(self, card: TyreCard, shown: Shown, vehicle_type: str) -> QWidget:
        depths = {
            tread.place: Depth(
                tread_words(tread.depth, shown), tread_number(tread.depth, shown), tread.state
            )
            for tread in card.treads
        }
        parts = [f"{place_words(place)} {depth.words}" for place, depth in depths.items()]
        spoken = _("Tread: {places}").format(places=", ".join(parts) or _("not measured"))
        plan = AxlePlan()
        plan.show_depths(
            depths,
            spoken,
            card.axles,
            card.fitted,
            single=vehicle_type == "motorcycle",
            towed=vehicle_type == "trailer",
        )
        self.plan = plan
        return plan

    def _make_facts(self, card: TyreCard, shown: Shown) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        measured = max((tread.day for tread in card.treads), default=None)
        self.facts = [
            words
            for words in (
                make_words(card),
                fitted_words(card),
                age_words(card, shown),
                driven_words(card, shown),
                where_words(card, shown),
                _("measured {day}").format(day=shown.day(measured)) if measured else "",
            )
            if words
        ]
        for place, words in enumerate(self.facts):
            column.addWidget(label(words, role="text" if place == 0 else "text_muted", wrap=True))
        self.advice = [thin_in(card, each, shown) for each in card.advice]
        left = wear_words(card, shown)
        chips = [Chip(left, ChipKind.ESTIMATE)] if left else []
        for words, each in zip(self.advice, card.advice, strict=True):
            chips.append(Chip(words, advice_chip(each)))
        if chips:
            flow = ChipFlow()
            flow.set_parts(chips)
            column.addWidget(flow)
        column.addStretch(1)
        return column

    def _make_buttons(self, card: TyreCard) -> QHBoxLayout:
        name = card.tyre_set.name
        words = _("Take off") if card.state.on else _("Mount")
        self.mount_button = SecondaryButton(words, "disc-3", small=True)
        self.mount_button.setAccessibleName(f"{words}: {name}")
        self.measure_button = SecondaryButton(_("Measure tread"), "gauge", small=True)
        self.measure_button.setAccessibleName(_("Measure tread of {name}").format(name=name))
        edit = QuietButton("", "pencil", name=_("Edit {name}").format(name=name), small=True)
        more = QuietButton("", "ellipsis", name=_("More for {name}").format(name=name), small=True)
        self.more_button = more
        self.mount_button.clicked.connect(self._on_mount)
        self.measure_button.clicked.connect(self._on_measure)
        edit.clicked.connect(self._on_edit)
        more.clicked.connect(self._on_more)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.mount_button)
        row.addWidget(self.measure_button)
        row.addStretch(1)
        row.addWidget(edit)
        row.addWidget(more)
        return row

    def _on_mount(self) -> None:
        self.mount_wanted.emit(self.id)

    def _on_measure(self) -> None:
        self.measure_wanted.emit(self.id)

    def _on_edit(self) -> None:
        self.edit_wanted.emit(self.id)

    def _on_mark(self) -> None:
        self.history_wanted.emit(self.id)

    def _on_more(self) -> None:
        self.menu_wanted.emit(self.id)
