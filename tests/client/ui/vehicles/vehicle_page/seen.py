"""What a vehicle's page shows, and what opened over it."""

from PySide6.QtWidgets import QApplication

from client.store import Query
from client.ui.vehicles.fill_form import FillForm
from client.ui.vehicles.form_dialog import FormDialog
from garage.records import FillUp


def fills(store):
    return store.read(lambda reader: reader.all(FillUp, Query()))


def cells(page, row):
    model = page.fuel.table.rows
    return {column.key: column.text(model.row(row)) for column in model.columns}


def form_of(page):
    open_forms = [w for w in QApplication.topLevelWidgets() if isinstance(w, FillForm)]
    return next(form for form in open_forms if form.isVisible())


def dialogs():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]
