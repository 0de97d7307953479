"""The glimpse: a second start shows the garage at once, and loses nothing that is asked of it."""

import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from shiboken6 import isValid

from client.app import glimpse
from client.app.glimpse import keep_glimpse, read_glimpse
from client.app.window import show_glimpse
from client.operations.records import add, edit
from client.store import DATABASE_NAME, Store
from client.ui.shell.shell import Shell
from client.ui.shell.trouble import Trouble
from client.ui.vehicles.garage_page import GaragePage
from client.ui.vehicles.garage_view import CARDS, TABLE, View
from client.ui.vehicles.vehicle_form import VehicleForm
from client.ui.vehicles.vehicle_page import VehiclePage
from garage.records import Vehicle, kind_named

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def seen(with_octavia, person, session, close_once_filled):
    """A profile whose window was open once."""
    person((Shell, close_once_filled))
    assert session(with_octavia) == 0
    return with_octavia


@pytest.fixture
def view(qapp, seen):
    """The window on its glimpse, painted; no store is open."""
    shown = show_glimpse(qapp, seen)
    painted = []
    shown.when_painted(lambda: painted.append(True))
    while not painted:
        qapp.processEvents()
    return shown


def put_away(view, qapp):
    view.stop()
    view.close()
    view.delete()
    qapp.processEvents()


def names(folder):
    with Store(folder) as store:
        return sorted(v.name for v in store.read(lambda reader: reader.all(Vehicle)))


def spoken(view):
    return [card.accessibleName().split(",")[0] for card in view.shell.page.grid.cards]


def test_the_garage_is_there_before_its_store_is_open(view, qapp):
    assert not view.desk.is_open
    assert spoken(view) == ["Octavia"]
    assert view.shell.page.grid.cards[0].isVisible()
    assert view.shell.page.figures[0][0].text() == "1"
    assert [each.name for each in view.shell.sidebar.contents.vehicles] == ["Octavia"]
    assert view.shell.sidebar.sync.accessibleName() == "Opening the garage…"
    put_away(view, qapp)


def test_what_is_asked_for_before_the_store_is_open_is_done_then(
    view, seen, session, person, close_once_filled
):
    card = view.shell.page.grid.cards[0]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    view.desk.operate(view.shell, lambda s: add(s, kind_named("vehicle"), {"name": "Herbie"}))
    assert view.shell.sidebar._vehicles[card.property("vehicle")].isChecked()

    def on_its_page(shell):
        return isinstance(shell.page, VehiclePage) and shell.page.title == "Octavia"

    person((Shell, on_its_page), (Shell, close_once_filled))
    assert session(seen, view) == 0
    assert names(seen) == ["Herbie", "Octavia"]


def test_a_window_closed_before_its_store_is_open_has_lost_nothing(view, seen, session):
    view.desk.operate(view.shell, lambda s: add(s, kind_named("vehicle"), {"name": "Herbie"}))
    view.shell.close()
    assert session(seen, view) == 0
    assert names(seen) == ["Herbie", "Octavia"]


def test_what_changed_meanwhile_takes_the_glimpses_place(
    view, seen, session, person, close_once_filled
):
    with Store(seen) as store:
        (octavia,) = store.read(lambda reader: reader.all(Vehicle))
        edit(store, octavia.id, {"name": "Superb"})
    shown = []
    person(
        (Shell, lambda shell: None if spoken(view) == ["Superb"] else False),
        (Shell, lambda shell: shown.append(shell.sidebar.sync.accessibleName())),
        (Shell, close_once_filled),
    )
    assert session(seen, view) == 0
    assert shown == ["Not syncing, 1 record"]
    assert read_glimpse(seen).garage.cards[0].content.name == "Superb"


def test_what_was_changed_on_another_page_is_in_the_next_glimpse(
    view, seen, session, person, close_once_filled
):
    def rename(shell):
        if not shell.desk.is_open:
            return False
        id_ = shell.sidebar.contents.vehicles[0].id
        shell.desk.command("go.settings").run()
        return shell.desk.operate(shell, lambda store: edit(store, id_, {"name": "Superb"}))

    person((Shell, rename), (Shell, close_once_filled))
    assert session(seen, view) == 0
    assert read_glimpse(seen).garage.cards[0].content.name == "Superb"


def test_a_damaged_garage_is_told_although_its_glimpse_was_shown(view, seen, session, person):
    (seen / DATABASE_NAME).write_bytes(b"not a database" * 400)
    hidden = []

    def give_up(trouble):
        hidden.append(view.shell.isHidden())
        trouble.quit_button.click()

    person((Trouble, give_up))
    assert session(seen, view) == 1
    assert hidden == [True]


def test_a_garage_mended_from_a_backup_goes_on_in_the_same_window(
    view, seen, session, person, close_once_filled, restore_the_newest
):
    (seen / DATABASE_NAME).write_bytes(b"not a database" * 400)
    view.desk.operate(view.shell, lambda s: add(s, kind_named("vehicle"), {"name": "Herbie"}))
    person((Trouble, restore_the_newest), (Shell, close_once_filled))
    assert session(seen, view) == 0
    assert names(seen) == ["Herbie", "Octavia"]


