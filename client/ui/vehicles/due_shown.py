"""When something is due, in words, colours and leaves of the calendar."""

from client.ui.text import _, ngettext
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chip import ChipKind
from client.ui.widgets.gauge import DueState
from client.ui.widgets.list_row import Leading
from garage.rules.due import Due
from garage.units import Quantity

_STATES = {
    "ok": DueState.FINE,
    "soon": DueState.SOON,
    "due": DueState.LATE,
    "overdue": DueState.LATE,
}
_ROLES = {DueState.FINE: "text_muted", DueState.SOON: "warn", DueState.LATE: "late"}
_CHIPS = {DueState.FINE: ChipKind.OK, DueState.SOON: ChipKind.WARN, DueState.LATE: ChipKind.LATE}
_MONTHS_FROM = 60
_A_MONTH = 30.44


def due_state(due: Due) -> DueState:
    """The colour of its gauge."""
    return _STATES[due.state]


def due_chip(due: Due) -> ChipKind:
    """The kind of chip that tells its state."""
    return _CHIPS[due_state(due)]


def due_share(due: Due) -> float:
    """How much of the interval is used; where its beginning is not known, by the state alone."""
    if due.share is not None and due.state in ("ok", "soon"):
        return min(due.share, 0.99)
    return {"ok": 0.0, "soon": 0.9}.get(due.state, 1.0)


def due_words(due: Due, shown: Shown) -> str:
    """ "9 days late", "in 4 days", "in 310 km", "in 5 months"."""
    if due.by == "distance" and due.distance_left is not None:
        return _left(due.distance_left, shown)
    if due.by == "hours" and due.hours_left is not None:
        return _left(due.hours_left, shown)
    return _("no date") if due.days_left is None else days_words(due.days_left)


def days_words(days: int) -> str:
    """Days from today, in words."""
    if days < 0:
        return ngettext("{n} day late", "{n} days late", -days).format(n=-days)
    if days == 0:
        return _("today")
    if days <= _MONTHS_FROM:
        return ngettext("in {n} day", "in {n} days", days).format(n=days)
    months = round(days / _A_MONTH)
    return ngettext("in {n} month", "in {n} months", months).format(n=months)


def _left(left: Quantity, shown: Shown) -> str:
    size = shown.rounded(Quantity.of(abs(left.decimal), left.unit))
    if not left.decimal:
        return _("now")
    if left.decimal < 0:
        return _("{distance} over").format(distance=size)
    return _("in {distance}").format(distance=size)


def due_leaf(due: Due, shown: Shown) -> Leading:
    """The leaf of its day, dashed for an estimate; a bell where no day is known."""
    if due.day is None:
        return Leading(icon="bell")
    month, day = shown.month(due.day), str(due.day.day)
    return Leading(month=month, day=day, estimate=due.estimate, said=shown.short_day(due.day))


def due_trailing(due: Due, shown: Shown) -> tuple[str, str]:
    """(words, colour role) at the right end of its row."""
    state = due_state(due)
    if due.estimate and state is DueState.FINE:
        return _("estimate"), "estimate"
    return due_words(due, shown), _ROLES[state]


def due_subtitle(due: Due, name: str, shown: Shown) -> str:
    """Whose it is, and what it will cost or how far it is."""
    extra = ""
    if due.reminder.estimate is not None:
        extra = shown.money(due.reminder.estimate)
    elif due.estimate and due.distance_left is not None and due.distance_left.decimal > 0:
        extra = shown.rounded(due.distance_left)
    return " · ".join(part for part in (name, extra) if part)


def due_then(due: Due, shown: Shown) -> str:
    """What comes after the next thing, for one line of context."""
    parts = [due.reminder.title]
    if due.day is not None:
        about = "~" if due.estimate else ""
        parts.append(f"{about}{shown.short_day(due.day)}")
    words = ", ".join(parts)
    if due.reminder.due_odometer is not None:
        at = shown.rounded(due.reminder.due_odometer)
        words = _("{what} at {odometer}").format(what=words, odometer=at)
    return _("then {what}").format(what=words)
