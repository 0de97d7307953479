"""Calendars shared by an address and subscribed to by one, over real servers, by either hand."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from PySide6.QtGui import QGuiApplication

from client.operations import subscriptions
from client.operations.calendars import add_calendar
from client.ui.theme import Scheme, apply
from tests.client.hands.family import a_family, at_window
from tests.client.served import sync


@pytest.fixture
def sharing_person(tmp_path, qapp, qtbot):
    """Jonas, who is signed in and has a calendar of the club's."""
    apply(qapp, Scheme.LIGHT)
    with a_family(tmp_path) as family:
        add_calendar(family.store, {"name": "Club"})
        sync(family.store)
        with at_window(family.store, qtbot) as made:
            yield made


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def answer(url: str) -> int:
    """What whoever has the address is answered."""
    with httpx.Client(trust_env=False, timeout=60) as client:
        found = client.get(url)
    assert found.status_code != 200 or "BEGIN:VCALENDAR" in found.text
    return found.status_code


def test_an_address_is_made_copied_taken_back_and_revoked_by_the_mouse(sharing_person):
    person = sharing_person
    person.click("Calendar")
    person.menu_of("Club")
    person.choose("Share by an address")
    person.click("Titles")
    person.click("Make an address")
    person.click("Copy the address")
    taken_back = clipboard()
    assert answer(taken_back) == 200
    person.click("Done")
    assert person.toast == "Club has an address now"
    person.click("Undo")
    assert answer(taken_back) in (404, 410)
    person.menu_of("Club")
    person.choose("Share by an address")
    person.click("Make an address")
    person.click("Copy the address")
    kept = clipboard()
    assert kept != taken_back
    person.click("Done")
    # Those there are can be revoked, once one was asked.
    person.menu_of("Club")
    person.choose("Share by an address")
    person.click("Revoke Club")
    person.click("Cancel")
    assert answer(kept) == 200
    person.click("Revoke Club")
    person.click("Revoke")
    assert person.sees("Club: revoked")
    assert answer(kept) in (404, 410)
    person.press("Escape")


def test_an_address_is_made_copied_taken_back_and_revoked_by_keys(sharing_person):
    person = sharing_person
    person.press("Ctrl+2")
    person.go_to("Club")
    person.press("Menu")
    person.pick("Share by an address")
    person.press("Return")
    assert person.at == "Copy the address"
    person.press("Return")
    taken_back = clipboard()
    assert answer(taken_back) == 200
    person.go_to("Done")
    person.press("Return")
    person.undo()
    assert answer(taken_back) in (404, 410)
    person.command("Share all my calendars")
    person.press("Return", "Return")
    kept = clipboard()
    person.press("Escape")
    assert answer(kept) == 200
    person.command("Share all my calendars")
    person.go_to("Revoke All my calendars")
    person.press("Return")
    assert person.at == "Cancel"
    person.press("Return")
    assert answer(kept) == 200
    person.go_to("Revoke All my calendars")
    person.press("Return")
    person.go_to("Revoke")
    person.press("Return")
    assert person.sees("All my calendars: revoked")
    assert answer(kept) in (404, 410)
    person.press("Escape")


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@dataclass
class Club:
    """A web server of a club's, and the file that it publishes at an address."""

    address: str
    file: Path
    editions: int = 0

    def publish(self, *titles: str) -> None:
        """All-day events of 19 November."""
        events = (
            f"BEGIN:VEVENT\r\nUID:{title}@club\r\nDTSTAMP:20260101T000000Z\r\n"
            f"SUMMARY:{title}\r\nDTSTART;VALUE=DATE:20261119\r\nEND:VEVENT\r\n"
            for title in titles
        )
        whole = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n"
        self.file.write_bytes(whole.encode())
        # What HTTP tells of when a file was changed is told in whole seconds.
        self.editions += 1
        changed = 1_700_000_000 + self.editions
        os.utime(self.file, (changed, changed))


@pytest.fixture
def club(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Club]:
    """It publishes a meeting."""
    folder = tmp_path / "club"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    # It is on this machine, and feeds are read from the whole world's addresses alone.
    reach = partial(subscriptions.Reach, allowed=lambda _address: True)
    monkeypatch.setattr(subscriptions, "Reach", reach)
    made = Club(f"http://127.0.0.1:{server.server_port}/club.ics", folder / "club.ics")
    made.publish("Meeting")
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def shown(person) -> list[str]:
    """The events in the calendar's view."""
    return sorted(each.title for each in person.shell.page.read.entries if each.kind == "event")


def test_a_calendar_on_the_web_is_subscribed_to_read_again_and_let_go_by_the_mouse(person, club):
    person.click("Calendar")
    person.click("All commands")
    person.choose("Subscribe to a calendar")
    person.click("Subscribe")
    assert person.sees("Write the address")
    person.click("Address")
    person.type(club.address)
    person.click("Name")
    person.type("Old-timers")
    person.click("Subscribe")
    assert person.toast == "The feed was read"
    assert shown(person) == ["Dentist", "Meeting"]
    person.click("Undo")
    assert shown(person) == ["Dentist"]
    person.press("Ctrl+Shift+Z")
    assert shown(person) == ["Dentist", "Meeting"]
    club.publish("Meeting", "Tour")
    person.menu_of("Old-timers")
    person.choose("Read again")
    assert not person.sees("Undo")
    assert shown(person) == ["Dentist", "Meeting", "Tour"]
    person.menu_of("Old-timers")
    person.choose("Delete…")
    person.click("Delete")
    assert shown(person) == ["Dentist"]
    person.click("Undo")
    assert shown(person) == ["Dentist", "Meeting", "Tour"]


def test_a_calendar_on_the_web_is_subscribed_to_read_again_and_let_go_by_keys(person, club):
    person.press("Ctrl+2")
    person.command("Subscribe to a calendar")
    person.type(club.address)
    person.press("Tab")
    person.type("Old-timers")
    person.press("Return")
    assert shown(person) == ["Dentist", "Meeting"]
    club.publish("Tour")
    person.go_to("Old-timers")
    person.press("Menu")
    person.pick("Read again")
    assert shown(person) == ["Dentist", "Tour"]
    # What is undone is the subscription; what the feed brought goes with it.
    person.undo()
    assert shown(person) == ["Dentist"]
    assert [each.name for each in person.records("calendar")] == ["Club", "Family"]
