"""The row above a table of records: segments, choices, the filter, the sums, the columns."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from client.ui.text import _
from client.ui.vehicles.records_shape import Narrowed, Narrowing, RecordsContent
from client.ui.vehicles.records_spec import RecordsSpec
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.filter_field import FilterField
from client.ui.widgets.labels import Remark, label
from client.ui.widgets.segmented import Segment, SegmentedControl
from client.ui.widgets.tips import plain_tip
from client.ui.widgets.wrapping_bar import WrappingBar

_WIDEST_BOX = 168
_LEAST_TO_CHOOSE = 2


class RecordsBar(QWidget):
    """``asked`` says that other rows are wanted."""

    asked = Signal()
    columns_wanted = Signal()
    left = Signal()

    def __init__(self, spec: RecordsSpec) -> None:
        super().__init__()
        self._spec = spec
        self._keys: tuple[str, ...] = ()
        self.segments = SegmentedControl(spec.segments, spec.name)
        self.segments.chosen.connect(self._ask)
        self.boxes = [ChoiceBox(choice.name) for choice in spec.choices]
        for box in self.boxes:
            box.activated.connect(self._ask)
            box.hide()
            box.setMaximumWidth(_WIDEST_BOX)
        hint = _("Filter: words, or {example}").format(example=spec.hint)
        self.filter = FilterField(_("Filter"), hint if spec.hint else _("Filter"))
        self.filter.setToolTip(
            _("Words to look for, or a test of fields: total > 100 eur and supplier ~ huber")
        )
        self.filter.asked.connect(self._ask)
        self.filter.left.connect(self.left)
        self.sums = label("", "small", "text_muted")
        self.columns_button = SecondaryButton("", "sliders-horizontal", name=_("Columns"))
        self.columns_button.clicked.connect(self.columns_wanted)
        self.complaint = Remark()
        self._lay_out()

    def _lay_out(self) -> None:
        lead = (self.segments, *self.boxes)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(WrappingBar(lead, self.filter, (self.sums,), self.columns_button))
        column.addWidget(self.complaint)

    # ------------------------------------------------------------------ what is asked

    @property
    def asking(self) -> Narrowing:
        """Which rows are asked for."""
        chosen = [str(box.currentData() or "") for box in self.boxes]
        offered = [not box.isHidden() for box in self.boxes]
        return Narrowing(
            self.segments.current,
            tuple(key if there else "" for key, there in zip(chosen, offered, strict=True)),
            self.filter.text(),
        )

    def ask_for_all(self) -> None:
        """Take every narrowing away, and ask."""
        self.forget()
        self._ask()

    def forget(self) -> None:
        """Take every narrowing away."""
        if self._spec.segments:
            self.segments.set_current(self._spec.segments[0].key)
        for box in self.boxes:
            box.setCurrentIndex(0)
        self.filter.forget()

    def _ask(self, _chosen: object = None) -> None:
        self.asked.emit()

    # ------------------------------------------------------------------ what is shown

    def show_content(self, content: RecordsContent) -> None:
        """Offer what can be chosen among these rows."""
        self._show_segments(content.segments, len(content.rows))
        for box, choice, keys in zip(self.boxes, self._spec.choices, content.offered, strict=True):
            box.offer(choice.every, keys)
            box.setVisible(len(keys) >= _LEAST_TO_CHOOSE)

    def _show_segments(self, counts: Mapping[str, int], total: int) -> None:
        first = self._spec.segments[0].key if self._spec.segments else ""
        segments = [
            Segment(
                each.key, f"{each.words} {total}" if each.key == first and total else each.words
            )
            for each in self._spec.segments
            if each.key == first or counts.get(each.key)
        ]
        self.segments.setVisible(len(segments) >= _LEAST_TO_CHOOSE)
        words = tuple(each.words for each in segments)
        if words == self._keys:
            return
        self._keys, chosen = words, self.segments.current
        keys = {each.key for each in segments}
        self.segments.set_segments(segments, chosen if chosen in keys else first)

    def show_narrowed(self, narrowed: Narrowed) -> None:
        """Say what the rows left come to, and what is wrong with the filter."""
        self.sums.setText(narrowed.sums)
        self.sums.setToolTip(plain_tip(narrowed.tip))
        self.filter.set_wrong(narrowed.complaint)
        self.complaint.say(narrowed.complaint)
        if not narrowed.complaint:
            nothing = _("Nothing fits the filter.")
            self.filter.tell_left(narrowed.sums if narrowed.rows else nothing)
