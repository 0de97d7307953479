"""What insights save: pictures, tables, the report; and nothing that is there written over."""

import csv
import io

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFileDialog, QMenu

from client.ui.insights.card_picture import card_picture
from client.ui.insights.report import pictures_for_paper
from client.ui.theme import Scheme, apply, theme, tokens
from client.ui.widgets.question_dialog import QuestionDialog

# A message box rings and a dialog pops up, which a display that is none cannot do.


def choose(page, path, kind=""):
    """Take a file in the dialog that is open."""
    chooser = page.findChild(QFileDialog)
    if kind:
        chooser.selectNameFilter(kind)
        chooser.filterSelected.emit(kind)
    chooser.setDirectory(str(path.parent))
    chooser.selectFile(path.name)
    proposed = chooser.selectedFiles()[0]
    chooser.accept()
    return proposed


def rows_of(path):
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def test_a_chart_is_saved_as_a_picture_twice_as_fine(page, settled, tmp_path, desk):
    said = []
    desk.said.connect(lambda words, _undo: said.append(words))
    page.cost.save_wanted.emit("png")
    choose(page, tmp_path / "costs.png")
    settled()
    image = QImage(str(tmp_path / "costs.png"))
    assert image.width() == 2 * (page.cost.picture.width() + 32)
    assert image.height() > 2 * page.cost.picture.height()
    assert said == ["Saved costs.png"]
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 9)
               for y in range(0, image.height(), 9)}  # fmt: skip
    wanted = theme().colour("chart_1").name(), theme().colour("chart_3").name()
    assert colours >= set(wanted)


def saved(page, settled, card, path):
    """The picture of a card as it is saved."""
    card.save_wanted.emit("png")
    choose(page, path)
    settled()
    image = QImage(str(path))
    assert not image.isNull()
    return image


@pytest.mark.parametrize("name", ["cost", "rates", "compared", "over_time", "distances"])
def test_a_chart_behind_its_table_is_saved_as_it_is_before_it(page, settled, tmp_path, qtbot, name):
    card = getattr(page, name)
    wanted = saved(page, settled, card, tmp_path / "chart.png")
    card.turn()
    settled()
    qtbot.waitUntil(lambda: card.table.isVisible())
    assert saved(page, settled, card, tmp_path / "one.png") == wanted
    card.turn()
    page.turn_all()
    settled()
    assert saved(page, settled, card, tmp_path / "all.png") == wanted
    assert (card.picture.isVisible(), card.table.isVisible()) == (False, True)


def test_charts_that_were_never_seen_are_saved_whole(page, desk, settled, tmp_path):
    page.turn_all()
    page.resize(1000, 700)
    desk.change_settings(page, {"region": "DE"})
    settled()
    hidden = saved(page, settled, page.distances, tmp_path / "hidden.png")
    paper = pictures_for_paper(page.cards)
    page.turn_all()
    settled()
    assert saved(page, settled, page.distances, tmp_path / "shown.png") == hidden
    assert pictures_for_paper(page.cards) == paper


def test_the_keyboard_and_the_page_stay_where_they_are_while_a_chart_is_saved(page, settled):
    page.turn_all()
    settled()
    table, bar = page.distances.table, page.scrolled.verticalScrollBar()
    table.setFocus()
    bar.setValue(bar.maximum())
    before = bar.value(), table.size()
    assert bar.value() > 0
    card_picture(page.distances, "")
    settled()
    assert page.focusWidget() is table
    assert (bar.value(), table.size()) == before


def test_a_table_is_saved_as_csv(page, settled, tmp_path):
    page.cost.save_wanted.emit("csv")
    choose(page, tmp_path / "costs.csv")
    settled()
    rows = rows_of(tmp_path / "costs.csv")
    assert rows[0] == ["Month", "Fuel and charging (EUR)", "Service and parts (EUR)",
                       "Parking, tolls, other (EUR)", "Total (EUR)"]  # fmt: skip
    assert rows[4] == ["2026-03", "60.00", "600.00", "0.00", "660.00"]
    assert len(rows) == 13


