"""What next month will probably cost: reminders with their estimates, what recurs, fuel by pace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from client.operations.figures import convert
from client.operations.insights_reading import VehicleLog
from client.store import Reader
from garage.periods import add_months
from garage.records import Expense, InsurancePolicy, Record, Reminder, Vehicle
from garage.rules.costs import costs
from garage.rules.due import STALE_DAYS, Usage, due_list
from garage.rules.spending import GROUP_OF, spending
from garage.rules.windows import Window

REMINDER, RECURRING, ENERGY = "reminder", "recurring", "energy"
_OUT_OF_USE = ("sold", "scrapped", "laid_up")


@dataclass(frozen=True)
class ExpectedPart:
    """One thing that will probably cost something; `amount` is None where nobody said how much.

    `category` is the reminder's or that of the money; `title` is "" for energy.
    """

    kind: str
    vehicle: Vehicle
    title: str
    category: str
    amount: Decimal | None


@dataclass(frozen=True)
class Expected:
    """The month after this one, by its first day, in the person's currency."""

    month: date
    currency: str
    parts: tuple[ExpectedPart, ...]

    @property
    def total(self) -> Decimal:
        """Of all that has an amount."""
        return sum((each.amount for each in self.parts if each.amount is not None), Decimal(0))


def expected(
    reader: Reader, logs: Sequence[VehicleLog], today: date, currency: str
) -> Expected:  # fmt: skip
    """What these vehicles will probably cost in the next month.

    A reminder about insurance or tax is left out where an amount of that sort recurs in the month
    for the same vehicle: it is the same money.
    """
    first = add_months(today.replace(day=1), 1)
    window = Window.of_month(first.year, first.month)
    used = [log for log in logs if log.vehicle.status not in _OUT_OF_USE]
    parts = [part for log in used for part in _recurring(log, window, currency)]
    covered = {
        part.vehicle.id for part in parts if GROUP_OF.get(part.category) == "insurance_tax"
    }  # fmt: skip
    reminded = _reminders(reader, {log.vehicle.id: log for log in used}, today, window, currency)
    parts += [
        part
        for part in reminded
        if part.category != "insurance_tax" or part.vehicle.id not in covered
    ]
    parts += [part for log in used for part in _energy(log, today, window, currency)]
    parts.sort(key=lambda each: (each.amount is None, -(each.amount or Decimal(0)), each.title))
    return Expected(first, currency, tuple(parts))


def _reminders(
    reader: Reader, logs: Mapping[str, VehicleLog], today: date, window: Window, currency: str
) -> list[ExpectedPart]:
    reminders = [one for one in reader.all(Reminder) if one.vehicle in logs]
    metered = {one.vehicle for one in reminders if one.due_odometer or one.due_hours}
    usages = {id_: Usage.on(today, logs[id_].odometer, logs[id_].hours) for id_ in metered}
    vehicles = {id_: log.vehicle for id_, log in logs.items()}
    found = []
    for due in due_list(reminders, today, vehicles, usages):
        if due.day is None or not window.holds(due.day):
            continue
        one = due.reminder
        same = convert(one.estimate, currency, today) if one.estimate else None
        amount = same.decimal if same else None
        vehicle = vehicles[one.vehicle]
        found.append(ExpectedPart(REMINDER, vehicle, one.title, one.category, amount))
    return found


def _recurring(log: VehicleLog, window: Window, currency: str) -> list[ExpectedPart]:
    again: list[Record] = [
        record
        for record in (*log.records, *log.elsewhere)
        if isinstance(record, Expense | InsurancePolicy) and record.every is not None
    ]
    titles = {record.id: _title(record) for record in again}
    found = []
    for entry in spending(again, window).entries:
        same = convert(entry.money, currency, entry.day)
        amount = same.decimal if same else None
        title = titles[entry.record]
        found.append(ExpectedPart(RECURRING, log.vehicle, title, entry.category, amount))
    return found


def _title(record: Record) -> str:
    return str(getattr(record, "title", "") or getattr(record, "insurer", ""))


def _energy(
    log: VehicleLog, today: date, window: Window, currency: str
) -> list[ExpectedPart]:  # fmt: skip
    """The pace of late at what a distance cost in energy over the last twelve months.

    An odometer that was not read for long says nothing of it.
    """
    usage = Usage.on(today, log.odometer)
    its, read = usage.pace, usage.odometer
    if read is None or today.toordinal() - read.ordinal > STALE_DAYS:
        return []
    year = Window.months_to(today)
    distance = log.odometer.distance(year)
    if its is None or distance <= 0 or window.start is None or window.end is None:
        return []
    spent = costs(
        log.spent_in(year),
        today=today,
        vehicles=(log.vehicle,),
        window=year,
        currency=currency,
        convert=convert,
        distance=distance,
    ).energy
    days = (window.end - window.start).days + 1
    amount = spent * Decimal(repr(its.per_day * days / distance))
    if amount <= 0:
        return []
    return [ExpectedPart(ENERGY, log.vehicle, "", "fuel", amount)]
