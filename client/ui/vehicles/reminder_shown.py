"""What a row of reminders says: when it is due, how often it comes again, when it was done last."""

from __future__ import annotations

from dataclasses import dataclass

from client.ui.text import _, ngettext
from client.ui.vehicles.due_shown import due_share, due_state, due_words
from client.ui.vehicles.shown import Shown
from client.ui.widgets.gauge import DueState
from client.ui.widgets.speaking import aloud
from garage.periods import Period
from garage.records import Reminder
from garage.rules.due import Due, Usage
from garage.units import Quantity

_ICONS = {
    "maintenance": "wrench",
    "inspection": "shield-check",
    "insurance_tax": "coins",
    "other": "bell",
}
_ROLES = {DueState.FINE: "text_muted", DueState.SOON: "warn", DueState.LATE: "late"}


@dataclass(frozen=True)
class ReminderWords:
    """All that a row shows. `estimate` is the day that is worked out from the pace."""

    title: str
    icon: str
    details: str
    when: str = ""
    role: str = "text_muted"
    day: str = ""
    estimate: str = ""
    share: float = 0.0
    state: DueState = DueState.FINE
    cost: str = ""
    finished: bool = False
    mark: str = ""
    """What the mark beside the title means; "" for none."""

    @property
    def spoken(self) -> str:
        """The row for assistive technology."""
        parts = (self.title, self.when, self.estimate or self.day, self.details, self.cost)
        return aloud(*parts, self.mark)


def reminder_words(due: Due, shown: Shown) -> ReminderWords:
    """An open reminder in the person's words."""
    reminder = due.reminder
    state = due_state(due)
    day, estimate = "", ""
    if due.estimate and due.day is not None:
        if due.state in ("ok", "soon"):
            estimate = _("~{day}, estimate").format(day=shown.short_day(due.day))
    elif due.day is not None:
        day = shown.short_day(due.day)
    return ReminderWords(
        title=reminder.title,
        icon=_ICONS.get(reminder.category, "bell"),
        details=_details(reminder, shown),
        when=due_words(due, shown),
        role=_ROLES[state],
        day=day,
        estimate=estimate,
        share=due_share(due),
        state=state,
        cost=shown.money(reminder.estimate) if reminder.estimate else "",
    )


def finished_words(reminder: Reminder, shown: Shown) -> ReminderWords:
    """A reminder that does not come again."""
    return ReminderWords(
        title=reminder.title,
        icon=_ICONS.get(reminder.category, "bell"),
        details=last_words(reminder, shown),
        when=_("finished"),
        cost=shown.money(reminder.estimate) if reminder.estimate else "",
        finished=True,
    )


def _details(reminder: Reminder, shown: Shown) -> str:
    return " · ".join(
        part for part in (every_words(reminder, shown), last_words(reminder, shown)) if part
    )


def every_words(reminder: Reminder, shown: Shown) -> str:
    """ "every 12 months or 15,000 km"; "once" for one that does not come again."""
    return interval_words(
        reminder.every, reminder.every_distance, reminder.every_hours, shown
    ) or _("once")


def interval_words(
    every: Period | None, distance: Quantity | None, hours: Quantity | None, shown: Shown
) -> str:
    """How often something comes, by whichever of these is first; "" where none is given."""
    parts = [period_words(every)] if every else []
    parts += [shown.rounded(each) for each in (distance, hours) if each is not None]
    match parts:
        case [one]:
            return _("every {one}").format(one=one)
        case [one, two]:
            return _("every {one} or {two}").format(one=one, two=two)
        case [one, two, three]:
            return _("every {one}, {two} or {three}").format(one=one, two=two, three=three)
    return ""


def period_words(period: Period) -> str:
    """ "12 months", "year": as it stands after "every"."""
    count = period.count
    words = {
        "D": ngettext("day", "{n} days", count),
        "W": ngettext("week", "{n} weeks", count),
        "M": ngettext("month", "{n} months", count),
        "Y": ngettext("year", "{n} years", count),
    }
    return words[period.unit].format(n=count)


def last_words(reminder: Reminder, shown: Shown) -> str:
    """When it was done last, and at what odometer."""
    day, odometer = reminder.last_done, reminder.last_odometer
    if day is not None and odometer is not None:
        return _("last {day} at {odometer}").format(
            day=shown.day(day), odometer=shown.rounded(odometer)
        )
    if day is not None:
        return _("last {day}").format(day=shown.day(day))
    if odometer is not None:
        return _("last at {odometer}").format(odometer=shown.rounded(odometer))
    return ""


def next_words(reminder: Reminder, shown: Shown) -> str:
    """When a reminder falls due, in one piece: its day, its odometer, its hours."""
    parts = [shown.day(reminder.due)] if reminder.due else []
    meters = (reminder.due_odometer, reminder.due_hours)
    parts += [shown.rounded(each) for each in meters if each is not None]
    match parts:
        case [one]:
            return one
        case [one, two]:
            return _("{one} or {two}").format(one=one, two=two)
        case [one, two, three]:
            return _("{one}, {two} or {three}").format(one=one, two=two, three=three)
    return ""


def why_estimate(due: Due, usage: Usage, shown: Shown) -> str:
    """How the day of a distance was worked out; "" where there is none."""
    pace, reading = usage.pace, usage.odometer
    if due.projected is None or due.distance_left is None or pace is None or reading is None:
        return ""
    return _(
        "About {day}: at your pace of {pace} a day, seen in {days} days of readings, the "
        "{left} that are left are driven by then. The last reading is of {last}."
    ).format(
        day=shown.day(due.projected),
        pace=shown.distance(pace.per_day),
        days=pace.days,
        left=shown.rounded(due.distance_left),
        last=shown.day(reading.day),
    )
