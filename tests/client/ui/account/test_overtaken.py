"""A value that lost to an edit made elsewhere: both are shown, and either is a press away."""

import pytest
from sqlalchemy import insert, update

from client.operations.makers import makers_of
from client.operations.overtaken_here import vehicle_overtaken
from client.store.codec import codec
from client.store.schema import PEOPLE
from client.ui.account.overtaken_words import overtaken_words
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.history_tab import HistoryTab
from client.ui.vehicles.record_history import open_history
from client.ui.vehicles.shown import Shown
from garage.records import Vehicle, kind_named
from tests.client.ui.account.conftest import PATIENCE


@pytest.fixture
def tab(shell, desk, overtaken, settled, qtbot):
    """The vehicle's history, once the sync has brought what lost."""
    desk.go(Route(VEHICLE, overtaken, "history"))
    settled()
    found = shell.page.findChild(HistoryTab)
    qtbot.waitUntil(lambda: found.card.isVisible(), timeout=PATIENCE)
    return found


def name_of(store):
    return [v.name for v in store.read(lambda reader: reader.all(Vehicle))]


def keys(tab):
    return list(tab.filter.keys)


def test_both_values_are_shown_and_the_one_that_lost_is_used_instead(
    tab, store, elsewhere, settled, qtbot
):
    assert tab.card.used.value.text() == "Theirs"
    assert tab.card.kept.value.text() == "Mine"
    assert tab.card.head.accessibleName().startswith(
        "Your edit on another device overtook yours: Name"
    )
    assert "on this computer" in tab.card.kept.when.text()
    assert "overtaken" in keys(tab)
    tab.card.use.click()
    settled()
    qtbot.waitUntil(lambda: tab.card.isHidden(), timeout=PATIENCE)
    assert name_of(store) == ["Mine"]
    assert "overtaken" not in keys(tab)

    def arrived():
        elsewhere.sync()
        return elsewhere.names() == ["Mine"]

    qtbot.waitUntil(arrived, timeout=PATIENCE)


def test_fine_as_it_is_asks_no_more_and_changes_nothing(tab, store, overtaken, settled, qtbot):
    tab.card.fine_button.click()
    qtbot.waitUntil(lambda: tab.card.isHidden(), timeout=PATIENCE)
    settled()
    assert name_of(store) == ["Theirs"]
    assert store.read(lambda reader: vehicle_overtaken(reader, overtaken)) == []
    history = store.read(lambda reader: reader.history(overtaken))
    assert any(each.overtaken and each.value == "Mine" for each in history)
    sheet = open_history(tab.desk, tab, overtaken)
    settled()
    (row,) = [row for row in sheet.list.rows() if row.earlier and row.deed < 0]
    sheet.list.use_wanted.emit(row.earlier)
    settled()
    assert name_of(store) == ["Mine"]
    sheet.accept()


def test_the_overtaken_alone_are_shown_when_asked_for(tab, settled):
    tab.filter.set_current("overtaken")
    tab.filter.chosen.emit("overtaken")
    settled()
    (row,) = [row for row in tab.list.rows() if row.earlier is not None]
    assert (row.label, row.before, row.after) == ("Name", "Mine", "Theirs")


def test_the_activity_stands_beside_the_history_where_there_is_room(tab, shell, settled):
    shell.resize(1500, 900)
    settled()
    assert tab.activity.isVisible()
    shell.resize(1000, 900)
    settled()
    assert not tab.activity.isVisible()


def test_a_member_who_overtook_is_named(tab, store, overtaken, desk):
    """Whose a device is shows a record that they made on it."""
    (lost,) = store.read(lambda reader: vehicle_overtaken(reader, overtaken))
    device = "a" * 16

    def made_by_anna(transaction):
        table = codec(kind_named("vehicle")).table
        transaction.connection.execute(
            update(table).values(author="anna", stamp=f"{1:016x}{device}", stamps=None)
        )
        transaction.connection.execute(insert(PEOPLE).values(id="anna", name="Anna"))

    store.layered(made_by_anna)
    makers = store.read(lambda reader: makers_of(reader, {device}))
    assert makers[device].name == "Anna"
    import dataclasses

    theirs = dataclasses.replace(lost, now_by=makers[device])
    shown = Shown(desk.preferences, desk.today(), desk.months)
    words = overtaken_words(theirs, shown, desk.now(), "Jonas", str)
    assert words.lead == "Anna’s edit overtook yours"
    assert words.used.who == "Anna"
    assert words.kept.who == "You"
