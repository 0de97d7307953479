"""A walk of the tour: alarms as they are told, and the settings of when, and of the week."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.operations.alarm_told import AlarmTold
    from client.ui.desk import Desk
    from client.ui.shell.shell import Shell


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these; nothing is written."""
    from client.ui.calendar.alarm_cards import AlarmCards
    from client.ui.routes import CALENDAR, SETTINGS, Route

    desk = shell.desk
    desk.go(Route(CALENDAR, tab="week"))
    tour.settle(desk)
    cards = AlarmCards(shell.stack)
    cards.show_alarms(_told(desk), desk.now(), desk.preferences)
    tour.settle(desk)
    tour.in_both("04-alarm-cards", shell, desk)
    cards.show_alarms((), desk.now(), desk.preferences)
    cards.deleteLater()
    for tab, name in (("alarms", "20-settings-alarms"), ("region", "20-settings-region")):
        desk.go(Route(SETTINGS, tab=tab))
        tour.settle(desk)
        tour.in_both(name, shell, desk)


def _told(desk: Desk) -> tuple[AlarmTold, ...]:
    """An event that begins soon, what is due today, and what is expected."""
    from client.operations.alarm_told import AlarmTold
    from garage.words import told

    now = desk.now().replace(second=0, microsecond=0)
    today = datetime.combine(desk.today(), time(), tzinfo=desk.zone)
    a_day, start = timedelta(days=1), now + timedelta(hours=1)
    return (
        AlarmTold("1", (), "", "Beetle club", now, start, start + timedelta(hours=2), False,
                  "Gasthof Post"),
        AlarmTold("2", (), "", told("{what} ends", what="TÜV"), now, today, today + a_day, True,
                  "Octavia", kind="inspection"),
        AlarmTold("3", (), "", "Oil change", now, today + a_day, today + 2 * a_day, True, "Octavia",
                  kind="reminder", estimate=True, completable=True),
    )  # fmt: skip
