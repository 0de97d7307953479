"""Import: look at a file, say what it would do, then land it whole or not at all."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import cache
from itertools import count, islice
from typing import Any, ClassVar

from client.errors import BadFile, BadRequest, NotFound
from client.exchange.drafts import Draft, NoRowTaken, Plan, Question, Refusal
from client.operations.identity import Known, Natural, known_vehicle, natural, natural_vehicle
from client.operations.vehicles import find_vehicle, only_vehicle
from client.store import Batch, Changes, NewRow, Query, Reader, Store
from client.store.ground import Ground
from garage.ids import is_id, natural_id
from garage.records import Kind, Vehicle, kind_named, kinds
from garage.records.fields import ReferenceField
from garage.words import N_, told

SLICE = 1_000
"""Rows in one transaction: some 20 ms of the writer's time."""
AHEAD = 3
"""Slices that may wait to land, so that one which takes long (a checkpoint) holds up no reading."""
MOST_REFUSALS = 1_000
"""Refusals that a report lists; the rest are counted."""


class Unanswered(BadRequest):
    """The file is silent on something that only a person can tell."""

    code: ClassVar[str] = "question"

    def __init__(self, questions: Sequence[Question]) -> None:
        options = ", ".join(question.option for question in questions)
        said = " and ".join(_in_a_sentence(question.message) for question in questions)
        super().__init__(said, told("say it with {options}", options=options))
        self.questions = tuple(questions)


class Cancelled(BadRequest):
    """The person stopped the import; nothing of it was kept."""

    code: ClassVar[str] = "cancelled"


@dataclass
class ImportReport:
    """What an import did, or (in a dry run) would do."""

    format: str
    judged: dict[str, Any]
    unchanged: int = 0
    repeated: int = 0
    """Rows that say again what a row before them in the file said."""
    refused: list[Refusal] = field(default_factory=list)
    refusals: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    """How many records of each kind were added."""
    vehicles: list[str] = field(default_factory=list)
    """Names of those that the file's rows go to."""
    changes: Changes = field(default_factory=Changes)

    @property
    def added(self) -> int:
        """How many records were added."""
        return self.kinds.total()

    def check_taken(self, plan: Plan) -> None:
        """Raises BadFile where the file had nothing but refused rows, or none at all."""
        rows = self.added - self.kinds["vehicle"] + self.unchanged
        if self.refusals and not rows:
            said = plan.judged.columns.value
            raise NoRowTaken(
                self.refused,
                N_("say otherwise what its columns are, or correct the file")
                if said
                else N_("correct the file, or name its --format"),
            )
        if not rows and not plan.vehicles:
            raise BadFile(N_("the file holds no rows"), N_("export it again from the other app"))

    def to_json(self) -> dict[str, Any]:
        """The shape of the command line."""
        return {
            "format": self.format,
            "judged": self.judged,
            "added": self.added,
            "unchanged": self.unchanged,
            "repeated": self.repeated,
            "refused": [
                {"line": refusal.line, "column": refusal.column, "reason": refusal.reason}
                for refusal in self.refused
            ],
            "refusals": self.refusals,
            "kinds": self.kinds,
            "vehicles": self.vehicles,
        }


_OWNERS = frozenset(
    name
    for kind in kinds()
    if kind.owner is not None and isinstance(owner := kind.field(kind.owner).type, ReferenceField)
    for name in owner.kinds
)
"""Kinds whose records others hang on."""

Progress = Callable[[int, int], None]
"""(rows done, rows expected)."""


