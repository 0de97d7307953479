"""A line in the search popup that says an event: "MOT Tuesday 9:00 for the Golf"."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from client.ui.shell.found import Found
from client.ui.text import _, said

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from client.store import Reader
    from client.ui.calendar.event_chips import EventKnown
    from client.ui.desk import Desk
    from client.ui.shell.known import Known
    from client.ui.vehicles.shown import Shown
    from garage.quick.events import UnderstoodEvent
    from garage.reading import Reading

_WORD = re.compile(r"[^\W\d_]{3,}")
_TIMED = frozenset(("time", "repeat", "remind"))


def found_event(
    reader: Reader,
    text: str,
    shown: Shown,
    reading: Reading,
    save: Callable[..., None],
    known: Known,
) -> list[Found]:
    """The event that a line says, as understood; `save` is called with it.

    Only a line that says a day to come and more of when is one: others are searches.
    """
    if not _WORD.search(text):
        return []
    from client.ui.calendar.event_chips import told_of
    from garage.errors import ValueRefused

    names = known_names(reader, reading, known)
    try:
        understood = names.understand(text)
    except ValueRefused:
        return []
    if not _is_event(understood, reading):
        return []
    told = [words for _label, words in told_of(understood, names, shown, reading.zone)[1:]]
    title = _("Add to the calendar: {title}").format(title=understood.title)
    save_it = functools.partial(save, understood)
    asked = [said(one.message) for one in understood.questions]
    return [
        Found(title, " · ".join(filter(None, told)), "calendar", save_it),
        *(Found(f"{words[:1].upper()}{words[1:]}.", icon="circle-help") for words in asked[:1]),
    ]


def known_names(reader: Reader, reading: Reading, known: Known) -> EventKnown:
    """What an event can be about. The first time takes a moment: as the popup opens, say."""
    # Not needed before: importing it would hold up the start.
    from client.ui.calendar.event_chips import read_known

    return known.once("event", lambda: read_known(reader, reading, reading.zone))


def _is_event(understood: UnderstoodEvent, reading: Reading) -> bool:
    times = understood.times
    if times is None or not _WORD.search(understood.title):
        return False
    start = times.start.date() if isinstance(times.start, datetime) else times.start
    says = {piece.says for piece in understood.pieces}
    return start >= reading.day and ("day" in says or "repeat" in says) and bool(says & _TIMED)


def save_event_line(
    desk: Desk,
    owner: QWidget,
    understood: UnderstoodEvent,
    refused: Callable[[Exception], None],
) -> None:
    """Add what a line said."""
    from client.ui.calendar.quick_event import adding

    desk.operate(owner, adding(understood), None, refused)
