"""The sample garage that the window makes speaks the language that was chosen."""

from datetime import UTC, datetime

import pytest

from client.operations.sample import remove_sample_garage
from client.ui.desk import Desk
from client.ui.shell.shell import Shell
from garage.records import VehicleGroup
from tests.client.ui.shell.conftest import PlainPage
from tests.client.ui.waiting import settle


@pytest.mark.parametrize(("language", "group"), [("de", "Alltag"), ("en", "Everyday")])
def test_the_sample_is_made_in_the_chosen_language(store, person, qtbot, language, group):
    desk = Desk(store, {**person, "language": language}, lambda: datetime(2026, 11, 18, tzinfo=UTC))
    shell = Shell(desk, {"garage": PlainPage})
    qtbot.addWidget(shell)
    shell.show()
    shell.begin()
    shell.make_sample()
    settle(qtbot, desk)
    names = store.read(lambda reader: {each.name for each in reader.all(VehicleGroup)})
    home = store.read(lambda reader: reader.home()[1])
    removed = remove_sample_garage(store).title
    desk.stop()
    desk.close()
    assert group in names
    assert removed == home
