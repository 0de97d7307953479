"""The printed history, from the vehicle's page to the file."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from client.operations.records import add
from client.ui.printing.print_dialog import PrintDialog, history_name
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.vehicle_page import VehiclePage
from garage.moments import Moment
from garage.money import Money
from garage.records import kind_named

from .conftest import TODAY


@pytest.fixture
def page(desk, store, octavia, qtbot, settled):
    service = {"vehicle": octavia, "title": "Clutch", "date": Moment(TODAY)}
    add(store, kind_named("repair"), service | {"total": Money("812.40", "EUR")})
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_route(Route(VEHICLE, octavia))
    settled()
    return shown


def command(page):
    return next(each for each in page.own_commands if each.id == "vehicle.print")


def asked(page) -> PrintDialog:
    command(page).run()
    return page.findChild(PrintDialog)


def choose(dialog: PrintDialog, path: Path) -> str:
    """Press save, then choose a file; gives the name that was proposed."""
    dialog.save_button.click()
    chooser = dialog.findChild(QFileDialog)
    proposed = Path(chooser.selectedFiles()[0]).name
    chooser.setDirectory(str(path.parent))
    chooser.selectFile(str(path))
    chooser.accept()
    return proposed


def text_of(path: Path) -> str:
    document = QPdfDocument()
    assert document.load(str(path)) == QPdfDocument.Error.None_
    text = " ".join(document.getAllText(n).text() for n in range(document.pageCount()))
    document.close()
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("costs", [False, True])
def test_the_history_is_saved_with_or_without_costs(page, desk, settled, qtbot, tmp_path, costs):
    said = []
    desk.said.connect(lambda words, undoable: said.append((words, undoable)))
    dialog = asked(page)
    dialog.with_costs.setChecked(costs)
    assert choose(dialog, tmp_path / "for sale.pdf") == "Octavia history.pdf"
    settled()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert said == [("Saved for sale.pdf", False)]
    text = text_of(tmp_path / "for sale.pdf")
    assert "Clutch" in text
    assert ("812.40" in text) == costs


def test_a_place_that_cannot_be_written_is_said_and_another_can_be_chosen(
    page, settled, tmp_path, qtbot
):
    dialog = asked(page)
    (tmp_path / "x.pdf.partial").mkdir()
    choose(dialog, tmp_path / "x.pdf")
    settled()
    assert dialog.isVisible()
    assert "x.pdf cannot be written" in dialog.wrong.text()
    qtbot.waitUntil(lambda: dialog.findChild(QFileDialog) is None)
    choose(dialog, tmp_path / "y.pdf")
    settled()
    assert "Clutch" in text_of(tmp_path / "y.pdf")


def test_the_command_stands_in_the_menu_with_its_shortcut(page):
    assert (command(page).shortcut, command(page).enabled()) == ("Ctrl+P", True)
    assert command(page) not in page.secondary


@pytest.mark.parametrize(
    ("vehicle", "name"),
    [
        ('A/C: "the" bus', "A-C- -the- bus history"),
        ("...", "Vehicle history"),
        ("x" * 300, "x" * 64 + " history"),
    ],
)
def test_the_name_of_the_file_is_one_that_every_system_takes(vehicle, name):
    assert history_name(vehicle) == name


def test_the_keyboard_begins_at_the_question_and_enter_goes_on(page, qtbot):
    dialog = asked(page)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.with_costs.hasFocus()
    qtbot.keyClick(dialog.with_costs, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.findChild(QFileDialog) is not None
    dialog.findChild(QFileDialog).reject()
    dialog.reject()
