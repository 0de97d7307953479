"""The plan of a vehicle as a board: its cards by column, what they come to, and moving them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from client.errors import BadRequest, Forbidden
from client.operations.figures import convert
from client.operations.money_elsewhere import lines_of
from client.operations.plan_parts import PlannedPart, hanging, planned_parts
from client.operations.records import completed
from client.operations.vehicle_history import VehicleHistory, day_of, read_history
from client.store import Changes, Query, Reader, Store
from client.store.writing import Transaction
from garage.money import Money
from garage.order import placed
from garage.records import (
    ChecklistItem,
    PlanItem,
    Reminder,
    Vehicle,
    Work,
    kind_named,
)
from garage.rules.at_hand import AtHand, summed
from garage.rules.costs import costs
from garage.rules.due import Due, Usage, due_status
from garage.rules.windows import Window
from garage.units import Quantity
from garage.words import N_, told

COLUMNS = ("backlog", "planned", "doing", "done")
"""The states of a plan item, as the columns stand from left to right."""


@dataclass(frozen=True)
class PlanCard:
    """A plan item with what hangs on it. `due` is of the open reminder that has its title."""

    item: PlanItem
    points: tuple[ChecklistItem, ...] = ()
    due: Due | None = None
    became: Work | None = None
    parts: tuple[PlannedPart, ...] = ()
    """The parts that it needs; of what is done those that its work took."""

    @property
    def id(self) -> str:
        """The plan item's id."""
        return self.item.id

    @property
    def state(self) -> str:
        """The column in which it stands."""
        return column_of(self.item)

    @property
    def ticked(self) -> int:
        """How many points of the checklist are looked at."""
        return sum(point.state != "open" for point in self.points)

    @property
    def in_stock(self) -> AtHand:
        """How many pieces of its parts there are, and how many of them lie in stock."""
        return summed(part.at_hand for part in self.parts)

    @property
    def cost(self) -> Money | None:
        """What it cost where that is known, else what it is expected to."""
        return self.became.total if self.became and self.became.total else self.item.estimate

    @property
    def day(self) -> date | None:
        """When it was done, else when it is planned for."""
        return (day_of(self.became) if self.became else None) or self.item.due


@dataclass(frozen=True)
class PlanBoard:
    """A vehicle's plan: column → cards in order."""

    vehicle: Vehicle
    columns: Mapping[str, tuple[PlanCard, ...]]
    spent: Decimal
    """On work of this calendar year, in the vehicle's currency."""
    odometer: Quantity | None = None
    """The latest reading."""

    @property
    def cards(self) -> tuple[PlanCard, ...]:
        """All of them, column by column."""
        return tuple(card for column in COLUMNS for card in self.columns[column])

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of its cards, in order."""
        return tuple(sorted({tag for card in self.cards for tag in card.item.tags}))

    @property
    def people(self) -> tuple[str, ...]:
        """Who does something of it, by name; however it is spelt, a name is there once."""
        names = sorted({card.item.assignee for card in self.cards if card.item.assignee})
        found: dict[str, str] = {}
        for name in names:
            found.setdefault(name.casefold(), name)
        return tuple(found[key] for key in sorted(found))

    @property
    def planned(self) -> dict[str, Decimal]:
        """What the cards that are planned or begun come to, by currency."""
        return total_of([*self.columns["planned"], *self.columns["doing"]])


def total_of(cards: Iterable[PlanCard]) -> dict[str, Decimal]:
    """What cards come to, by currency."""
    found: Counter[str] = Counter()
    sums: dict[str, Decimal] = {}
    for card in cards:
        if card.cost is not None:
            found[card.cost.currency] += 1
            sums[card.cost.currency] = sums.get(card.cost.currency, Decimal(0)) + Decimal(
                card.cost.amount
            )
    return {currency: sums[currency] for currency, _ in found.most_common()}


def plan_board(reader: Reader, vehicle_id: str, today: date) -> PlanBoard:
    """Read a vehicle's plan; raises NotFound."""
    history = read_history(reader, vehicle_id)
    usage = Usage.on(today, history.odometer, history.hours)
    dues = {
        reminder.title.casefold(): due_status(reminder, today, history.vehicle, usage)
        for reminder in reader.all(Reminder, Query(owner=vehicle_id))
        if not reminder.finished
    }
    works = {record.id: record for record in history.records if isinstance(record, Work)}
    items = sorted(reader.all(PlanItem, Query(owner=vehicle_id)), key=order_of)
    points = hanging(reader, ChecklistItem, [item.id for item in items])
    parts = planned_parts(reader, vehicle_id, items)
    columns: dict[str, list[PlanCard]] = {column: [] for column in COLUMNS}
    for item in items:
        done = item.state == "done"
        became = works.get(item.became) if done and item.became else None
        due = None if done else dues.get(item.title.casefold())
        checklist = tuple(sorted(points.get(item.id, ()), key=point_order))
        card = PlanCard(item, checklist, due, became, parts.get(item.id, ()))
        columns[card.state].append(card)
    return PlanBoard(
        history.vehicle,
        {column: tuple(cards) for column, cards in columns.items()},
        _spent(reader, history, Window(today.replace(month=1, day=1), today), today),
        usage.odometer.shown if usage.odometer else None,
    )


