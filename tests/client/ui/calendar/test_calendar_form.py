"""The settings of calendars: made, renamed, coloured, quietened, deleted, exported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from client.operations.agenda import CalendarShown, agenda, calendars
from client.operations.calendars import add_calendar
from client.operations.event_file import calendar_file, range_file
from client.operations.events import Scope, add_event, edit_event
from client.store import Store
from client.ui.calendar.calendar_form import CalendarForm
from client.ui.calendar.calendar_menu import CalendarMenu
from client.ui.calendar.delete_calendar_dialog import DeleteCalendarDialog
from client.ui.desk import Desk
from garage.calendar.rule_text import parse_rule
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.ics.importing import read_calendar
from garage.records import Calendar
from tests.client.store.sharing import hold, put, sign_in
from tests.client.ui.calendar.conftest import BERLIN, TODAY

WEEKLY = EventTimes(
    start=datetime(2026, 11, 19, 19), end=datetime(2026, 11, 19, 21), zone="Europe/Berlin",
    rules=(parse_rule("FREQ=WEEKLY;BYDAY=TH;COUNT=3"),),
)  # fmt: skip


@pytest.fixture
def menu(desk: Desk, page: QWidget) -> CalendarMenu:
    return CalendarMenu(desk, page)


def _shown(store: Store, name: str) -> CalendarShown:
    return next(one for one in store.read(calendars) if one.name == name)


def _form(page: QWidget) -> CalendarForm:
    form = page.findChild(CalendarForm)
    assert isinstance(form, CalendarForm)
    return form


def test_a_calendar_is_made_with_its_colour(
    menu: CalendarMenu, store: Store, page: QWidget, qtbot: QtBot, settled: Callable[[], None]
) -> None:
    menu.new()
    form = _form(page)
    form.fields["name"].set_text("Club")
    for _press in range(2):
        qtbot.keyClick(form.colour, Qt.Key.Key_Right)
    form.save()
    settled()
    made = _shown(store, "Club")
    assert (made.colour, made.muted) == ("goldenrod", False)


def test_a_calendar_without_a_name_is_told_so(menu: CalendarMenu, page: QWidget) -> None:
    menu.new()
    form = _form(page)
    form.save()
    assert form.fields["name"].error
    assert form.isVisible()


def test_a_calendar_is_renamed_and_made_quiet(
    menu: CalendarMenu, desk: Desk, store: Store, page: QWidget, settled: Callable[[], None]
) -> None:
    add_calendar(store, {"name": "Club", "colour": "sienna"})
    menu.edit(_shown(store, "Club"))
    form = _form(page)
    assert form.colour.value() == "sienna"
    assert not form.is_changed()
    form.fields["name"].set_text("Beetle club")
    form.muted.setChecked(True)
    assert form.shows_busy is not None
    assert not form.shows_busy.isChecked()
    form.shows_busy.setChecked(True)
    form.save()
    settled()
    shown = _shown(store, "Beetle club")
    assert shown.muted
    assert shown.shows_busy
    store.undo()
    assert not _shown(store, "Club").muted
    # A calendar that somebody else made, or that records fill, tells nobody when one is busy.
    for one in (replace(_shown(store, "Club"), own=False), store.read(calendars)[-1]):
        other = CalendarForm(desk, page, one)
        assert other.shows_busy is None
        other.close()


def test_what_is_due_can_have_another_colour(
    menu: CalendarMenu, store: Store, page: QWidget, settled: Callable[[], None]
) -> None:
    menu.edit(next(one for one in store.read(calendars) if one.id == "due:reminders"))
    form = _form(page)
    form.colour.show_value("sienna")
    form.save()
    settled()
    due = next(one for one in store.read(calendars) if one.id == "due:reminders")
    assert due.colour == "sienna"
    assert due.name == "Reminders"


def _filled(store: Store) -> tuple[str, str]:
    club = add_calendar(store, {"name": "Club", "colour": "sienna"}).ids[0]
    family = add_calendar(store, {"name": "Family", "colour": "royalblue"}).ids[0]
    id_ = add_event(store, {"calendar": club, "title": "Evening", "times": WEEKLY}).ids[0]
    second = InstanceId(datetime(2026, 11, 26, 19), "Europe/Berlin")
    edit_event(store, id_, {"title": "Evening with cake"}, second, Scope.THIS)
    return club, family


def _titles(store: Store) -> list[str]:
    found = store.read(
        lambda reader: agenda(reader, TODAY, date(2026, 12, 31), BERLIN, today=TODAY)
    )
    return [f"{each.start:%d.%m.} {each.title}" for each in found]


def test_the_events_go_to_the_trash_with_it_and_come_back(
    menu: CalendarMenu, store: Store, page: QWidget, settled: Callable[[], None]
) -> None:
    _filled(store)
    menu.delete(_shown(store, "Club"))
    settled()
    dialog = page.findChild(DeleteCalendarDialog)
    assert isinstance(dialog, DeleteCalendarDialog)
    dialog.action.click()
    settled()
    assert _titles(store) == []
    store.undo()
    assert len(_titles(store)) == 3


def test_the_events_can_move_into_another_first(
    menu: CalendarMenu, store: Store, page: QWidget, settled: Callable[[], None]
) -> None:
    _filled(store)
    menu.delete(_shown(store, "Club"))
    settled()
    dialog = page.findChild(DeleteCalendarDialog)
    assert isinstance(dialog, DeleteCalendarDialog)
    dialog.into.setCurrentIndex(dialog.into.findText("They move into “Family”"))
    dialog.action.click()
    settled()
    assert _titles(store) == ["19.11. Evening", "26.11. Evening with cake", "03.12. Evening"]
    names = [one.name for one in store.read(calendars) if one.of == "events"]
    assert names == ["Family"]
    store.undo()
    assert _shown(store, "Club").name == "Club"


def test_what_is_due_offers_neither_export_nor_deletion(menu: CalendarMenu, store: Store) -> None:
    due = next(one for one in store.read(calendars) if one.id == "due:plan")
    made = menu.menu_of(due)
    offered = [action.text() for action in made.actions()]
    assert offered == ["Edit…", "Its alarms stay quiet", "Share by an address…"]
    made.close()


def test_who_may_only_look_mutes_a_calendar_for_themselves(
    menu: CalendarMenu, store: Store, page: QWidget, settled: Callable[[], None]
) -> None:
    sign_in(store)
    id_ = put(store, hold(store), "calendar", name="Club")
    hold(store, role="viewer")

    def quiet() -> QAction:
        made = menu.menu_of(_shown(store, "Club"))
        return next(one for one in made.actions() if one.text() == "Its alarms stay quiet")

    assert (quiet().isEnabled(), quiet().isChecked()) == (True, False)
    quiet().trigger()
    settled()
    assert quiet().isChecked()
    assert not store.read(lambda reader: reader.get(Calendar, id_)).muted
    # The form shows what is so for the person, and keeps it the same way.
    menu.edit(_shown(store, "Club"))
    form = _form(page)
    assert form.muted.isChecked()
    form.muted.setChecked(False)
    form.save()
    settled()
    assert not quiet().isChecked()
    store.undo()
    assert quiet().isChecked()


def test_a_calendar_is_exported_with_its_exceptions(store: Store) -> None:
    club, _family = _filled(store)
    text = store.read(lambda reader: calendar_file(reader, club, "Europe/Berlin"))
    read = read_calendar(text.encode())
    assert read.name == "Club"
    assert [event.values["title"] for event in read.events] == ["Evening", "Evening with cake"]


def test_days_are_exported_with_whole_series(store: Store) -> None:
    _filled(store)
    first, last = date(2026, 12, 1), date(2026, 12, 8)
    text = store.read(
        lambda reader: range_file(reader, first, last, BERLIN, "1 – 7 December", TODAY)
    )
    read = read_calendar(text.encode())
    assert len(read.events) == 2
    assert store.read(
        lambda reader: range_file(reader, date(2027, 1, 1), last, BERLIN, "x", TODAY)
    ).count("VEVENT") == 0  # fmt: skip
