"""Every operation can be begun by keys alone, and one undo takes it back whole.

What only a server does is taken back by Undo as well, but for what nobody could take back: that is
asked before. `from_elsewhere` tells which test drives it so.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

from client.app.pages import PAGES
from client.operations.kept_edits import kept_edits
from client.operations.sample import make_sample_garage
from client.store import Store
from client.ui.desk import Desk
from client.ui.routes import CALENDAR, GARAGE, SETTINGS, VEHICLE, Route
from client.ui.shell.shell import Shell
from client.ui.theme import Scheme, apply
from client.ui.vehicles.vehicle_deeds import VehicleDeeds
from garage.records import Vehicle, VehicleGroup, kinds
from tests.client.app.looking import focusable, shown
from tests.client.ui.from_elsewhere import BY_HANDS, BY_SERVER, FINAL, Flow, Met
from tests.client.ui.operations import (
    ELSEWHERE,
    HISTORY,
    OPERATIONS,
    TODAY,
    CardMenu,
    Command,
    Garage,
    Key,
    Stop,
    known_operations,
    prepare,
)
from tests.client.ui.operations import (
    SETTINGS as NOT_RECORDS,
)
from tests.client.ui.waiting import settle

HABITS = {"name": "Jonas", "region": "IE", "zone": "UTC", "language": "en"}


def test_every_operation_is_in_the_table():
    tables = (OPERATIONS, HISTORY, NOT_RECORDS, ELSEWHERE, BY_HANDS, BY_SERVER, FINAL)
    told = [name for table in tables for name in table]
    assert sorted(known_operations()) == sorted(told)


def test_what_others_begin_and_the_server_does_is_driven_by_keys():
    flows = [*BY_SERVER.values(), *FINAL.values(), *(way for way, _do in BY_HANDS.values())]
    assert [flow for flow in flows if isinstance(flow, Flow) and not flow.is_there()] == []


def kept(store):
    """All that is in the garage and not in the trash, and what the server did not take."""
    records = store.read(
        lambda reader: {record.id: record for kind in kinds() for record in reader.records(kind)}
    )
    return records, store.read(kept_edits)


@pytest.mark.parametrize("name", [*OPERATIONS, *BY_HANDS])
def test_one_undo_takes_an_operation_back_whole_and_redo_does_it_again(name, tmp_path):
    with Store(tmp_path / "profile") as store:
        garage = Met(store, tmp_path) if name in BY_HANDS else Garage(store, tmp_path)
        prepare(name, garage)
        _way, do = {**OPERATIONS, **BY_HANDS}[name]
        before = kept(store)
        deed = store.read(lambda reader: reader.last_deed())
        do(store, garage)
        after = kept(store)
        assert after != before, "nothing was done"
        assert store.read(lambda reader: reader.last_deed()) != deed
        store.undo()
        assert kept(store) == before
        store.redo()
        assert kept(store) == after


@pytest.fixture
def shell(tmp_path, qapp, qtbot):
    """The window on the sample garage."""
    apply(qapp, Scheme.LIGHT)
    with Store(tmp_path / "profile") as store:
        store.set_settings(HABITS)
        make_sample_garage(store, TODAY, UTC)
        Garage(store, tmp_path)
        desk = Desk(store, HABITS, lambda: datetime(2026, 11, 18, 10, tzinfo=UTC))
        made = Shell(desk, PAGES)
        qtbot.addWidget(made)
        made.resize(1440, 900)
        made.show()
        made.begin()
        settle(qtbot, desk)
        yield made
        desk.stop()
        desk.close()


def test_every_operation_can_be_come_to_by_keys(shell, qtbot):
    lacking = []
    for name, (way, _do) in {**OPERATIONS, **BY_HANDS}.items():
        if not isinstance(way, Flow | str) and not reached(shell, qtbot, way):
            lacking.append(f"{name}: {way}")
    commands = {command.id: command for command in shell.shown_commands()}
    lacking += [each for each in HISTORY.values() if not commands[each].shortcut]
    assert not lacking, "\n".join(lacking)


def reached(shell, qtbot, way):
    """Whether a way to an operation is there."""
    if isinstance(way, CardMenu):
        return way.words in card_menu(shell)
    go(shell, qtbot, way.tab)
    if isinstance(way, Command):
        return way.id in {command.id for command in shell.shown_commands()}
    if isinstance(way, Key):
        keys = {shortcut.key().toString() for shortcut in shell.page.findChildren(QShortcut)}
        return way.keys in keys
    assert isinstance(way, Stop)
    return any(called(w).startswith(way.name) for w in shown(shell.page) if focusable(w))


def called(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def go(shell, qtbot, tab):
    if tab == "garage":
        route = Route(GARAGE)
    elif tab == "calendar":
        route = Route(CALENDAR)
    elif tab.startswith("settings:"):
        route = Route(SETTINGS, tab=tab.partition(":")[2])
    else:
        # The one that the sample has, with a plan, tyres and reminders.
        herbie = next(
            each.id for each in shell.sidebar.contents.vehicles if each.plate == "M HB 53H"
        )
        route = Route(VEHICLE, herbie, tab)
    shell.desk.go(route)
    settle(qtbot, shell.desk)


def card_menu(shell):
    """The words in the menu of a vehicle's card, of those in a menu within it too."""
    deeds = VehicleDeeds(shell.desk, shell)
    store = shell.desk._store
    vehicle = store.read(lambda reader: reader.all(Vehicle))[0]
    menu = deeds.menu_of([vehicle], store.read(lambda reader: reader.all(VehicleGroup)))
    words = [action.text() for action in menu.actions()]
    menu.deleteLater()
    deeds.deleteLater()
    return words