def column_of(item: PlanItem) -> str:
    """Its state; what nobody planned yet, or a newer version put elsewhere, is in the first."""
    return item.state if item.state in COLUMNS else COLUMNS[0]


def order_of(item: PlanItem) -> tuple[str, str]:
    """What the cards of a column are sorted by."""
    return item.order, item.id


def point_order(point: ChecklistItem) -> tuple[str, str]:
    """What the points of a checklist are sorted by."""
    return point.order, point.title


def _spent(reader: Reader, history: VehicleHistory, window: Window, today: date) -> Decimal:
    works = [record for record in history.spent_in(window) if isinstance(record, Work)]
    return costs(
        [*works, *lines_of(reader, works)],
        today=today,
        vehicles=(history.vehicle,),
        window=window,
        currency=history.vehicle.currency,
        convert=convert,
        distance=0.0,
    ).total


# ------------------------------------------------------------------ moving and ticking off


def move_plan_item(store: Store, id_: str, state: str, before: str = "") -> Changes:
    """Move a card into a column, before another card of it or to its end, as one operation."""
    if state not in COLUMNS:
        raise BadRequest(
            told("there is no column {state!r}", state=state),
            told("use one of {columns}", columns=", ".join(COLUMNS)),
        )

    def work(transaction: Transaction) -> str:
        item = _there(transaction, id_)
        put_in_column(transaction, item, state, before)
        return item.title

    return store.operate(work, "move", "")


def put_in_column(transaction: Transaction, item: PlanItem, state: str, before: str) -> None:
    """Write the item's column and its place there, and new places of others where need be."""
    kind = kind_named("plan_item")
    others = [
        other
        for other in Reader(transaction.connection).all(PlanItem, Query(owner=item.vehicle))
        if column_of(other) == state and other.id != item.id
    ]
    others.sort(key=order_of)
    at = next((at for at, other in enumerate(others) if other.id == before), len(others))
    found = placed([other.order for other in others], at)
    transaction.change(kind, item.id, {"state": state, "order": found.key})
    for place, key in found.others.items():
        transaction.change(kind, others[place].id, {"order": key})


def tick_points(store: Store, ids: Sequence[str], state: str) -> Changes:
    """Set points of a checklist to a state: "ok" is looked at, "open" is still to do."""
    kind = kind_named("checklist_item")
    values = kind.check({"state": state})

    def work(transaction: Transaction) -> str:
        reader = Reader(transaction.connection)
        titles = []
        for id_ in ids:
            titles.append(reader.get(ChecklistItem, id_).title)
            transaction.change(kind, id_, values)
        return ", ".join(titles)

    return store.operate(work, "edit", "")


def add_point(store: Store, item: str, title: str) -> Changes:
    """Add a point at the end of a card's checklist."""
    kind = kind_named("checklist_item")

    def work(transaction: Transaction) -> str:
        reader = Reader(transaction.connection)
        found = sorted(reader.all(ChecklistItem, Query(owner=item)), key=point_order)
        key = placed([point.order for point in found], len(found))
        written = completed(kind, {"of": item, "title": title, "order": key.key})
        transaction.add(kind, written)
        for place, order in key.others.items():
            transaction.change(kind, found[place].id, {"order": order})
        return title

    return store.operate(work, "add", "")


def _there(transaction: Transaction, id_: str) -> PlanItem:
    item = Reader(transaction.connection).get(PlanItem, id_)
    if item.deleted:
        raise Forbidden(told("{title} is in the trash", title=item.title), N_("restore it first"))
    return item
