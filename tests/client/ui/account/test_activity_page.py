"""What went and came, what waits, and what was not taken, with what one can do about it."""

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from client.operations.kept_edits import KeptEdit, kept_edits
from client.operations.records import add, edit
from client.store.kept import keep_edit
from client.sync.diary import MOST, Diary, Line
from client.ui.account.activity_page import ActivityPage
from client.ui.account.activity_rows import why_kept
from client.ui.account.kept_dialog import KeptDialog
from client.ui.account.kept_export import save_kept
from client.ui.routes import ACTIVITY, Route
from client.ui.vehicles.record_history import RecordHistory
from garage.moments import Moment
from garage.records import Vehicle, kind_named
from tests.client.ui.account.conftest import PATIENCE


@pytest.fixture
def page(shell, settled):
    shell.desk.go(Route(ACTIVITY))
    settled()
    assert isinstance(shell.page, ActivityPage)
    return shell.page


@pytest.mark.parametrize(
    ("code", "reason", "words"),
    [
        ("too_large", "", "It is too large to sync. Make it shorter."),
        ("too_large", "it is too large", "It is too large to sync. Make it shorter."),
        ("invalid", "it has no name", "The server does not accept the value. It has no name."),
        (
            "invalid",
            "odometer: it is too large",
            "The server does not accept the value. Odometer: it is too large.",
        ),
        (
            "wrong_device",
            "a stamp is of another device",
            "The server does not take it from this device. A stamp is of another device.",
        ),
        ("server_kind", "the server writes these itself", "Only the server itself writes this."),
        ("newer", "a reason", "A reason"),
        ("newer", "", "The server refused it."),
    ],
)
def test_why_an_edit_was_not_taken_is_said_in_words(code, reason, words):
    edit = KeptEdit(1, "x", "fill_up", "", "Herbie", {}, code, reason, 0)
    assert why_kept(edit) == words


@pytest.fixture
def kept(store, herbie):
    """An edit of Herbie's name that the server did not take."""
    home = store.read(lambda reader: reader.home()[0])
    store.layered(
        lambda t: keep_edit(
            t, space=home, id_=herbie, kind="vehicle", fields={"name": "Ocho"}, stamps={"": "x"},
            base={}, code="forbidden",
        )
    )  # fmt: skip


def titles(page):
    return [row.title for row in page.panel.list.all_rows()]


def open_kept(page, qtbot):
    rows = page.panel.list
    rows.choose(rows.place_of(next(row for row in rows.rows() if row.kept is not None)))
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, KeptDialog))


def test_without_an_account_the_counts_stand_close_together(page, qtbot):
    assert page.panel.nothing.isVisible()
    card = page.panel.card
    qtbot.waitUntil(lambda: card.height() == card.sizeHint().height())


def test_what_went_and_came_is_told_with_counts_of_today(
    page, desk, store, herbie, sign_in, elsewhere, phase, qtbot
):
    sign_in(store)
    desk.sync.begin(store)
    phase("synced")
    edit(elsewhere.store, add(elsewhere.store, kind_named("vehicle"), {"name": "Dudu"}).ids[0],
         {"plate": "X"})  # fmt: skip
    elsewhere.sync()
    desk.command("sync.now").run()
    qtbot.waitUntil(lambda: "Received 1" in titles(page), timeout=PATIENCE)
    assert titles(page)[0] == "Today"
    came = next(row for row in page.panel.list.rows() if row.title == "Received 1")
    assert came.detail == "Dudu"
    assert page.panel.card.sent.text() == "1 edit"
    assert page.panel.card.waiting.text() == "0 edits"
    assert page.panel.card.server.text().startswith("127.0.0.1:")


def test_what_waits_is_named(page, desk, store, herbie, sign_in, server, settled):
    sign_in(store)
    page.refresh()
    settled()
    assert titles(page) == ["Waiting here", "Herbie"]
    assert page.panel.card.waiting.text() == "1 edit"


def test_what_went_is_named_and_opened(page, desk, store, herbie, sign_in, phase, qtbot):
    sign_in(store)
    desk.sync.begin(store)
    qtbot.waitUntil(lambda: "Sent 1" in titles(page), timeout=PATIENCE)
    (went,) = [row for row in page.panel.list.rows() if row.title == "Sent 1"]
    assert (went.detail, went.record) == ("Herbie", herbie)


def test_what_was_overtaken_is_named_and_opens_its_history(
    page, store, herbie, elsewhere, overtaken, settled, qtbot
):
    qtbot.waitUntil(lambda: "1 field overtaken" in titles(page), timeout=PATIENCE)
    rows = page.panel.list
    (lost,) = [row for row in rows.rows() if row.title == "1 field overtaken"]
    assert lost.detail == "Theirs · Name"
    rows.choose(rows.place_of(lost))
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    settled()
    (sheet,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, RecordHistory)]
    assert sheet.title.text() == "History of Theirs"
    assert any(row.earlier and row.before == "Mine" for row in sheet.list.rows())
    sheet.accept()


