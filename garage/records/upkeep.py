"""Upkeep: services, repairs and upgrades with their lines, inspections, the plan, reminders."""

from __future__ import annotations

from dataclasses import dataclass

from garage.moments import Day, Moment
from garage.money import Money
from garage.periods import Period
from garage.records import declare
from garage.records.registry import Record, alias, kind
from garage.units import Dimension, Quantity
from garage.words import N_

WORK_KINDS = ("service", "repair", "upgrade")
"""The kinds that can have lines of parts and labour."""


@dataclass(frozen=True, kw_only=True)
class Work(Record):
    """What services, repairs and upgrades share; `total` stands for the lines where given."""

    vehicle: str = declare.reference(N_("Vehicle"), "vehicle", required=True)
    date: Moment | None = declare.moment(N_("Date"), required=True)
    title: str = declare.text(N_("What was done"), heading=True, required=True)
    odometer: Quantity | None = declare.distance(N_("Odometer"))
    hours: Quantity | None = declare.quantity(N_("Engine hours"), Dimension.DURATION)
    total: Money | None = declare.money(N_("Total"))
    supplier: str = declare.text(N_("Done by"), heading=True)
    position: str = declare.position(N_("Position"))
    own_work: bool = declare.flag(N_("Own work"))
    labour: Quantity | None = declare.quantity(N_("Time worked"), Dimension.DURATION)
    warranty_until: Day | None = declare.day(N_("Warranty until"))
    warranty_odometer: Quantity | None = declare.distance(N_("Warranty until odometer"))
    invoice: str = declare.text(N_("Invoice number"))


_SAME_VISIT = ("date", "odometer", "title")


@kind("service", N_("Service"), N_("Services"), natural_key=_SAME_VISIT)
@dataclass(frozen=True, kw_only=True)
class Service(Work):
    """Work that keeps a vehicle in order."""


@kind("repair", N_("Repair"), N_("Repairs"), natural_key=_SAME_VISIT)
@dataclass(frozen=True, kw_only=True)
class Repair(Work):
    """Work that mends what broke."""


@kind("upgrade", N_("Upgrade"), N_("Upgrades"), natural_key=_SAME_VISIT)
@dataclass(frozen=True, kw_only=True)
class Upgrade(Work):
    """Work that makes a vehicle more than it was."""


@kind("work_line", N_("Line"), N_("Lines"), owner="work", when=None, natural_key=("title", "order"))
@dataclass(frozen=True, kw_only=True)
class WorkLine(Record):
    """A part or an hour of labour on a service, repair or upgrade, or on the plan of one."""

    work: str = declare.reference(N_("Work"), *WORK_KINDS, "plan_item", required=True)
    title: str = declare.text(N_("Part or labour"), heading=True, required=True)
    type: str = declare.choice(
        N_("Kind"),
        {"part": N_("Part"), "labour": N_("Labour"), "fluid": N_("Fluid"), "fee": N_("Fee")},
        initial="part",
    )
    part: str = declare.reference(N_("Part in stock"), "part")
    part_number: str = declare.text(N_("Part number"), heading=True)
    quantity: Quantity | None = declare.quantity(N_("Quantity"), None)
    cost: Money | None = declare.money(N_("Cost"), negative=True)
    """Of the whole line, not of one piece."""
    warranty_until: Day | None = declare.day(N_("Warranty until"))
    order: str = declare.text(N_("Place in the list"), searched=False)


@kind("inspection", N_("Inspection"), N_("Inspections"), natural_key=_SAME_VISIT)
@dataclass(frozen=True, kw_only=True)
class Inspection(Record):
    """An official or own inspection; its checklist is made of items."""

    vehicle: str = declare.reference(N_("Vehicle"), "vehicle", required=True)
    date: Moment | None = declare.moment(N_("Date"), required=True)
    title: str = declare.text(N_("Inspection"), heading=True, required=True)
    result: str = declare.choice(
        N_("Result"),
        {
            "passed": N_("Passed"),
            "advisories": N_("Passed with advisories"),
            "failed": N_("Failed"),
            "open": N_("Open"),
        },
        initial="open",
    )
    odometer: Quantity | None = declare.distance(N_("Odometer"))
    total: Money | None = declare.money(N_("Fee"))
    supplier: str = declare.text(N_("Station"))
    valid_until: Day | None = declare.day(N_("Valid until"))


