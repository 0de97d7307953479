"""From a line to a record: which kind it is, its values, and what is left of the text."""

from __future__ import annotations

from typing import Any

from garage.errors import ValueRefused
from garage.moments import Moment
from garage.quick import vocabulary as words
from garage.quick.context import LONGEST, QuickContext
from garage.quick.figures import doubts, work_out
from garage.quick.infer import infer
from garage.quick.misread import misfits, set_aside, take_last_weekday
from garage.quick.pieces import Piece, Question, Role, Understood, Worked
from garage.quick.scan import Line, scan
from garage.quick.station import offer_station
from garage.records import EXPENSES, WORK_KINDS, kind_named
from garage.units import Quantity
from garage.words import N_, told

_FUEL = (Role.VOLUME, Role.ENERGY, Role.MASS, Role.PRICE, Role.CHARGE)
_ONLY_FUEL = (*_FUEL, Role.FULL, Role.MISSED, Role.FUEL, Role.GRADE)
_FILLERS = frozenset(
    ("for", "für", "um", "and", "und", "mit", "with", "on", "am", "der", "die", "das", "a", "an",
     "auf", "in", "at", "bei", "=", ":", "&", "x", "×")
)  # fmt: skip
_EDGES = " \t\n,;·|"
_SAME = {
    Role.VOLUME: "volume", Role.ENERGY: "energy", Role.MASS: "mass", Role.TOTAL: "total",
    Role.PRICE: "price", Role.ODOMETER: "odometer", Role.HOURS: "hours", Role.FULL: "full",
    Role.MISSED: "missed", Role.FUEL: "fuel", Role.GRADE: "grade",
}  # fmt: skip


def understand(text: str, context: QuickContext | None = None) -> Understood:
    """What `text` says, as one record; see `Understood`.

    ValueRefused (`too_long`) above 500 characters, and for nothing else: what is not understood
    stays in the note.
    """
    if len(text) > LONGEST:
        raise ValueRefused(
            told("the line has over {longest} characters", longest=LONGEST),
            N_("put the rest in the notes"),
            "too_long",
        )
    context = context or QuickContext()
    line = Line(text, context)
    scan(line)
    kind = _kind_said(line)
    take_last_weekday(line)
    questions = set_aside(line, filling=kind in ("", "fill_up"))
    questions += infer(line, filling=kind in ("", "fill_up"), paying=kind not in ("", "fill_up"))
    left = _left(line)
    kind = kind or _kind_guessed(line, left)
    offered = offer_station(line, left, _FILLERS) if kind == "fill_up" else None
    if offered is not None:
        left = []
    values, refused = _values(line, kind, left)
    questions += refused
    worked: list[Worked] = []
    if kind == "fill_up":
        worked = work_out(values, context)
        for each in worked:
            if each.name in ("total", "volume", "energy", "mass"):
                values[each.name] = each.value
    questions += [*misfits(line, values), *doubts(values, context)]
    if kind == "fill_up" and text.strip() and not set(values) & {"volume", "energy", "mass"}:
        message = told("how much was filled is not said")
        questions.append(Question("volume_missing", message, Role.VOLUME))
    if offered is not None:
        questions.append(offered)
    for start, end in left:
        line.take(start, end, Role.NOTE, text[start:end])
    pieces = tuple(sorted(line.pieces, key=lambda piece: piece.start))
    parts = tuple(text[start:end] for start, end in left)
    return Understood(text, kind, pieces, values, tuple(worked), tuple(questions), parts)


def _kind_said(line: Line) -> str:
    """The kind that a word or a unit names, or ""; pieces that do not go with it are let go."""
    said = line.of(Role.KIND)
    work = next((p for p in said if p.value in WORK_KINDS), None)
    if work:
        _let_go(line, lambda p: p.role in _ONLY_FUEL or (p.role is Role.KIND and p is not work))
        return str(work.value)
    if line.of(*_FUEL) or any(piece.value == "fill_up" for piece in said):
        _let_go(line, lambda p: p.role is Role.KIND and p.value != "fill_up")
        return "fill_up"
    if said:
        _let_go(line, lambda p: p.role in _ONLY_FUEL or (p.role is Role.KIND and p is not said[0]))
        return "expense"
    return ""


