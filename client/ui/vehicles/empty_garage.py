"""The garage before its first vehicle: what to do, and what was guessed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from client.ui.commands import Command
from client.ui.text import _
from client.ui.vehicles.guessed_region import GuessedRegion
from client.ui.widgets.buttons import LinkButton
from client.ui.widgets.empty_state import EmptyState


class EmptyGarage(EmptyState):
    """``add_wanted`` asks for the form of a vehicle, ``steps_wanted`` for the first steps."""

    add_wanted = Signal()
    steps_wanted = Signal()

    def __init__(self, importing: Command | None, sample: Command | None) -> None:
        self._own_words = _(
            "Add your first one and its fuel, costs and due dates have a place. "
            "A log from another app can be imported whole."
        )
        super().__init__(
            "car",
            _("No vehicles yet"),
            self._own_words,
            (_("Add vehicle"), "plus"),
            (importing.title, "download") if importing is not None else ("", ""),
        )
        self.primary.connect(self.add_wanted)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        self.steps = LinkButton(_("Go through the first steps"))
        self.steps.clicked.connect(self.steps_wanted)
        layout.insertWidget(layout.count() - 1, self.steps, 0, Qt.AlignmentFlag.AlignHCenter)
        if importing is not None:
            self.secondary.connect(importing.run)
        self.sample = LinkButton(sample.title if sample is not None else "")
        self._has_sample = sample is not None
        layout.insertWidget(layout.count() - 1, self.sample, 0, Qt.AlignmentFlag.AlignHCenter)
        if sample is not None:
            self.sample.clicked.connect(sample.run)
        self.guessed = GuessedRegion()
        layout.insertWidget(layout.count() - 1, self.guessed)
        self.show_whose(own=True)

    def show_whose(self, *, own: bool) -> None:
        """In a garage of several people say how a vehicle gets there.

        The first steps and the sample are about the own one.
        """
        self.steps.setVisible(own)
        self.sample.setVisible(own and self._has_sample)
        self.say(
            self._own_words
            if own
            else _(
                "Add the first one that you share. One of your own garage comes here by "
                "“Move to another garage…” in its menu."
            )
        )