def look_at(layout, **more):
    """A deed: look at the garage in another way."""

    def choose(shell):
        if not (shell.desk.is_open and shell.desk.workers.idle):
            return False
        return shell.page.content.set_view(View(layout, **more))

    return choose


def test_the_order_and_the_sections_are_in_the_next_glimpse(
    seen, session, person, close_once_filled
):
    with Store(seen) as store:
        add(store, kind_named("vehicle"), {"name": "Ape"})
    person((Shell, look_at(CARDS, sort="name", grouped=True)), (Shell, close_once_filled))
    assert session(seen) == 0
    cards = read_glimpse(seen).garage.cards
    assert [(card.content.name, card.section) for card in cards] == [
        ("Ape", "In no group"), ("Octavia", "In no group"),
    ]  # fmt: skip


def table_is_shown(shell):
    """A deed: see the table, once it is there."""
    table = shell.page.content.table if shell.desk.is_open else None
    return None if table is not None and table.isVisible() else False


def test_a_table_has_no_glimpse_and_its_start_waits_for_the_store(
    qapp, seen, session, person, close_once_filled
):
    person((Shell, look_at(TABLE)), (Shell, close_once_filled))
    assert session(seen) == 0
    assert show_glimpse(qapp, seen) is None
    person((Shell, table_is_shown), (Shell, close_once_filled))
    assert session(seen) == 0


def test_the_page_takes_over_with_the_keyboard_where_it_was(
    view, seen, session, person, close_once_filled
):
    stand_in = view.shell.page
    stand_in.grid.cards[0].setFocus()

    def taken_over(shell):
        if not isinstance(shell.page, GaragePage) or shell.page.content.isHidden():
            return False
        assert shell.page.grid.cards[0].hasFocus()
        return shell.page.switch_layout()

    person((Shell, taken_over), (Shell, close_once_filled))
    assert session(seen, view) == 0
    assert not isValid(stand_in)


def test_what_is_wished_for_in_the_glimpse_is_done_by_the_page(
    view, seen, session, person, close_once_filled
):
    page = view.shell.page
    page.primary.run()
    page.head.viewed.emit(View(CARDS, "make"))
    person(
        (VehicleForm, lambda form: form.reject()),
        (Shell, lambda shell: None if shell.page.head.view.sort == "make" else False),
        (Shell, close_once_filled),
    )
    assert session(seen, view) == 0
    with Store(seen) as store:
        assert store.read(lambda reader: reader.settings())["garage"]["sort"] == "make"


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
def test_a_glimpse_is_for_its_owners_eyes_alone(seen):
    assert stat.S_IMODE((seen / glimpse.NAME).stat().st_mode) == 0o600


def test_a_glimpse_comes_back_as_it_was_kept(seen):
    found = read_glimpse(seen)
    assert found.settings["window"]
    (seen / glimpse.NAME).unlink()
    keep_glimpse(seen, found)
    assert read_glimpse(seen) == found


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-20]),
        lambda path: path.write_bytes(b"[" * 100_000),
        lambda path: path.write_text(path.read_text().replace('"version":"', '"version":"9.')),
        lambda path: path.write_text(path.read_text().replace('"sums":[', '"sums":[7,')),
        lambda path: path.write_text(path.read_text() + " " * 1_000_000),
        lambda path: path.write_text(path.read_text().replace('"language":"', '"language":"x')),
        lambda path: (path.parent / DATABASE_NAME).unlink(),
    ],
)
def test_a_glimpse_that_cannot_be_trusted_is_none(seen, spoil):
    spoil(seen / glimpse.NAME)
    assert read_glimpse(seen) is None


def test_only_as_many_cards_are_kept_as_a_screen_shows(seen, monkeypatch):
    found = read_glimpse(seen)
    one = found.garage.cards[0]
    monkeypatch.setattr(glimpse, "MOST_VEHICLES", 2)
    many = tuple(replace(one, id=f"id{n}") for n in range(10))
    kept = glimpse.glimpse_of({}, found.contents, replace(found.garage, cards=many))
    assert [each.id for each in kept.garage.cards] == ["id0", "id1"]


WATCHED = """
import builtins, sys
from pathlib import Path
from client.app.start import prepare_window
prepare_window()
from client.app.window import run_window
from PySide6.QtCore import QTimer

def watch(view):
    late = ("sqlalchemy", "asyncio", "client.store", "client.operations", "garage.records")
    print("early", [name for name in late if name in sys.modules])
    print("own import", builtins.__import__ is builtins.__orig_import__)

    def painted():
        print("cards", len(view.shell.page.grid.cards))
        view.desk.opened.connect(view.shell.close)
    view.when_painted(painted)

sys.exit(run_window(Path(sys.argv[1]), ["paddock"], watch))
"""


def test_the_first_picture_waits_for_neither_the_store_nor_the_event_loops_library(seen):
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(seen)],
        cwd=ROOT, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["early []", "own import True", "cards 1"], done.stderr
    assert done.returncode == 0
