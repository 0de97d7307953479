"""Importing a log from the window: what was found in it, what is open, then how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.exchange.drafts import NoRowTaken
from client.operations.import_columns import Proposal
from client.operations.importing import ImportReport
from client.store import Store
from client.ui.desk import Desk
from client.ui.shell.columns_editor import ColumnsEditor
from client.ui.shell.import_frame import MARGIN, WIDTH
from client.ui.shell.import_look import ImportLook
from client.ui.shell.import_meanings import meanings, proposal_words, wrong_cells
from client.ui.shell.import_questions import QuestionFields, name_of
from client.ui.shell.import_vehicle import VehicleChoice
from client.ui.shell.import_words import found_words, judged_words, misfit_words
from client.ui.shell.import_work import (
    NEW_VEHICLE,
    VEHICLE_OPTION,
    Looked,
    Said,
    land,
    option_of,
)
from client.ui.shell.said import sentence
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.on_screen import widen
from client.ui.widgets.speaking import announce
from client.ui.widgets.tab_order import tab_through
from garage.regions import format_number

_BESIDE = 64
"""How much narrower than the window behind it the dialog stays, in pixels."""


class ImportDialog(ImportLook):
    """A log of another app, or any table: what its columns are can be said."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget) -> None:
        self._answers: dict[str, str] = {}
        self._proposal: Proposal | None = None
        self._unsure: tuple[int, ...] = ()
        """Columns that are guessed, as long as nobody had a chance to look them over."""
        self._vehicle_said = False
        """Whether the vehicle was said otherwise since the answers were taken: it stays as said."""
        self.columns = ColumnsEditor(meanings())
        self.asking = QuestionFields(lambda: desk.preferences)
        self.vehicle = VehicleChoice()
        # The editors alone: a limit on the whole would not be heeded where its lines are counted.
        for field in (self.vehicle.vehicle, self.vehicle.name):
            field.editor.setMaximumWidth(WIDTH - 2 * MARGIN)
        self.columns_button = SecondaryButton(_("Columns…"))
        self.columns_button.hide()
        super().__init__(desk, path, parent)
        self.columns.changed.connect(self._check)
        self.asking.changed.connect(self._on_answer_changed)
        self.vehicle.changed.connect(self._on_vehicle_changed)
        self.columns_button.clicked.connect(self._on_show_columns)

    def _parts(self) -> tuple[QWidget, ...]:
        return (self.columns, *super()._parts(), self.asking, self.vehicle)

    def _make_buttons(self) -> QHBoxLayout:
        row = super()._make_buttons()
        row.insertWidget(0, self.columns_button)
        return row

    def _fit(self) -> None:
        buttons = (self.columns_button, self.skip_button, self.cancel_button, self.go_button)
        tab_through((*self.columns.stops, *self.asking.stops, *self.vehicle.stops, *buttons))
        super()._fit()

    # ------------------------------------------------------------------ looking

    def _said(self) -> Said:
        answers = dict(self._answers)
        if self.columns.look is None:
            return Said(answers)
        choice = self.columns.choice
        if "vehicle" in choice.meant:
            # The rows say it themselves.
            for option in (VEHICLE_OPTION, NEW_VEHICLE):
                answers.pop(option, None)
        return Said(answers, choice, self.columns.look)

    def _may_check(self) -> bool:
        self.go_button.setEnabled(False)
        if self._checking:
            return True
        self._say(self.wrong, "")
        if self.columns.look is None or not self.columns.say_faults():
            return True
        self._say(self.words, "")
        self._say(self.details, "")
        announce(self, self.columns.fault.text())
        self._fit()
        return False

    def _enable(self, enabled: bool) -> None:
        for part in (self.columns, self.asking, self.vehicle):
            part.setEnabled(enabled)

    def _show_buttons(self, shown: bool) -> None:
        super()._show_buttons(shown)
        offered = self._proposal is not None and self.columns.look is None
        self.columns_button.setVisible(shown and offered)

    def _on_looked(self, looked: Looked) -> None:
        beside = self._checking
        if beside and not self._checked():
            return
        self._take_proposal(looked.proposal)
        if not beside:
            self._end()
        room = self.width() - 2 * MARGIN
        self.asking.show_questions(looked.questions, looked.answered, self._answers, room)
        if looked.vehicles is not None and not self._vehicle_said:
            self.vehicle.offer(looked.vehicles, looked.into)
        self.vehicle.setVisible(looked.vehicles is not None)
        if looked.wrong is not None:
            self._say_wrong(looked.wrong)
            self.columns.focus_first()
        elif looked.report is not None and self._of_another_vehicle:
            self._show_columns_only(looked.report)
        elif looked.report is not None:
            self._show_report(looked, looked.report, beside)
        elif self.columns.look is not None and self.columns.say_faults():
            self.columns.focus_first()
        else:
            self._ask(looked, beside)
        if beside and self.words.text():
            # The keyboard stays where it is: what came of it would not be heard.
            announce(self, self.words.text())
        self._fit()

    def _take_proposal(self, proposal: Proposal | None) -> None:
        if proposal is None:
            return
        self._proposal = proposal
        if not proposal.is_plain:
            self._answers |= {option_of(name): value for name, value in proposal.said.items()}
            self._unsure = proposal.unsure
            self._show_columns(proposal)

    def _ask(self, looked: Looked, beside: bool) -> None:
        self._say(self.words, _open_words(looked))
        self._say(self.details, "")
        self.columns.mark(())
        self._want_answers()
        if not beside:
            first = next(iter(self.asking.asked.values()), self.vehicle)
            first.setFocus()

    def _show_report(self, looked: Looked, report: ImportReport, beside: bool) -> None:
        self._looked_at = True
        shown = Shown(self._desk.preferences, self._desk.today(), self._desk.months)
        self._say(self.words, found_words(report, shown))
        asked = {name_of(option) for option in self.asking.answered}
        told = judged_words(
            report, with_vehicle=looked.vehicles is None, asked=asked,
            wide=self.columns.look is not None,
        )  # fmt: skip
        self._say(self.details, told)
        self.columns.mark(wrong_cells(report.refused, self.columns.titles))
        self.vehicle.set_caution(misfit_words(looked.misfit, shown) if looked.misfit else "")
        self._offer_import(report.added > 0)
        misfits = looked.misfit is not None and looked.misfit.mostly
        unsure, self._unsure = self._unsure, ()
        self._doubted = misfits or bool(unsure) or beside
        if unsure and not beside:
            self.columns.focus_first(unsure)
        elif not beside:
            (self.vehicle if self._doubted else self.go_button).setFocus()

    @property
    def _of_another_vehicle(self) -> bool:
        """Whether what was found is of another vehicle than the one that stands in the box now."""
        return self._vehicle_said and not self.vehicle.isHidden()

    def _show_columns_only(self, report: ImportReport) -> None:
        """Mark what cannot be read; what it brings is looked at once the vehicle is taken."""
        self._say(self.words, "")
        self._say(self.details, "")
        self.columns.mark(wrong_cells(report.refused, self.columns.titles))
        self._want_answers()

    def _offer_import(self, possible: bool) -> None:
        self.go_button.set_words(_("Import"))
        self.go_button.set_icon("download")
        self.go_button.setEnabled(possible)

    def _want_answers(self) -> None:
        self._looked_at = self._doubted = False
        self.go_button.set_words(_("Go on"))
        self.go_button.set_icon("arrow-right")
        self.go_button.setEnabled(True)

    # ------------------------------------------------------------------ saying something else

    def _on_vehicle_changed(self) -> None:
        """What was found was found for another vehicle: it is looked at again first."""
        self._vehicle_said = True
        self.words.hide()
        self.details.hide()
        self._want_answers()
        self._fit()

    def _on_answer_changed(self) -> None:
        self._answers |= self.asking.answers()
        self._check()

    def _on_show_columns(self) -> None:
        if self._proposal is not None:
            self._show_columns(self._proposal)
            self._show_buttons(True)
            self.columns.focus_first()
            self._fit()

    def _show_columns(self, proposal: Proposal) -> None:
        self.columns.show_table(proposal.look, proposal.choice, proposal_words(proposal))
        parent = self.parentWidget()
        most = parent.width() - _BESIDE if parent is not None else WIDTH
        wanted = self.columns.wanted_width() + 2 * MARGIN
        widen(self, max(WIDTH, min(wanted, most)))

    def answer(self, answers: Mapping[str, str]) -> None:
        """Answer what may be asked, by option, and look again."""
        self._answers |= answers
        self._look()

    # ------------------------------------------------------------------ importing

    def _on_go(self) -> None:
        if not self._looked_at:
            self._take_answers()
            return
        path, said, stop = self._path, self._said(), self._stop
        progress = self._progressed.emit

        def importing(store: Store) -> ImportReport:
            return land(store, path, said, stop, progress)

        self._begin(_("Importing …"))
        self._desk.run(self, importing, self._on_landed, self._on_failed)

    def _take_answers(self) -> None:
        if self.columns.look is not None and self.columns.say_faults():
            self._fit()
            return
        self._answers |= self.asking.answers()
        if not self.vehicle.isHidden():
            into = self.vehicle.answers()
            if not into:
                self._fit()
                return
            for option in (VEHICLE_OPTION, NEW_VEHICLE):
                self._answers.pop(option, None)
            self._answers |= into
            self._vehicle_said = False
        self._look()

    def _on_progress(self, done: int, expected: int) -> None:
        if self._busy and not self._stop.is_set():
            words = _("Importing, {done} of about {all} rows")
            share = done / expected if expected else None
            prefs = self._desk.preferences
            done_words, all_words = (format_number(Decimal(n), prefs) for n in (done, expected))
            self.strip.set_progress(words.format(done=done_words, all=all_words), share)

    def _on_landed(self, report: ImportReport) -> None:
        self._busy = False
        self._desk.tell(report.changes)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        beside = self._checking
        if beside and not self._checked():
            return
        if self.columns.look is None or (self._busy and self._stop.is_set()):
            super()._on_failed(error)
            return
        # The columns may be other ones: they can be said again.
        if not beside:
            self._end()
            self.columns.focus_first()
        self._say_wrong(error)
        announce(self, self.wrong.text())
        self._fit()

    def _say_wrong(self, error: Exception) -> None:
        self._say(self.words, "")
        self._say(self.details, "")
        self._say(self.wrong, sentence(error))
        refused = error.refused if isinstance(error, NoRowTaken) else ()
        self.columns.mark(wrong_cells(refused, self.columns.titles))
        if self._of_another_vehicle:
            self._want_answers()
        else:
            self._offer_import(False)


def _open_words(looked: Looked) -> str:
    """What is to be answered."""
    if looked.questions:
        return _("The file leaves something open. What is it?")
    if looked.vehicles:
        return _("The file does not say which vehicle it is about.")
    return _("The file does not say which vehicle it is about: a new one is made for it.")