def _let_go(line: Line, which: Any) -> None:
    line.pieces = [piece for piece in line.pieces if not which(piece)]


def _kind_guessed(line: Line, left: list[tuple[int, int]]) -> str:
    """By what is there: an odometer alone, money with words, else a fill-up."""
    metered = line.of(Role.ODOMETER, Role.HOURS, Role.DISTANCE)
    money = line.of(Role.TOTAL)
    if line.of(*_ONLY_FUEL):
        return "fill_up"
    if metered and not money:
        return "odometer_reading"
    spoken = any(any(map(str.isalpha, line.text[start:end])) for start, end in left)
    return "expense" if money and spoken and not metered else "fill_up"


def _left(line: Line) -> list[tuple[int, int]]:
    """The stretches that say something and were not understood."""
    found = []
    for start, end in line.gaps():
        part = line.text[start:end]
        kept = part.strip(_EDGES)
        said = [word for word in kept.split() if word.lower() not in _FILLERS]
        if kept and any(any(map(str.isalnum, word)) for word in said):
            begin = start + part.index(kept)
            found.append((begin, begin + len(kept)))
    return found


def _values(
    line: Line, kind: str, left: list[tuple[int, int]]
) -> tuple[dict[str, Any], list[Question]]:
    """Checked values for the kind, and a question about each that cannot stand."""
    known = kind_named(kind)
    raw = {**_moment(line), **_plain(line), **_from_text(line, kind, left)}
    values: dict[str, Any] = {}
    questions: list[Question] = []
    for name, value in raw.items():
        if name not in known.by_name:
            continue
        try:
            values |= known.check({name: value})
        except ValueRefused as error:
            questions.append(Question(error.code, str(error), _role_of(name)))
    return values, questions


def _role_of(name: str) -> Role:
    return next((role for role, each in _SAME.items() if each == name), Role.NOTE)


def _moment(line: Line) -> dict[str, Any]:
    reading = line.context.reading
    days, times = line.of(Role.DATE), line.of(Role.TIME)
    day = days[0].value if days else reading.day
    moment = Moment(day, times[0].value if times else None)
    return {"date": moment.in_zone(reading.zone)}


def _plain(line: Line) -> dict[str, Any]:
    """The values whose pieces are their own."""
    values: dict[str, Any] = {}
    for piece in line.pieces:
        if piece.role in _SAME:
            values.setdefault(_SAME[piece.role], piece.value)
        elif piece.role is Role.CHARGE:
            values["charge_from"], values["charge_to"] = piece.value
        elif piece.role is Role.DISTANCE and line.context.last_odometer is not None:
            values.setdefault("odometer", _further(line.context.last_odometer, piece.value))
    tags = frozenset(piece.value for piece in line.of(Role.TAG))
    return {**values, "tags": tags} if tags else values


def _further(last: Quantity, way: Quantity) -> Quantity:
    return Quantity.of(last.decimal + way.to(last.unit).decimal, last.unit)


def _from_text(line: Line, kind: str, left: list[tuple[int, int]]) -> dict[str, Any]:
    """Station, category, title and notes."""
    rest = " ".join(line.text[start:end] for start, end in left)
    where = line.of(Role.STATION)
    place = {"station": where[0].value, "supplier": where[0].value} if where else {}
    if kind not in (*WORK_KINDS, "expense"):
        return {**place, "notes": rest} if rest else place
    said = line.of(Role.KIND)
    title = _title(line, said[0] if said else None, rest)
    if kind == "expense":
        category = said[0].value if said and said[0].value in EXPENSES else "other"
        place = {**place, "category": category}
    return {**place, "title": title or kind.capitalize()}


def _title(line: Line, said: Piece | None, rest: str) -> str:
    """What was left, led by the word for the work where that says more than its kind."""
    if said is None:
        return rest
    word = line.text[said.start : said.end]
    telling = said.value in WORK_KINDS and words.key_of(word) not in words.BARE_WORK
    title = f"{word} {rest}".strip() if telling or not rest else rest
    return title[:1].upper() + title[1:]
