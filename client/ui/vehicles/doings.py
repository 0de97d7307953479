"""What somebody did, in a sentence: "Anna filled up Octavia", and what of it stands below."""

from __future__ import annotations

from client.operations.activity import Activity
from client.operations.makers import Maker
from client.ui.clock_words import clock
from client.ui.text import _
from client.ui.vehicles.activity_shown import activity_row
from client.ui.vehicles.garage_words import SideRow
from client.ui.vehicles.shown import Shown
from client.ui.widgets.list_row import Leading
from garage.records import (
    Document,
    Expense,
    FillUp,
    Note,
    Record,
    Repair,
    Service,
    Trip,
    Upgrade,
)


def doing_row(activity: Activity, doer: Maker, shown: Shown) -> SideRow:
    """Who did it and to which vehicle; below what it was, at the right when."""
    words = activity_row(activity, shown)
    what = "" if isinstance(activity.record, FillUp) else words.title
    below = (what, words.subfigure, words.figure)
    who = _("You") if doer.you else doer.name or _("Somebody")
    return SideRow(
        activity.vehicle,
        "",
        Leading(person=doer.name or who, called=who),
        doing(activity.record, doer.you).format(who=who, vehicle=activity.vehicle_name),
        " · ".join(part for part in below if part),
        _when(activity, shown, words.when),
    )


def _when(activity: Activity, shown: Shown, day: str) -> str:
    """Of today the time, where it is known."""
    moment = activity.moment
    if moment.time is None or moment.day != shown.today:
        return day
    return clock(moment.time, shown.prefs)


def doing(record: Record, you: bool) -> str:
    """The sentence, with places for {who} and the {vehicle}."""
    match record:
        case FillUp() if record.energy is not None:
            return _("You charged {vehicle}") if you else _("{who} charged {vehicle}")
        case FillUp():
            return _("You filled up {vehicle}") if you else _("{who} filled up {vehicle}")
        case Service():
            return _serviced(you, record.own_work)
        case Repair():
            return _repaired(you, record.own_work)
        case Upgrade():
            return _upgraded(you, record.own_work)
        case Expense():
            return _("You paid for {vehicle}") if you else _("{who} paid for {vehicle}")
        case Trip():
            return _("You drove {vehicle}") if you else _("{who} drove {vehicle}")
        case Document():
            added = _("You added a paper to {vehicle}")
            return added if you else _("{who} added a paper to {vehicle}")
        case Note():
            return _("You wrote about {vehicle}") if you else _("{who} wrote about {vehicle}")
    return _("You added to {vehicle}") if you else _("{who} added to {vehicle}")


def _serviced(you: bool, themselves: bool) -> str:
    if themselves:
        return _("You serviced {vehicle}") if you else _("{who} serviced {vehicle}")
    return _("You had {vehicle} serviced") if you else _("{who} had {vehicle} serviced")


def _repaired(you: bool, themselves: bool) -> str:
    if themselves:
        return _("You repaired {vehicle}") if you else _("{who} repaired {vehicle}")
    return _("You had {vehicle} repaired") if you else _("{who} had {vehicle} repaired")


def _upgraded(you: bool, themselves: bool) -> str:
    if themselves:
        return _("You upgraded {vehicle}") if you else _("{who} upgraded {vehicle}")
    return _("You had {vehicle} upgraded") if you else _("{who} had {vehicle} upgraded")