def test_a_table_of_a_region_with_a_decimal_comma_opens_in_its_spreadsheet(
    page, desk, settled, tmp_path
):
    desk.change_settings(page, {"region": "DE"})
    settled()
    page.cost.save_wanted.emit("csv")
    choose(page, tmp_path / "costs.csv")
    settled()
    lines = (tmp_path / "costs.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[4] == "2026-03;60,00;600,00;0,00;660,00"


def test_a_file_that_is_there_is_kept_unless_one_says_so(page, settled, tmp_path, qtbot):
    path = tmp_path / "costs.csv"
    path.write_text("mine")
    for answer, kept in (("cancel", True), ("action", False)):
        page.cost.save_wanted.emit("csv")
        choose(page, path)
        question = page.window().findChild(QuestionDialog)
        assert question.windowTitle() == "Replace “costs.csv”?"
        getattr(question, answer).click()
        settled()
        assert (path.read_bytes() == b"mine") == kept
        qtbot.waitUntil(lambda: page.window().findChild(QuestionDialog) is None)
        qtbot.waitUntil(lambda: page.findChild(QFileDialog) is None)


def test_the_report_is_one_csv_of_all_tables(page, settled, tmp_path):
    page.export_report()
    choose(page, tmp_path / "report.csv")
    settled()
    rows = rows_of(tmp_path / "report.csv")
    titles = [row[0] for place, row in enumerate(rows) if place == 0 or rows[place - 1] == []]
    titles = [title for title in titles if title]
    assert titles == [
        "At a glance", "Cost by month", "Cost per km", "Economy compared", "Economy over time",
        "Distance by month", "Expected in December",
    ]  # fmt: skip
    assert ["Spent", "€1,369 in 12 months", "nothing before to compare with"] in rows


def test_the_report_is_a_pdf_with_charts_in_the_light_scheme(page, qapp, settled, tmp_path):
    apply(qapp, Scheme.DARK)
    page.save_pdf()
    choose(page, tmp_path / "report.pdf")
    settled()
    assert theme().scheme is Scheme.DARK
    document = QPdfDocument()
    assert document.load(str(tmp_path / "report.pdf")) == QPdfDocument.Error.None_
    text = " ".join(document.getAllText(n).text() for n in range(document.pageCount()))
    page_one = document.render(0, document.pagePointSize(0).toSize())
    document.close()
    text = " ".join(text.replace("\u00a0", " ").split())
    assert "Insights, 1 Dec 2025 – 18 Nov 2026" in text
    assert "March 2026 €60.00 €600.00" in text
    assert "Printed 18 Nov 2026 from Paddock" in text
    # What nothing was painted on is see-through, and white on paper.
    seen = [
        page_one.pixelColor(x, y)
        for x in range(0, page_one.width(), 3)
        for y in range(0, page_one.height(), 3)
    ]
    dark = [each for each in seen if each.alpha() > 200 and each.lightness() < 60]
    assert len(dark) < len(seen) / 10
    # On the screen what the colours of the bars are stands beside them.
    pictures = pictures_for_paper(page.cards)
    legend = pictures["Cost by month/legend"]
    colours = {legend.pixelColor(x, y).name() for x in range(0, legend.width(), 4)
               for y in range(legend.height())}  # fmt: skip
    assert {tokens(Scheme.LIGHT).colour(role).lower() for role in ("chart_1", "chart_3")} <= colours


def test_a_place_that_cannot_be_written_is_told(page, desk, settled, tmp_path):
    failed = []
    desk.failed.connect(failed.append)
    (tmp_path / "costs.csv.partial").mkdir()
    page.cost.save_wanted.emit("csv")
    choose(page, tmp_path / "costs.csv")
    settled()
    assert "costs.csv cannot be written" in str(failed[0])


def test_an_empty_card_has_nothing_to_save(page, garage, settled):
    page.ask_bar.ask(vehicles=frozenset({garage["Trailer"]}))
    settled()
    assert page.compared.missing.isVisible()
    page.compared.open_menu()
    menu = page.compared.findChild(QMenu)
    enabled = {action.text(): action.isEnabled() for action in menu.actions() if action.text()}
    menu.close()
    assert enabled == {
        "Show the table": True, "Save picture…": False, "Save table as CSV…": False,
    }  # fmt: skip