@kind(
    "checklist_item",
    N_("Checklist item"),
    N_("Checklist items"),
    owner="of",
    when=None,
    natural_key=("title", "order"),
)
@dataclass(frozen=True, kw_only=True)
class ChecklistItem(Record):
    """A point to look at or to do, on an inspection or a plan item."""

    of: str = declare.reference(N_("Belongs to"), "inspection", "plan_item", required=True)
    title: str = declare.text(N_("Point"), heading=True, required=True)
    state: str = declare.choice(
        N_("State"),
        {
            "open": N_("Open"),
            "ok": N_("Good"),
            "advisory": N_("Watch"),
            "failed": N_("Failed"),
            "skipped": N_("Does not apply"),
        },
        initial="open",
    )
    measured: Quantity | None = declare.quantity(N_("Measured"), None, negative=True)
    order: str = declare.text(N_("Place in the list"), searched=False)


@kind("plan_item", N_("Plan item"), N_("Plan"), when="due", natural_key=("title",))
@dataclass(frozen=True, kw_only=True)
class PlanItem(Record):
    """Work that is planned, on a board of four columns; done, it becomes a service."""

    vehicle: str = declare.reference(N_("Vehicle"), "vehicle", required=True)
    title: str = declare.text(N_("What to do"), heading=True, required=True)
    state: str = declare.choice(
        N_("Column"),
        {
            "backlog": N_("Backlog"),
            "planned": N_("Planned"),
            "doing": N_("Doing"),
            "done": N_("Done"),
        },
        initial="backlog",
    )
    becomes: str = declare.choice(
        N_("Becomes"),
        {"service": N_("Service"), "repair": N_("Repair"), "upgrade": N_("Upgrade")},
        initial="service",
    )
    priority: str = declare.choice(
        N_("Priority"),
        {"low": N_("Low"), "normal": N_("Normal"), "high": N_("High")},
        initial="normal",
    )
    due: Day | None = declare.day(N_("Planned for"))
    estimate: Money | None = declare.money(N_("Estimate"))
    assignee: str = declare.text(N_("Who does it"))
    became: str = declare.reference(N_("Became"), *WORK_KINDS)
    order: str = declare.text(N_("Place in the column"), searched=False)


@kind(
    "reminder",
    N_("Reminder"),
    N_("Reminders"),
    when="due",
    natural_key=("title", "due", "due_odometer"),
)
@dataclass(frozen=True, kw_only=True)
class Reminder(Record):
    """Something that falls due by date, by distance, by engine hours, or by the first of them."""

    vehicle: str = declare.reference(N_("Vehicle"), "vehicle", required=True)
    title: str = declare.text(N_("What falls due"), heading=True, required=True)
    due: Day | None = declare.day(N_("Due on"))
    due_odometer: Quantity | None = declare.distance(N_("Due at odometer"))
    due_hours: Quantity | None = declare.quantity(N_("Due at engine hours"), Dimension.DURATION)
    every: Period | None = declare.period(N_("Repeats every"))
    every_distance: Quantity | None = declare.distance(N_("Repeats after distance"))
    every_hours: Quantity | None = declare.quantity(N_("Repeats after hours"), Dimension.DURATION)
    anchor: str = declare.choice(
        N_("Counted from"),
        {"completion": N_("When it was done"), "plan": N_("When it was due")},
        initial="completion",
    )
    wanted_day: int | None = declare.whole(N_("Day of the month"), 1, 31)
    """The day that month arithmetic returns to: 31 January, 28 February, 31 March."""
    soon: Period | None = declare.period(N_("Soon means within"))
    soon_distance: Quantity | None = declare.distance(N_("Soon means within distance"))
    category: str = declare.choice(
        N_("Category"),
        {
            "maintenance": N_("Maintenance"),
            "inspection": N_("Inspection"),
            "insurance_tax": N_("Insurance and tax"),
            "other": N_("Other"),
        },
        initial="maintenance",
    )
    estimate: Money | None = declare.money(N_("Expected cost"))
    last_done: Day | None = declare.day(N_("Last done on"))
    last_odometer: Quantity | None = declare.distance(N_("Last done at odometer"))
    last_hours: Quantity | None = declare.quantity(
        N_("Last done at engine hours"), Dimension.DURATION
    )
    completed_by: str = declare.reference(N_("Done with"), *WORK_KINDS, "inspection", "expense")
    finished: bool = declare.flag(N_("Finished"))


alias("line", "work_line")
alias("plan", "plan_item")
