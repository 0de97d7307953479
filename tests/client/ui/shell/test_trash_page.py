"""The trash: what was deleted is seen, found and brought back."""

import pytest
from PySide6.QtCore import Qt

from client.operations.records import add, delete, edit, restore, undo
from client.store import Query
from client.ui.routes import TRASH, Route
from client.ui.shell.shell import Shell
from client.ui.shell.trash_page import TrashPage
from client.ui.theme import colour
from client.ui.widgets.question_dialog import QuestionDialog
from garage.records import Service, Vehicle, kind_named


@pytest.fixture
def page(desk, octavia, qtbot, settled):
    """The trash of the small garage, shown."""
    made = TrashPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    made.show_route(Route(TRASH))
    settled()
    return made


def service_of(store, vehicle):
    return store.read(lambda reader: reader.all(Service, Query(owner=vehicle)))[0]


def titles(page):
    return [row.title for row in page.list.rows()]


@pytest.fixture
def put_away(page, desk, settled):
    """Put records in the trash, and wait until the page shows it."""

    def put(*ids):
        desk.operate(page, lambda store: delete(store, ids))
        settled()

    return put


def test_an_empty_trash_says_what_it_is_for(page):
    assert page.empty.isVisible()
    assert page.primary is None


def test_what_was_deleted_is_seen_with_its_vehicle_and_restored_with_enter(
    page, store, octavia, settled, qtbot, put_away
):
    put_away(service_of(store, octavia).id)
    assert titles(page) == ["Front axle"]
    assert page.list.rows()[0].detail == "Service · Octavia · 17 Nov 2026"
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settled()
    assert page.empty.isVisible()
    assert service_of(store, octavia).title == "Front axle"


def test_the_row_with_the_keyboard_can_be_told(page, store, octavia, settled, qtbot, put_away):
    put_away(service_of(store, octavia).id)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    place = page.list.rect_of(page.list.rows()[0])

    def edge():
        image = page.list.viewport().grab().toImage()
        return image.pixelColor(round(place.left()), round(place.center().y()))

    page.field.setFocus()
    without = edge()
    page.list.setFocus()
    assert edge() == colour("focus") != without


def test_many_are_chosen_and_restored_in_one_step_that_can_be_undone(
    page, store, octavia, settled, qtbot, put_away
):
    ids = [
        add(store, kind_named("note"), {"vehicle": octavia, "title": f"Note {n}"}).ids[0]
        for n in range(3)
    ]
    put_away(*ids)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    page.primary.run()
    settled()
    assert titles(page) == []
    undo(store)
    page.refresh()
    settled()
    assert len(titles(page)) == 3


@pytest.fixture
def notes(store, octavia, put_away):
    """Five notes in the trash, the newest first in the list; "Note 5" is not deleted yet."""
    kind = kind_named("note")
    ids = [
        add(store, kind, {"vehicle": octavia, "title": f"Note {n}"}).ids[0] for n in range(6)
    ]  # fmt: skip
    for id_ in ids[:5]:
        put_away(id_)
    return ids


def choose(page, qtbot, *wanted):
    """Click on the first, then on the others with Ctrl."""
    for title in wanted:
        row = next(row for row in page.list.rows() if row.title == title)
        keys = Qt.KeyboardModifier
        how = keys.NoModifier if title == wanted[0] else keys.ControlModifier
        spot = page.list.rect_of(row).toRect().center()
        qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, how, spot)


def chosen(page):
    return [row.title for row in page.list.chosen()], page.list.current().title


def test_what_is_chosen_stays_so_when_anything_changes_elsewhere(
    page, desk, octavia, notes, settled, qtbot, put_away
):
    choose(page, qtbot, "Note 0", "Note 3", "Note 1")
    before = (["Note 3", "Note 1", "Note 0"], "Note 1")
    assert chosen(page) == before
    desk.operate(page, lambda store: edit(store, octavia, {"notes": "x"}))
    settled()
    assert chosen(page) == before
    put_away(notes[5])
    assert titles(page)[0] == "Note 5"
    assert chosen(page) == before
    page.primary.run()
    settled()
    assert titles(page) == ["Note 5", "Note 4", "Note 2"]


