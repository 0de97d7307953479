"""Several accounts on one computer: a profile each, in a window of its own."""

import pytest
from PySide6.QtCore import QProcess

from client.store import Store
from client.store.account import set_account
from client.store.profiles import make_profile, profiles_beside
from client.ui.account.profiles_card import ProfilesCard, command_for
from tests.client.ui.account.conftest import PATIENCE


@pytest.fixture
def started(monkeypatch):
    """What would have been started."""
    found = []

    def start(program, arguments, _folder):
        found.append([program, *arguments])
        return True, 1

    monkeypatch.setattr(QProcess, "startDetached", start)
    return found


@pytest.fixture
def card(desk, qtbot, settled, tmp_path):
    with Store(tmp_path / "Club") as other:
        other.name_home("The club")
        other.layered(
            lambda t: set_account(t.connection, server="https://x.example", email="ann@x.example")
        )
    made = ProfilesCard(desk)
    qtbot.addWidget(made)
    made.show()
    made.refresh()
    settled()
    return made


def test_each_profile_is_told_with_its_account_and_opens_in_a_window(card, started, tmp_path):
    here, other = card.rows
    assert here.open.isHidden()
    assert (other.title.text(), other.account.text()) == ("The club", "ann@x.example")
    other.open.click()
    assert started == [command_for(tmp_path / "Club")]


def test_the_account_of_this_window_is_told_as_soon_as_it_syncs(
    card, desk, store, sign_in, phase, qtbot
):
    assert card.rows[0].account.text() == "Only on this computer"
    sign_in(store)
    desk.sync.begin(store)
    phase("synced")
    qtbot.waitUntil(lambda: card.rows[0].account.text() == "ann@example.org", timeout=PATIENCE)


def test_another_account_gets_a_folder_of_its_own(card, started, settled, tmp_path):
    card.add_account.click()
    settled()
    assert started == [command_for(tmp_path / "profile 2")]
    assert (tmp_path / "profile 2").is_dir()


def test_folders_are_counted_and_never_taken_twice(tmp_path):
    (tmp_path / "Paddock").mkdir()
    second = make_profile(tmp_path / "Paddock")
    assert (second.name, make_profile(second).name) == ("Paddock 2", "Paddock 3")


def test_a_damaged_profile_is_there_and_says_no_more(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "paddock.sqlite").write_bytes(b"not a database" * 100)
    assert [each.folder.name for each in profiles_beside(tmp_path / "two")] == ["two", "one"]
