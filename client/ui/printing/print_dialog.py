"""The dialog that asks how a vehicle's history is printed, and where its PDF goes."""

from __future__ import annotations

import functools
from pathlib import Path

from PySide6.QtWidgets import QWidget

from client.errors import ClientError
from client.operations.sale_history import SaleHistory, read_sale_history
from client.store import Reader
from client.ui.desk import Desk
from client.ui.printing.sale_pdf import save_sale_pdf
from client.ui.text import _
from client.ui.vehicles.form_dialog import FormDialog, check_box
from client.ui.widgets.labels import label
from client.ui.widgets.save_as import FileForm, SaveAs, file_name
from garage.records import Vehicle

_LONGEST = 64
"""Of a vehicle's name: what it is stays in the file's."""


class PrintDialog(FormDialog):
    """Asks whether costs are shown, then for a file; what fails is said in the dialog."""

    def __init__(self, desk: Desk, parent: QWidget, vehicle: Vehicle) -> None:
        super().__init__(_("Save history as PDF"), _("Save…"), parent)
        self._desk, self._vehicle = desk, vehicle
        words = _("What was done to {vehicle}, its odometer and its economy, as a buyer asks.")
        self.put_widget(label(words.format(vehicle=vehicle.name), role="text_muted", wrap=True), 12)
        self.with_costs = check_box(_("With costs"))
        self.put_widget(self.with_costs, 12)

    def save(self) -> None:
        """Ask for the file."""
        if not self.save_button.isEnabled():
            return
        forms = (FileForm("pdf", "pdf", _("PDF")),)
        proposed = history_name(self._vehicle.name)
        SaveAs(self, _("Save history as PDF"), proposed, forms, self._save_to).open()

    def _save_to(self, path: Path, _form: str) -> None:
        self.clear_wrong()
        self.save_button.setEnabled(False)
        vehicle, today = self._vehicle.id, self._desk.today()
        costs = self.with_costs.isChecked()

        def history(reader: Reader) -> SaleHistory:
            return read_sale_history(reader, vehicle, today, include_costs=costs)

        written = functools.partial(self._write, path)
        self._desk.read(self, history, written, self.show_wrong)

    def _write(self, path: Path, history: SaleHistory) -> None:
        # The drawings are pixmaps, which only the GUI thread may paint.
        try:
            save_sale_pdf(history, path)
        except ClientError as error:
            self.show_wrong(error)
            return
        self._desk.said.emit(_("Saved {file}").format(file=path.name), False)
        self.accept()


def history_name(vehicle: str) -> str:
    """What the PDF is called, without its suffix."""
    return _("{vehicle} history").format(vehicle=file_name(vehicle, _("Vehicle"))[:_LONGEST])