def test_enter_restores_the_record_that_one_stood_on_before_another_was_deleted(
    page, notes, settled, qtbot, put_away
):
    choose(page, qtbot, "Note 2")
    put_away(notes[5])
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settled()
    assert titles(page) == ["Note 5", "Note 4", "Note 3", "Note 1", "Note 0"]


def test_of_what_is_chosen_the_rest_stays_so_where_some_went_elsewhere(
    page, desk, notes, settled, qtbot
):
    choose(page, qtbot, "Note 0", "Note 3", "Note 1")
    desk.operate(page, lambda store: restore(store, [notes[1]]))
    settled()
    assert chosen(page) == (["Note 3", "Note 0"], "Note 0")


def test_after_a_restoration_the_next_row_is_chosen(page, notes, settled, qtbot):
    choose(page, qtbot, "Note 2")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settled()
    assert chosen(page) == (["Note 1"], "Note 1")


def test_a_click_on_restore_brings_that_row_back(page, store, octavia, settled, qtbot, put_away):
    put_away(service_of(store, octavia).id)
    row = page.list.rows()[0]
    place = page.list.rect_of(row).toRect()
    spot = place.topRight()
    spot.setX(page.list.viewport().width() - 24)
    spot.setY(place.center().y())
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settled()
    assert titles(page) == []


def test_a_deleted_vehicle_brings_its_records_back_with_it(
    page, store, octavia, settled, qtbot, put_away
):
    put_away(octavia)
    assert "1 record comes back with it" in page.list.rows()[0].detail
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    settled()
    found = store.read(lambda reader: reader.all(Service))
    assert [service.title for service in found] == ["Front axle"]


def test_a_record_of_a_deleted_vehicle_offers_to_restore_the_vehicle_too(
    page, store, octavia, settled, qtbot, put_away
):
    service = service_of(store, octavia).id
    put_away(service)
    put_away(octavia)
    row = next(row for row in page.list.rows() if row.title == "Front axle")
    assert row.chip == "its vehicle is in the trash"
    page.list.choose(page.list.place_of(row))
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    dialog = page.window().findChild(QuestionDialog)
    assert "Octavia" in dialog.windowTitle()
    qtbot.mouseClick(dialog.action, Qt.MouseButton.LeftButton)
    settled()
    assert titles(page) == []
    assert [v.name for v in store.read(lambda reader: reader.all(Vehicle))] == ["Octavia"]


def test_the_search_finds_by_words_without_accents_and_says_when_it_finds_nothing(
    page, store, octavia, settled, qtbot, put_away
):
    for title in ("Zündkerzen", "Wischer"):
        id_ = add(store, kind_named("note"), {"vehicle": octavia, "title": title}).ids[0]
        put_away(id_)
    qtbot.keyClicks(page.field, "zundk")
    page.refresh()
    settled()
    assert titles(page) == ["Zündkerzen"]
    qtbot.keyClicks(page.field, "xx")
    page.refresh()
    settled()
    assert page.count.text() == "Nothing here has these words."


def test_an_undone_addition_says_so(page, desk, store, octavia, settled):
    add(store, kind_named("note"), {"vehicle": octavia, "title": "By mistake"})
    desk.undo()
    settled()
    assert page.list.rows()[0].when.startswith("undone at ")


def test_r_restores_from_the_list_and_is_a_letter_in_the_search(
    desk, store, octavia, settled, qtbot
):
    shell = Shell(desk, {TRASH: TrashPage})
    qtbot.addWidget(shell)
    shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    put = service_of(store, octavia).id
    desk.operate(shell, lambda s: delete(s, [put]))
    shell.begin(Route(TRASH))
    settled()
    page = shell.page
    page.start_search()
    qtbot.keyClick(page.field, Qt.Key.Key_R)
    page.refresh()
    settled()
    assert page.field.text() == "r"
    assert titles(page) == ["Front axle"]
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_R)
    settled()
    assert titles(page) == []
