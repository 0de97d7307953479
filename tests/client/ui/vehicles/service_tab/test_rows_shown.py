"""What the service tab shows: kinds, lines and sums, and what segment, year and filter leave."""

from datetime import date

from PySide6.QtCore import Qt

from client.operations.records import add
from client.ui.text import use_language
from garage.moments import Moment
from garage.records import kind_named
from tests.client.ui.vehicles.tabs import ask, opened, titles, words

from .conftest import JOBS


def test_all_that_was_done_stands_together_with_kind_lines_and_sum(tab):
    assert titles(tab) == [job[2] for job in JOBS]
    assert words(tab, 0)["total"] == "213.30"
    assert [words(tab, place)["kind"] for place in range(5)] == [
        "Service", "Repair", "Upgrade", "Inspection", "Service",
    ]  # fmt: skip
    assert (words(tab, 4)["lines"], words(tab, 4)["total"]) == ("2", "39.40")
    assert tab.bar.sums.text() == "5 records · €821.20"


def test_a_segment_leaves_its_kind_and_is_what_is_added_then(tab, page, settled):
    assert page.primary.title == "Add…"
    tab.bar.segments.button("repair").click()
    settled()
    assert titles(tab) == ["Rear brake discs"]
    assert tab.bar.sums.text() == "1 of 5 · €284.50"
    assert page.primary.title == "Add repair"


def test_a_year_leaves_what_was_done_in_it(tab, settled):
    box = tab.bar.boxes[0]
    assert [box.itemText(place) for place in range(box.count())] == [
        "All years", "2026", "2025", "2024",
    ]  # fmt: skip
    box.setCurrentIndex(3)
    box.activated.emit(3)
    settled()
    assert titles(tab) == ["Inspection", "Cabin filter"]


def test_plain_words_find_rows_by_what_they_show(tab, settled):
    ask(tab, settled, "huber brake")
    assert titles(tab) == ["Rear brake discs"]
    ask(tab, settled, "TUV")
    assert titles(tab) == ["Inspection"]


def test_the_filter_language_is_understood_and_its_mistakes_said_in_place(tab, settled):
    ask(tab, settled, "total > 100 eur and supplier ~ huber")
    assert titles(tab) == ["Oil and filter", "Rear brake discs"]
    ask(tab, settled, "result = open")
    assert titles(tab) == ["Inspection"]
    ask(tab, settled, "total > many")
    assert len(titles(tab)) == 5
    assert "“many” is not an amount" in tab.bar.complaint.text()
    assert tab.bar.complaint.isVisible()
    assert tab.bar.filter.property("wrong") is True
    ask(tab, settled, "")
    assert not tab.bar.complaint.isVisible()


def test_the_filter_language_is_understood_in_german_too(tab, settled):
    use_language("de")
    try:
        ask(tab, settled, "Gesamt > 100 und supplier ~ huber")
        assert titles(tab) == ["Oil and filter", "Rear brake discs"]
        ask(tab, settled, "nicht Gesamt > 100 oder Ergebnis = offen")
        assert "Inspection" in titles(tab)
        assert not tab.bar.complaint.isVisible()
        ask(tab, settled, "Gesamt ist nicht leer und")
        assert "„Gesamt ist nicht leer und▸“" in tab.bar.complaint.text()
    finally:
        use_language("en")


def test_what_nothing_fits_is_said(tab, settled):
    ask(tab, settled, "submarine")
    assert tab.none_left.isVisible()
    assert not tab.table.isVisible()
    assert tab.bar.sums.text() == "0 of 5"


def test_esc_empties_the_filter_and_then_goes_back_to_the_rows(tab, qtbot, settled):
    tab.to_filter()
    qtbot.keyClicks(tab.bar.filter, "huber")
    qtbot.waitUntil(lambda: len(titles(tab)) == 2)
    qtbot.keyClick(tab.bar.filter, Qt.Key.Key_Escape)
    settled()
    assert len(titles(tab)) == 5
    qtbot.keyClick(tab.bar.filter, Qt.Key.Key_Escape)
    assert tab.table.hasFocus()


def test_an_empty_tab_says_what_it_is_for_and_adds(desk, store, qtbot, octavia, settled):
    page = opened(desk, qtbot, octavia)
    tab = page.stack.tab("service")
    assert tab.empty.isVisible()
    assert not tab.bar.isVisible()
    add(store, kind_named("service"), {"vehicle": octavia, "date": Moment(date(2026, 1, 1)),
                                       "title": "Oil"})  # fmt: skip
    page.refresh()
    tab.refresh()
    settled()
    assert titles(tab) == ["Oil"]
    assert not tab.empty.isVisible()
