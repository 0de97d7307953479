"""The form of an event tells who is busy then: from what one may read, or by the server."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from client.errors import ServerAway
from client.operations.busy_elsewhere import BusyElsewhere
from client.operations.events import Along, add_event
from client.store import Store
from client.ui.calendar.attendee_rows import AttendeeRow
from client.ui.calendar.event_deeds import EventDeeds
from client.ui.desk import Desk
from garage.calendar.times import EventTimes
from tests.client.ui.calendar.conftest import BERLIN
from tests.client.ui.calendar.event_forms import opened, series


def test_who_is_busy_then_is_told_while_one_types(
    deeds: EventDeeds, store: Store, settled: Callable[[], None], family: str
) -> None:
    review = EventTimes(
        start=datetime(2026, 11, 19, 9, 30), end=datetime(2026, 11, 19, 11), zone="Europe/Berlin"
    )
    anna = {"name": "Anna", "address": "mailto:anna@example.com", "state": "accepted"}
    values = {"calendar": family, "title": "Review", "times": review}
    add_event(store, values, [Along("attendee", values=anna)])
    add_event(store, {**values, "title": "Lunch menu", "free": True})
    start = datetime(2026, 11, 19, 9, tzinfo=BERLIN)
    form = deeds.new(start, start.replace(hour=10), all_day=False)
    settled()
    assert form.times.busy.text() == "At the same time: Review, 09:30"
    row = form.attendees.add_row()
    assert isinstance(row, AttendeeRow)
    row.who.setText("Anna <Anna@example.com>")
    row.touched.emit()
    settled()
    assert row.asked == "Busy then: Review, 09:30"
    form.times.from_time.setText("12")
    form.times.from_time.left.emit()
    settled()
    assert not form.times.busy.isVisible()
    assert row.asked == ""


def test_the_server_says_who_is_busy_whose_calendars_one_may_not_read(
    deeds: EventDeeds, settled: Callable[[], None], family: str, qtbot: QtBot, desk: Desk
) -> None:
    start = datetime(2026, 11, 19, 9, tzinfo=BERLIN)
    said = {
        "mailto:anna@example.com": BusyElsewhere(
            known=True, spans=((start, start.replace(hour=11)),)
        ),
        "mailto:karl@example.com": BusyElsewhere(known=True),
        "mailto:eve@example.com": BusyElsewhere(known=False),
    }
    asked: list[tuple[datetime, datetime]] = []
    errors: list[Exception] = []

    def ask(
        _store: Store, addresses: Sequence[str], since: datetime, before: datetime
    ) -> Mapping[str, BusyElsewhere]:
        asked.append((since, before))
        if errors:
            raise errors[0]
        return {each: said[each] for each in addresses if each in said}

    form = deeds.new(start, start.replace(hour=10), all_day=False)
    settled()
    far = form.busy.far
    far.ask = ask
    far.pause.setInterval(0)
    for who in (*said, "Uncle Karl"):
        row = form.attendees.add_row()
        assert isinstance(row, AttendeeRow)
        row.who.setText(who.removeprefix("mailto:"))
    with qtbot.waitSignal(far.answered):
        form.attendees.touched.emit()
    settled()

    def told() -> list[str]:
        return [row.asked or row.note for row in form.attendees.guests]

    assert told() == ["Busy then: 09:00 – 11:00", "Free then", "Not known whether free", ""]
    assert asked == [(start, start.replace(hour=10))]
    # Another time is another question; what was said of the first is not shown for it.
    errors.append(ServerAway("no answer", "look later"))
    far.pause.setInterval(60_000)
    form.times.from_time.setText("14")
    form.times.from_time.left.emit()
    settled()
    assert told() == ["", "", "", ""]
    with qtbot.waitSignal(far.answered):
        far.pause.start(0)
    away = "Not known whether free: the server cannot be reached"
    assert told() == [away, away, away, ""]
    # Of whole days nothing is asked.
    form.times.all_day.click()
    settled()
    assert told() == ["", "", "", ""]


def test_an_event_is_never_in_its_own_way(
    deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None], family: str
) -> None:
    series(store, family)
    form = opened(deeds, store, page, settled)
    assert form.times.busy.text() == ""
