"""The tab of documents: their titles, and until when they hold."""

from datetime import date

from client.ui.theme import SEMIBOLD
from client.ui.widgets.chip import chip_width
from client.ui.widgets.painting import text_width
from client.ui.widgets.rows_delegate import CELL_PADDING
from garage.moments import Moment
from tests.client.ui.vehicles.tabs import ask, column


def test_documents_say_plainly_that_files_come_later(at):
    tab = at("documents")
    assert tab.empty.isVisible()
    assert "files cannot be kept here yet" in tab.spec.nothing.words


def test_titles_of_documents_are_whole_while_there_is_room(at, put, settled):
    title = "Invoice Škoda Zentrum München"
    put("document", title=title, category="inspection", issuer="Škoda Zentrum München",
        file_name="invoice-2026-04-04.pdf")  # fmt: skip
    tab = at("documents")
    at.page.resize(1224, 800)
    settled()
    wide = {each.key: tab.table.columnWidth(n) for n, each in enumerate(tab.table.rows.columns)}
    assert wide["title"] >= text_width(title, "body", SEMIBOLD) + 20 + 2 * CELL_PADDING
    assert wide["category"] >= chip_width("Inspection report") + 2 * CELL_PADDING


def test_documents_are_found_by_what_they_are_and_until_when_they_hold(at, put, settled):
    put("document", title="Insurance 2026", category="insurance", issuer="HUK",
        date=Moment(date(2026, 1, 1)), valid_until=date(2026, 12, 31))  # fmt: skip
    put("document", title="Inspection report", category="inspection", issuer="TÜV",
        date=Moment(date(2024, 11, 9)), valid_until=date(2026, 11, 9))  # fmt: skip
    tab = at("documents")
    ask(tab, settled, "valid_until < today")
    assert column(tab, "title") == ["Inspection report"]
    assert column(tab, "category") == ["Inspection report"]