def test_what_was_overtaken_of_several_records_is_a_row_for_each(
    page, desk, store, herbie, sign_in, elsewhere, phase, qtbot
):
    kind = kind_named("expense")
    values = {"vehicle": herbie, "category": "toll", "title": "Gotthard", "notes": "",
              "date": Moment.parse("2026-03-01")}  # fmt: skip
    toll = add(store, kind, values).ids[0]
    sign_in(store)
    desk.sync.begin(store)
    phase("synced")
    elsewhere.sync()
    desk.sync.halt()
    for each, more in ((store, "mine"), (elsewhere.store, "theirs")):
        edit(each, herbie, {"name": f"Herbie {more}"})
        edit(each, toll, {"title": f"Gotthard {more}", "notes": more})
    elsewhere.sync()
    desk.sync.begin(store)

    def told():
        return {(row.title, row.detail, row.history) for row in page.panel.list.rows()}

    there = {
        ("1 field overtaken", "Herbie theirs · Name", herbie),
        ("2 fields overtaken", "Herbie theirs · Gotthard theirs · Notes, What for", toll),
    }
    qtbot.waitUntil(lambda: there <= told(), timeout=PATIENCE)


def test_a_line_of_an_older_version_is_still_told(page, desk, settled):
    written = b'{"at":1,"what":"synced","sent":2,"received":1,"overtaken":2,"records":["gone"]}\n'
    (desk.folder / "sync-diary.jsonl").write_bytes(written)
    page.refresh()
    settled()
    told = [(row.title, row.detail, row.history) for row in page.panel.list.rows()]
    assert told == [
        ("Sent 2, received 1", "", ""),
        ("2 fields overtaken", "The value that lost is kept in the record’s history", ""),
    ]


def test_what_is_gone_meanwhile_is_counted_and_opens_nothing(page, desk, store, settled):
    Diary(desk.folder).add(Line(1, "synced", sent=1, overtaken=1, records=("a",), lost=("b",)))
    page.refresh()
    settled()
    lost = page.panel.list.rows()[1]
    assert (lost.title, lost.history) == ("1 field overtaken", "")


def test_an_edit_that_was_not_taken_is_put_back(page, store, kept, settled, qtbot):
    page.refresh()
    settled()
    assert titles(page)[0] == "Not taken, kept here"
    dialog = open_kept(page, qtbot)
    settled()
    assert dialog.fields.itemAtPosition(0, 1).widget().text() == "Ocho"
    qtbot.mouseClick(dialog.put_back, Qt.MouseButton.LeftButton)
    settled()
    assert [v.name for v in store.read(lambda reader: reader.all(Vehicle))] == ["Ocho"]
    assert store.read(kept_edits) == []
    qtbot.waitUntil(lambda: "Not taken, kept here" not in titles(page))


def test_an_edit_that_was_not_taken_is_discarded_only_when_asked(page, store, kept, settled, qtbot):
    page.refresh()
    settled()
    qtbot.keyClick(open_kept(page, qtbot), Qt.Key.Key_Escape)
    settled()
    assert len(store.read(kept_edits)) == 1
    dialog = open_kept(page, qtbot)
    qtbot.mouseClick(dialog.discard, Qt.MouseButton.LeftButton)
    settled()
    assert store.read(kept_edits) == []


def test_kept_edits_are_saved_as_json_and_as_csv(page, desk, kept, settled, qtbot, tmp_path):
    for name in ("kept.json", "kept.csv"):
        save_kept(desk, page)
        chooser = page.findChild(QFileDialog)
        assert Path(chooser.selectedFiles()[0]).name.startswith("paddock-kept-edits-")
        chooser.setDirectory(str(tmp_path))
        chooser.selectFile(name)
        chooser.accept()
        settled()
        qtbot.waitUntil(lambda: page.findChild(QFileDialog) is None)
    (entry,) = json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))
    assert (entry["title"], entry["fields"]) == ("Herbie", {"name": "Ocho"})
    with (tmp_path / "kept.csv").open(encoding="utf-8") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["Ocho"]


def test_a_damaged_diary_costs_its_damaged_lines_alone(tmp_path):
    diary = Diary(tmp_path)
    diary.add(Line(1, "synced", sent=1))
    with (tmp_path / "sync-diary.jsonl").open("ab") as file:
        file.write(b'{"at": 2, "wh\n\xff\xfe\n')
    diary.add(Line(3, "offline"))
    assert [line.at for line in diary.lines()] == [3, 1]


def test_a_diary_keeps_its_last_lines(tmp_path):
    diary = Diary(tmp_path)
    for n in range(2 * MOST + 10):
        diary.add(Line(n, "offline"))
    written = (tmp_path / "sync-diary.jsonl").read_bytes().splitlines()
    assert len(written) < 2 * MOST
    assert diary.lines()[0].at == 2 * MOST + 9
