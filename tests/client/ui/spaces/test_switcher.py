"""The switcher: one garage or all of them, and every page tells of what is chosen."""

from PySide6.QtCore import Qt

from client.operations.records import add
from client.operations.trash import trash
from client.store import Query
from client.ui.spaces.switcher import Switcher
from garage.records import Vehicle, kind_named
from tests.client.store.sharing import CLUB, FAMILY, hold, put


def switcher(shell, settled):
    shell.desk.command("space.switch").run()
    settled()
    (made,) = [each for each in shell.findChildren(Switcher) if each.isVisible()]
    return made


def choose(shell, settled, name):
    row = next(
        r for r in switcher(shell, settled).rows if r.accessibleName().startswith(name)
    )  # fmt: skip
    row.click()
    settled()


def vehicles(shell):
    return [vehicle.name for vehicle in shell.sidebar.contents.vehicles]


def test_all_garages_are_shown_until_one_is_chosen(shell):
    assert vehicles(shell) == ["Herbie", "Octavia"]
    assert shell.sidebar.space.accessibleName() == "All garages, 2 garages"


def test_the_popover_tells_what_each_garage_is_and_which_is_shown(shell, settled):
    rows = switcher(shell, settled).rows
    assert [row.accessibleName() for row in rows[:3]] == [
        "Own garage, Your own", "Lindner, Family, member, 3 people", "All garages, 2 garages",
    ]  # fmt: skip
    assert [row.isChecked() for row in rows[:3]] == [False, False, True]
    assert rows[2].hasFocus()


def test_a_chosen_garage_is_all_that_is_told_of(shell, settled, store):
    choose(shell, settled, "Lindner")
    assert vehicles(shell) == ["Octavia"]
    assert shell.sidebar.space.accessibleName() == "Lindner, Jonas, member"
    assert [card.accessibleName().split(",")[0] for card in shell.page.grid.cards] == ["Octavia"]
    assert shell.desk.garage == FAMILY
    assert store.read(lambda reader: reader.settings())["space"] == FAMILY
    choose(shell, settled, "All garages")
    assert vehicles(shell) == ["Herbie", "Octavia"]


def test_what_is_added_goes_into_the_chosen_garage(shell, settled, store):
    choose(shell, settled, "Lindner")
    shell.desk.operate(shell, lambda s: add(s, kind_named("vehicle"), {"name": "Z3"}))
    settled()
    assert vehicles(shell) == ["Octavia", "Z3"]
    spaces = store.read(lambda r: {v.name: v.space for v in r.all(Vehicle)})
    assert spaces["Z3"] == FAMILY
    assert spaces["Herbie"] != FAMILY


def test_arrows_go_through_the_garages_and_esc_gives_the_keyboard_back(shell, settled, qtbot):
    shell.sidebar.space.setFocus()
    popover = switcher(shell, settled)
    qtbot.keyClick(popover.rows[2], Qt.Key.Key_Up)
    assert popover.rows[1].hasFocus()
    qtbot.keyClick(popover.rows[1], Qt.Key.Key_Escape)
    assert shell.sidebar.space.hasFocus()


def test_search_trash_and_lists_keep_to_the_garage_and_what_it_encloses(store, family):
    hold(store, role="manager")
    hold(store, CLUB, name="Papers", kind="enclosed", parent=FAMILY)
    put(store, CLUB, "note", title="Octavia's secret")
    note = kind_named("note")

    def told(reader):
        return (
            len(reader.records(note)), [hit.heading for hit in reader.search("octavia")],
            [v.name for v in reader.all(Vehicle, Query(sort="name"))], trash(reader).total,
        )  # fmt: skip

    home = store.read(lambda reader: reader.home()[0])
    assert store.read(told, FAMILY)[0] == 1
    assert sorted(store.read(told, FAMILY)[1]) == ["Octavia", "Octavia's secret"]
    assert store.read(told, home)[:3] == (0, [], ["Herbie"])
    assert store.read(told)[2] == ["Herbie", "Octavia"]


def test_a_garage_that_is_lost_is_not_shown_any_more(shell, settled, store):
    choose(shell, settled, "Lindner")
    hold(store, state="lost", hidden=1)
    shell.refresh()
    settled()
    assert vehicles(shell) == ["Herbie"]
    assert shell.sidebar.space.accessibleName() == "Own garage, Jonas, owner"


def test_an_empty_garage_of_several_people_says_how_a_vehicle_comes_into_it(shell, settled, store):
    hold(store, CLUB, name="Club", role="owner")
    shell.refresh()
    settled()
    choose(shell, settled, "Club")
    empty = shell.page.empty
    assert empty.isVisible()
    assert "Move to another garage…" in empty.text.text()
    assert not empty.steps.isVisible()
    assert not empty.sample.isVisible()
