"""What looks wrong across the fields of a record: said to the person, never refused.

Two good edits can meet in a record that no form would have let through, so these rules warn only.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from garage.errors import ValueRefused
from garage.moments import Moment
from garage.money import Money, minor_digits
from garage.records import FillUp, Record, Trip, Vehicle, Work, WorkLine
from garage.rules.figures import exact_in
from garage.rules.odometer import Reading, Timeline
from garage.rules.tyres import parse_dot
from garage.units import Quantity
from garage.words import N_

_FAR_FUTURE_DAYS = 7
_FIRST_CAR = date(1885, 1, 1)
_BRIM = Decimal("1.1")
_LONGEST_LIFE = 3_000_000_000.0  # m, by odometer
_FARTHEST = 300_000_000.0  # m between two readings
_TENFOLD_FROM = 20_000_000.0  # m: below it a new car's tenfold is a first service
# SI numbers: no tank, battery or gas bottle takes 2000 l, 2000 kWh or 2000 kg at once
_MOST_FILLED = {"volume": 2.0, "energy": 7_200_000_000.0, "mass": 2000.0}
# Without rates of exchange: what no litre, kWh or kg costs in money of about a euro's worth,
# and in any money.
_NEAR_THE_EURO = frozenset(["AUD", "CAD", "CHF", "EUR", "GBP", "NZD", "SGD", "USD"])
_DEAREST, _DEAREST_ANYWHERE = 50, 1_000_000
_BASIC = {"volume": "L", "energy": "kWh", "mass": "kg"}


@dataclass(frozen=True, slots=True)
class Caution:
    """A doubt about a record: a `code`, the `field`, and plain words with {places} for `values`.

    `message` and `hint` are marked for translation; put `values` into them afterwards.
    """

    code: str
    field: str
    message: str
    hint: str
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def text(self) -> str:
        """Both sentences in English, as one line: "what; what to do"."""
        return f"{self.message}; {self.hint}".format(**self.values)


def cautions(
    record: Record,
    *,
    today: date,
    vehicle: Vehicle | None = None,
    odometer: Timeline | None = None,
    lines: Iterable[WorkLine] = (),
    beside: Iterable[Record] = (),
) -> tuple[Caution, ...]:
    """What to ask about `record`; `odometer` may or may not have the record's own reading.

    `beside` are records of the same vehicle: those of the same day are compared by their time.
    """
    found = [
        *_dates(record, today),
        *(_too_far(record) or _odometer(record, odometer) or _same_day(record, beside)
          or _leap(record, odometer)),
    ]  # fmt: skip
    if isinstance(record, FillUp):
        found += [*(_tank(record, vehicle) or _too_much(record)), *_too_dear(record)]
        found += [*_sum(record), *_charge(record)]
    elif isinstance(record, Work):
        found += _lines(record, lines)
    elif isinstance(record, Trip):
        found += _trip(record)
    dot = getattr(record, "dot", "")
    if dot and parse_dot(dot, today) is None:
        found.append(
            Caution(
                "bad_dot",
                "dot",
                N_("{dot} is no week and year of manufacture"),
                N_("the last four digits, as 2319, are week 23 of 2019"),
                {"dot": dot},
            )
        )
    return tuple(found)


def _day(record: Record) -> date | None:
    moment = getattr(record, "date", None)
    return moment.day if isinstance(moment, Moment) else None


def _dates(record: Record, today: date) -> list[Caution]:
    day = _day(record)
    if day is None:
        return []
    values = {"day": day.isoformat()}
    if (day - today).days > _FAR_FUTURE_DAYS:
        message, hint = N_("{day} has not come yet"), N_("check the year and the month")
        return [Caution("future", "date", message, hint, values)]
    if day < _FIRST_CAR:
        message, hint = N_("on {day} there were no motor vehicles"), N_("check the year")
        return [Caution("too_early", "date", message, hint, values)]
    return []


def _odometer(record: Record, timeline: Timeline | None) -> list[Caution]:
    day, shown = _day(record), getattr(record, "odometer", None)
    if timeline is None or day is None or shown is None:
        return []
    before, after = _neighbours(timeline.trusted, record.id, day.toordinal())
    for other, wrong, code, message in (
        (before, before is not None and shown.si < before.si, "backwards",
         N_("{shown} is less than {other} on {day} before it")),
        (after, after is not None and shown.si > after.si, "overtakes",
         N_("{shown} is more than {other} on {day} after it")),
    ):  # fmt: skip
        if wrong and other is not None:
            return [_misfit(code, message, shown, other.shown, other.day.isoformat())]
    return []


def _misfit(code: str, message: str, shown: Quantity, other: Quantity, day: str) -> Caution:
    values = {"shown": shown.text, "other": other.text, "day": day}
    return Caution(code, "odometer", message, N_("correct the odometer or the date"), values)


def _too_far(record: Record) -> list[Caution]:
    for name in ("odometer", "end_odometer"):
        shown = getattr(record, name, None)
        if shown is not None and shown.si > _LONGEST_LIFE:
            message = N_("{shown} is more than vehicles run in their lives")
            hint = N_("check the digits and the unit")
            return [Caution("too_far", name, message, hint, {"shown": shown.text})]
    return []


def _leap(record: Record, timeline: Timeline | None) -> list[Caution]:
    """A reading far above the last one of another record, of the same day or earlier."""
    day, shown = _day(record), getattr(record, "odometer", None)
    if timeline is None or day is None or shown is None:
        return []
    known = timeline.trusted[: bisect_right(timeline.trusted, day.toordinal(), key=_ordinal)]
    last = next(
        (
            each
            for each in reversed(known)
            if not (record.id and each.record == record.id) and each.si <= shown.si
        ),
        None,
    )
    if last is None:
        return []
    run = shown.si - last.si
    if run > _FARTHEST or (run > _TENFOLD_FROM and 0 < 10 * last.si < shown.si):
        message = N_("{shown} is far above {other}, the last reading on {day}")
        return [_misfit("leap", message, shown, last.shown, last.day.isoformat())]
    return []


def _same_day(record: Record, beside: Iterable[Record]) -> list[Caution]:
    """Readings of one day whose times are known and whose odometers run the other way."""
    own, shown = getattr(record, "date", None), getattr(record, "odometer", None)
    if shown is None or not isinstance(own, Moment) or own.time is None:
        return []
    for when, other in _timed(record, own.day, beside):
        # without both offsets it is wall time that people compare
        known = own.offset is not None and when.offset is not None
        here, there = (own.instant, when.instant) if known else (_wall(own), _wall(when))
        clock = when.wall.replace("T", " ")
        if there < here and other.si > shown.si:
            message = N_("{shown} is less than {other} on {day} before it")
            return [_misfit("backwards", message, shown, other, clock)]
        if there > here and other.si < shown.si:
            message = N_("{shown} is more than {other} on {day} after it")
            return [_misfit("overtakes", message, shown, other, clock)]
    return []


def _timed(
    record: Record, day: date, beside: Iterable[Record]
) -> Iterable[tuple[Moment, Quantity]]:
    for other in beside:
        if other.deleted or (record.id and other.id == record.id):
            continue
        for when_name, shown_name in (("date", "odometer"), ("end", "end_odometer")):
            when, shown = getattr(other, when_name, None), getattr(other, shown_name, None)
            if isinstance(when, Moment) and when.day == day and when.time and shown is not None:
                yield when, shown


def _wall(moment: Moment) -> datetime:
    assert moment.time is not None
    return datetime.combine(moment.day, moment.time)


def _neighbours(
    trusted: Sequence[Reading], own: str, ordinal: int
) -> tuple[Reading | None, Reading | None]:
    """The last reading of an earlier day and the first of a later one, of other records."""
    below = bisect_left(trusted, ordinal, key=_ordinal) - 1
    while below >= 0 and own and trusted[below].record == own:
        below -= 1
    above = bisect_right(trusted, ordinal, key=_ordinal)
    while above < len(trusted) and own and trusted[above].record == own:
        above += 1
    return (
        trusted[below] if below >= 0 else None,
        trusted[above] if above < len(trusted) else None,
    )


def _ordinal(reading: Reading) -> int:
    return reading.ordinal


def _tank(fill: FillUp, vehicle: Vehicle | None) -> list[Caution]:
    if vehicle is None:
        return []
    tanks = [each for each in (vehicle.tank, vehicle.second_tank) if each is not None]
    room = max(tanks, key=lambda each: each.si, default=None)
    if fill.tank is None and len(tanks) > 1:
        room = Quantity.of(sum(exact_in(each, tanks[0].unit) for each in tanks), tanks[0].unit)
    for name, filled, limit in (
        ("volume", fill.volume, room),
        ("energy", fill.energy, vehicle.battery),
    ):
        # charging losses and a filler neck take a tenth at most
        if filled and limit and filled.si > limit.si * float(_BRIM):
            values = {"filled": filled.text, "limit": limit.text}
            message = N_("{filled} is more than the {limit} that fit in")
            return [Caution("overfull", name, message, N_("check the amount and its unit"), values)]
    return []


def _too_much(fill: FillUp) -> list[Caution]:
    for name, most in _MOST_FILLED.items():
        filled = getattr(fill, name)
        if filled is not None and filled.si > most:
            message = N_("{filled} is more than any vehicle takes")
            hint = N_("check the amount and its unit")
            return [Caution("too_much", name, message, hint, {"filled": filled.text})]
    return []


def _too_dear(fill: FillUp) -> list[Caution]:
    """By the price, or without one by the total for what was filled."""
    filled = fill.volume or fill.energy or fill.mass
    paid = fill.price or fill.total
    bought = Quantity("1", fill.price.per) if fill.price else filled
    basic = _BASIC.get(bought.dimension) if bought else None
    if paid is None or bought is None or basic is None or not bought.decimal:
        return []
    most = _DEAREST if paid.currency in _NEAR_THE_EURO else _DEAREST_ANYWHERE
    if paid.decimal <= most * exact_in(bought, basic):
        return []
    field, values = "price", {"paid": paid.text, "filled": bought.text}
    message, hint = N_("{paid} is more than it costs anywhere"), N_("check the price")
    if not fill.price:
        field, hint = "total", N_("check the amount and the total")
        message = N_("{paid} for {filled} is more than it costs anywhere")
    return [Caution("too_dear", field, message, hint, values)]


def _sum(fill: FillUp) -> list[Caution]:
    filled = fill.volume or fill.energy or fill.mass
    price, total = fill.price, fill.total
    if price is None or total is None or filled is None:
        return []
    if price.currency != total.currency:
        values = {"price": price.text, "total": total.text}
        message, hint = N_("{price} and {total} differ in currency"), N_("correct one of them")
        return [Caution("other_currency", "total", message, hint, values)]
    try:
        due = price.times(filled)
    except ValueRefused as error:
        hint = N_("give the price for what was filled")
        return [Caution("other_unit", "price", "{why}", hint, {"why": error.message})]
    if abs(due.decimal - total.decimal) <= _rounding(fill, filled, due):
        return []
    values = {"filled": filled.text, "price": price.text, "due": due.text, "total": total.text}
    message = N_("{filled} at {price} is {due}, not {total}")
    return [Caution("sum", "total", message, N_("the total counts; check the three"), values)]


def _rounding(fill: FillUp, filled: Quantity, due: Money) -> Decimal:
    """How far a total may be off: half of each last digit, and two of the smallest coin."""
    coin = Decimal(1).scaleb(-minor_digits(due.currency))
    assert fill.price is not None
    price_step = Decimal(1).scaleb(-len(fill.price.amount.partition(".")[2])) / 2
    filled_step = Decimal(1).scaleb(-filled.decimals) / 2
    per = exact_in(filled, fill.price.per)
    scale = per / filled.decimal if filled.decimal else Decimal(1)
    return per * price_step + fill.price.decimal * filled_step * scale + 2 * coin


def _charge(fill: FillUp) -> list[Caution]:
    low, high = fill.charge_from, fill.charge_to
    if low is not None and high is not None and low.si > high.si:
        values = {"low": low.text, "high": high.text}
        message = N_("the charge fell from {low} to {high}")
        return [Caution("charge_fell", "charge_to", message, N_("swap the two"), values)]
    return []


def _lines(work: Work, lines: Iterable[WorkLine]) -> list[Caution]:
    costs = [each.cost for each in lines if not each.deleted and each.cost is not None]
    if work.total is None or not costs:
        return []
    if any(cost.currency != work.total.currency for cost in costs):
        message = N_("the lines and the total of {total} differ in currency")
        hint = N_("the total counts; leave it empty to count the lines")
        return [Caution("other_currency", "total", message, hint, {"total": work.total.text})]
    listed = sum((cost.decimal for cost in costs), Decimal(0))
    if listed == work.total.decimal:
        return []
    values = {"listed": f"{listed:f} {work.total.currency}", "total": work.total.text}
    message = N_("the lines come to {listed}, the total says {total}")
    hint = N_("the total counts; leave it empty to count the lines")
    return [Caution("lines", "total", message, hint, values)]


def _trip(trip: Trip) -> list[Caution]:
    found = []
    if trip.end is not None and trip.date is not None and trip.end.day < trip.date.day:
        values = {"start": trip.date.iso, "end": trip.end.iso}
        message = N_("the trip ends on {end}, before it starts on {start}")
        found.append(Caution("ends_early", "end", message, N_("swap the two"), values))
    start, end = trip.odometer, trip.end_odometer
    if start is not None and end is not None and end.si < start.si:
        values = {"start": start.text, "end": end.text}
        message = N_("the odometer ends at {end}, below {start} at the start")
        found.append(Caution("backwards", "end_odometer", message, N_("swap the two"), values))
    return found
