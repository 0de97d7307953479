"""The desk: work off the GUI thread, results on it, and nobody told who is gone."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QWidget

from client.errors import BadRequest
from client.operations.records import add, delete
from client.store import Store
from client.ui.desk import Desk
from client.ui.vehicles import turned_words
from garage.records import Vehicle, kind_named
from tests.client.ui.waiting import settle

VEHICLE = kind_named("vehicle")


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def desk(store, qtbot):
    made = Desk(store, {"zone": "UTC"})
    yield made
    made.stop()
    made.close()


@pytest.fixture
def owner(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def wait(qtbot, desk):
    settle(qtbot, desk)


def adding(name):
    return lambda store: add(store, VEHICLE, {"name": name})


def test_a_read_runs_elsewhere_and_is_told_on_the_gui_thread(desk, owner, qtbot, qapp):
    seen = []

    def work(reader):
        seen.append(QThread.currentThread() is qapp.thread())
        return reader.count(VEHICLE)

    desk.read(owner, work, lambda n: seen.append((n, QThread.currentThread() is qapp.thread())))
    wait(qtbot, desk)
    assert seen == [False, (0, True)]


def test_a_newer_read_supersedes_an_older_one_of_the_same_owner(desk, owner, qtbot):
    told = []
    hold = threading.Event()
    for number in range(3):

        def work(_reader, number=number):
            hold.wait(60)
            return number

        desk.read(owner, work, told.append)
    hold.set()
    wait(qtbot, desk)
    assert told == [2]


def test_a_read_begins_once_the_window_is_painted(desk, owner, qtbot):
    seen = []

    class Shown(QWidget):
        def paintEvent(self, event):
            seen.append("painted")

    def work(reader):
        seen.append("read")

    shown = Shown()
    qtbot.addWidget(shown)
    shown.show()
    qtbot.waitUntil(lambda: "painted" in seen)
    wait(qtbot, desk)
    seen.clear()
    desk.read(owner, work, lambda _none: seen.append("told"))
    shown.update()
    wait(qtbot, desk)
    assert seen == ["painted", "read", "told"]


def test_reads_of_two_kinds_by_one_owner_are_both_told(desk, owner, qtbot):
    told = []
    desk.read(owner, lambda reader: "one", told.append)
    desk.read(owner, lambda reader: "two", told.append)
    wait(qtbot, desk)
    assert sorted(told) == ["one", "two"]


def test_who_was_deleted_meanwhile_is_not_told(desk, qtbot, qapp):
    told = []
    hold = threading.Event()
    gone = QWidget()
    desk.read(gone, lambda _reader: hold.wait(60), told.append)
    gone.deleteLater()
    qapp.sendPostedEvents(gone, 52)
    hold.set()
    wait(qtbot, desk)
    assert told == []


def test_an_operation_is_told_to_everyone_and_said_with_undo(desk, owner, qtbot):
    changes, said = [], []
    desk.changed.connect(changes.append)
    desk.said.connect(lambda words, undoable: said.append((words, undoable)))
    desk.operate(owner, adding("Octavia"))
    wait(qtbot, desk)
    assert [change.concerns("vehicle") for change in changes] == [True]
    assert said == [("Added: Octavia", True)]


def test_an_operation_is_told_to_everyone_even_when_its_page_is_gone(desk, qtbot, qapp):
    changes, done = [], []
    desk.changed.connect(changes.append)
    gone = QWidget()
    desk.operate(gone, adding("Octavia"), done.append)
    gone.deleteLater()
    qapp.sendPostedEvents(gone, 52)
    wait(qtbot, desk)
    assert (len(changes), done) == (1, [])


def test_undo_takes_back_the_last_operation_and_redo_does_it_again(desk, owner, store, qtbot):
    desk.operate(owner, adding("Octavia"))
    desk.undo()
    wait(qtbot, desk)
    assert store.read(lambda reader: reader.all(Vehicle)) == []
    desk.redo()
    wait(qtbot, desk)
    assert [v.name for v in store.read(lambda reader: reader.all(Vehicle))] == ["Octavia"]


def test_an_undo_whose_words_cannot_be_read_is_told_as_done(desk, owner, store, qtbot, monkeypatch):
    def unreadable(*_args):
        raise OSError("the disk is gone")

    desk.operate(owner, adding("Octavia"))
    wait(qtbot, desk)
    monkeypatch.setattr(turned_words, "turned_words", unreadable)
    changes, said, failed = [], [], []
    desk.changed.connect(changes.append)
    desk.said.connect(lambda words, _undoable: said.append(words))
    desk.failed.connect(failed.append)
    desk.undo()
    wait(qtbot, desk)
    assert store.read(lambda reader: reader.all(Vehicle)) == []
    assert [change.concerns("vehicle") for change in changes] == [True]
    assert (said, failed) == (["Undone: Octavia"], [])


def test_an_operation_that_fails_goes_to_who_asked_or_else_to_the_window(desk, owner, qtbot):
    window, own = [], []
    desk.failed.connect(window.append)
    desk.undo()
    desk.operate(owner, lambda store: delete(store, ["nothing"]), failed=own.append)
    wait(qtbot, desk)
    assert [type(error) for error in window] == [BadRequest]
    assert len(own) == 1


def test_what_another_process_writes_is_told_once(desk, store, qtbot):
    changes = []
    desk.changed.connect(changes.append)
    desk.look_for_changes()
    wait(qtbot, desk)
    with Store(store.folder) as other:
        add(other, VEHICLE, {"name": "Octavia"})
    for _again in range(2):
        desk.look_for_changes()
        wait(qtbot, desk)
    assert [change.concerns("vehicle") for change in changes] == [True]


def test_our_own_edit_is_not_told_a_second_time_by_the_watch(desk, owner, qtbot):
    changes = []
    desk.changed.connect(changes.append)
    desk.look_for_changes()
    wait(qtbot, desk)
    desk.operate(owner, adding("Octavia"))
    wait(qtbot, desk)
    desk.look_for_changes()
    wait(qtbot, desk)
    assert len(changes) == 1


def test_closing_waits_for_the_writes_that_were_asked_for(tmp_path, qtbot, owner):
    with Store(tmp_path / "profile") as store:
        desk = Desk(store, {})
        for name in ("Octavia", "Z3", "Herbie"):
            desk.operate(owner, adding(name))
        desk.close()
        assert store.read(lambda reader: reader.count(VEHICLE)) == 3


def test_settings_are_checked_kept_and_told(desk, owner, store, qtbot):
    told, failed = [], []
    desk.settings_changed.connect(lambda: told.append(desk.preferences.currency))
    desk.failed.connect(failed.append)
    desk.change_settings(owner, {"region": "GB"})
    desk.change_settings(owner, {"theme": "pink"})
    wait(qtbot, desk)
    assert told == ["GBP"]
    assert "pink" in str(failed[0])


def test_what_is_asked_before_the_store_is_open_waits_and_is_then_done_in_order(
    store, owner, qtbot
):
    desk = Desk(None, {"zone": "UTC"})
    told = []
    desk.opened.connect(lambda: told.append("open"))
    desk.operate(owner, adding("Octavia"), lambda changes: told.append(changes.title))
    desk.operate(owner, adding("Herbie"), lambda changes: told.append(changes.title))
    for _again in range(2):
        desk.read(owner, lambda reader: told.append("read"), lambda _answer: None, key="one")
    assert (desk.is_open, desk.workers.idle) == (False, False)
    desk.open(store, {"zone": "UTC"})
    wait(qtbot, desk)
    assert desk.is_open
    assert told[0] == "open"
    assert [word for word in told if word in ("Octavia", "Herbie")] == ["Octavia", "Herbie"]
    assert told.count("read") == 1
    desk.close()


def test_settings_that_changed_before_the_store_was_open_are_told(store, qtbot):
    desk = Desk(None, {"region": "IE"})
    told = []
    desk.settings_changed.connect(lambda: told.append(desk.preferences.currency))
    assert desk.preferences.currency == "EUR"
    desk.open(store, {"region": "GB"})
    assert told == ["GBP"]
    desk.stop()
    desk.close()


def test_a_desk_that_never_opened_closes(owner, qtbot):
    desk = Desk(None, {})
    desk.operate(owner, adding("Octavia"))
    desk.close()
    assert desk.workers.idle


def test_every_page_is_read_again_when_the_day_turns(store, qtbot):
    moment = [datetime(2026, 11, 18, 23, 59, 30, tzinfo=UTC)]
    desk = Desk(store, {"zone": "UTC"}, lambda: moment[0])
    told = []
    desk.settings_changed.connect(lambda: told.append(desk.today()))
    desk.look_at_clock()
    desk.look_at_clock()
    assert told == []
    moment[0] += timedelta(minutes=1)
    desk.look_at_clock()
    assert told == [date(2026, 11, 19)]
    desk.stop()
    desk.close()


def test_every_page_is_read_again_when_the_system_changes_its_zone(store, qtbot, monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    desk = Desk(store, {}, lambda: datetime(2026, 11, 18, 12, tzinfo=UTC))
    told = []
    desk.settings_changed.connect(lambda: told.append(str(desk.zone)))
    desk.look_at_clock()
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    desk.look_at_clock()
    desk.look_at_clock()
    assert told == ["Asia/Tokyo"]
    assert desk.now().hour == 21
    desk.stop()
    desk.close()


class _Held:
    """What work holds on to, such as the dialog that asked for it; says where it was let go."""

    def __init__(self, went: list[str]) -> None:
        self._went = went

    def __del__(self) -> None:
        self._went.append(threading.current_thread().name)


@pytest.mark.parametrize("way", ["read", "operate", "run"])
def test_what_work_holds_is_let_go_on_the_gui_thread(desk, owner, qtbot, way):
    went: list[str] = []

    def ask(number: int) -> None:
        held = _Held(went)

        def work(given):
            assert held
            if number % 3 == 2:
                raise BadRequest("no", "do something else")
            return given.count(VEHICLE) if way == "read" else add(given, VEHICLE, {"name": "x"})

        getattr(desk, way)(owner, work, lambda told: held, lambda error: held)

    for number in range(60):
        ask(number)
        if number % 4:
            wait(qtbot, desk)
    wait(qtbot, desk)
    assert went == [threading.main_thread().name] * 60


def test_what_is_kept_beside_a_change_under_way_stays(desk, owner, store, qtbot):
    desk.workers.hold()
    desk.change_settings(owner, {"name": "Jonas"})
    desk.keep({"recent": ["a"]})
    told = []
    desk.settings_changed.connect(lambda: told.append(dict(desk.settings)))
    desk.workers.release()
    wait(qtbot, desk)
    assert [(each["name"], each["recent"]) for each in told] == [("Jonas", ["a"])]
    settings = store.read(lambda reader: reader.settings())
    assert (settings["name"], settings["recent"]) == ("Jonas", ["a"])
    desk.change_settings(owner, {"recent": ["b"]})
    wait(qtbot, desk)
    assert desk.settings["recent"] == ["b"]