def run_import(
    store: Store,
    plan: Plan,
    *,
    vehicle: str | None = None,
    new_vehicle: bool = False,
    title: str = "",
    dry_run: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Land what a plan reads, as one operation; or only count it, with `dry_run`.

    With `new_vehicle` the plan's vehicles are made, whatever is here that is like them.

    Raises Unanswered for a question that is open, BadFile if no row could be taken, Cancelled;
    nothing is then kept.
    """
    if plan.questions:
        raise Unanswered(plan.questions)
    report = ImportReport(str(plan.judged.format.value), plan.judged.to_json())
    rows = store.read(lambda reader: _Rows(reader, plan, vehicle, new_vehicle, report))
    wanted = rows.new_rows(store)
    if dry_run:
        for done, _ in enumerate(wanted, start=1):
            _tell(progress, cancelled, done, plan)
        report.check_taken(plan)
    else:
        report.changes = _land(
            store, wanted, title or report.format, report, plan, progress, cancelled
        )
    return report


def _land(
    store: Store,
    wanted: Iterator[NewRow],
    title: str,
    report: ImportReport,
    plan: Plan,
    progress: Progress | None,
    cancelled: Callable[[], bool],
) -> Changes:
    batch: Batch | None = None
    landing: deque[Future[None]] = deque()
    done = 0
    try:
        while part := list(islice(wanted, SLICE)):
            batch = batch or store.begin_batch(title)
            while len(landing) >= AHEAD:
                landing.popleft().result()
            # While these slices land, the next one is read.
            landing.append(store.land_soon(batch, part))
            done += len(part)
            _tell(progress, cancelled, done, plan)
        for each in landing:
            each.result()
        report.check_taken(plan)
    except BaseException:
        if batch is not None:
            store.give_up_batch(batch)
        raise
    return Changes() if batch is None else store.complete_batch(batch, "import")


def _tell(progress: Progress | None, cancelled: Callable[[], bool], done: int, plan: Plan) -> None:
    if cancelled():
        raise Cancelled(told("the import was stopped"), told("nothing of it was kept"))
    if progress is not None:
        progress(done, plan.estimated_rows)


@cache
def _arriving(name: str) -> tuple[Kind, Natural, bool]:
    """A kind, how its records are told apart, and whether others hang on them."""
    kind = kind_named(name)
    return kind, natural(kind), name in _OWNERS


class _Rows:
    """The plan's drafts as rows of this garage, without what is here already."""

    def __init__(
        self,
        reader: Reader,
        plan: Plan,
        vehicle: str | None,
        new_vehicle: bool,
        report: ImportReport,
    ) -> None:
        self._plan = plan
        self._all_new = new_vehicle
        self._report = report
        self._space = Ground(reader.connection).shown
        self._elsewhere: dict[str, str] = {}
        """Owner → its space, for what does not hang on something of the space that is shown."""
        self._vehicles: dict[Any, str] = {}
        self._new_vehicles: list[NewRow] = []
        self._known = Known()
        self._ids: dict[Any, str] = {}
        self._choose_vehicles(reader, vehicle)

    def _choose_vehicles(self, reader: Reader, named: str | None) -> None:
        forced = _forced(reader, named) if named else None
        unlike = forced is not None or self._all_new
        there = [] if unlike else reader.all(Vehicle)
        for draft in self._plan.vehicles:
            values = dict(draft.values)
            if named and not forced and len(self._plan.vehicles) == 1:
                values["name"] = named
            if forced is not None:
                self._vehicles[draft.key] = forced.id
                continue
            known = known_vehicle(values, there)
            if known is not None:
                self._join(reader.get(Vehicle, known))
            self._vehicles[draft.key] = known or self._new_vehicle(reader, values)
        if not self._plan.vehicles or forced:
            chosen = forced or only_vehicle(reader)
            if chosen is None and named:
                self._vehicles[None] = self._new_vehicle(reader, {"name": named})
            elif chosen is None:
                about = told("the file does not say which vehicle it is about")
                names = tuple(one.name for one in reader.all(Vehicle, Query(sort="name")))
                raise Unanswered([Question("--vehicle", about, names)])
            else:
                self._join(chosen)
                self._vehicles[None] = chosen.id

    def _join(self, vehicle: Vehicle) -> None:
        self._report.vehicles.append(vehicle.name)
        if vehicle.space != self._space:
            self._elsewhere[vehicle.id] = vehicle.space

    def _new_vehicle(self, reader: Reader, values: Mapping[str, Any]) -> str:
        """The id that the file's vehicle gets, unless an import gave it and it has a new name.

        One that is in the trash stays there: what is imported again is a vehicle of its own.
        """
        kind = kind_named("vehicle")
        complete = kind.complete(values)
        parts = ("vehicle", natural_vehicle(complete))
        for again in count():
            id_ = natural_id(self._space, (*parts, f"again {again}") if again else parts)
            try:
                there = reader.get(Vehicle, id_)
            except NotFound:
                break
            if not there.deleted and not self._all_new:
                self._join(there)
                return id_
        self._new_vehicles.append(NewRow.of(kind, id_, complete))
        return id_

    def new_rows(self, store: Store) -> Iterator[NewRow]:
        """Rows to write; what is here already is counted, what is refused is listed."""
        report = self._report
        for row in self._new_vehicles:
            report.kinds[row.kind.name] += 1
            report.vehicles.append(row.values["name"])
            yield row
        fresh = {row.id for row in self._new_vehicles}
        of: tuple[Any, ...] = ()
        for draft in self._plan.rows():
            if isinstance(draft, Refusal):
                report.refusals += 1
                if len(report.refused) < MOST_REFUSALS:
                    report.refused.append(draft)
                continue
            # Most rows of a file go where the one before went: that is looked up once for them all.
            if of != (draft.kind, draft.vehicle, draft.parent):
                of = (draft.kind, draft.vehicle, draft.parent)
                kind, telling, owns = _arriving(draft.kind)
                owner = self._owner(kind, draft)
                hanging = {} if kind.owner is None else {kind.owner: owner}
                here = self._known.of(store, kind, owner, new_owner=owner in fresh)
                space = self._elsewhere.get(owner, self._space)
            values = {**draft.values, **hanging}
            row, key = telling.row(space, owner, values)
            again = 0
            while row.id in here.undone:
                again += 1
                row, key = telling.row(space, owner, values, again)
            met = here.note(key, row.id)
            if space != self._space:
                row = row._replace(space=space)
                self._elsewhere[row.id] = space
            if owns:
                self._ids[draft.key] = row.id
                if not met:
                    fresh.add(row.id)
            if met == "here":
                report.unchanged += 1
            elif met:
                report.repeated += 1
            else:
                report.kinds[draft.kind] += 1
                yield row

    def _owner(self, kind: Kind, draft: Draft) -> str:
        if kind.owner == "vehicle" or kind.owner is None:
            vehicle = self._vehicles.get(draft.vehicle)
            return vehicle if vehicle is not None else next(iter(self._vehicles.values()))
        return self._ids[draft.parent]


def _forced(reader: Reader, named: str) -> Vehicle | None:
    """The vehicle that all rows go to; None where the garage has none, so that it is made."""
    if is_id(named):
        found = reader.get(Vehicle, named)
        if found.deleted:
            raise NotFound(told("{name} is in the trash", name=found.name), N_("name another one"))
        return found
    if not reader.all(Vehicle, Query(limit=1)):
        return None
    try:
        return find_vehicle(reader, named)
    except NotFound as error:
        first = told("or add it first: paddock add vehicle name={named!r}", named=named)
        raise NotFound(error.message, f"{error.hint}; {first}") from None


def _in_a_sentence(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(". ")
