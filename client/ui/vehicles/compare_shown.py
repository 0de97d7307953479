"""A comparison in words: rows of values side by side, the best of each marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from client.operations.comparing import Compared
from client.ui.text import _
from client.ui.vehicles.due_shown import due_words
from client.ui.vehicles.shown import Shown
from client.ui.vehicles.spec_words import spec_name, spec_value
from garage.filters.fold import fold_name
from garage.records import ENERGIES, Specification
from garage.records.vehicles import STATUSES
from garage.units import unit

MOST_FACTS = 16
_GREATER_IS_BETTER = frozenset({"power", "torque", "range", "payload"})


@dataclass(frozen=True, slots=True)
class CompareRow:
    """A title with a value for each vehicle; "" where it is not known. `best` are their places."""

    title: str
    values: tuple[str, ...]
    best: frozenset[int] = frozenset()


def compare_rows(found: Sequence[Compared], shown: Shown) -> tuple[CompareRow, ...]:
    """All rows that at least one of the vehicles has a value for."""
    makers = (_what_it_is, _running, _money, _facts)
    rows = [row for make in makers for row in make(found, shown)]
    return tuple(row for row in rows if any(row.values))


def as_text(found: Sequence[Compared], rows: Sequence[CompareRow]) -> str:
    """The comparison with tabs between, for a letter or a spreadsheet."""
    lines = ["\t".join(("", *(each.vehicle.name for each in found)))]
    best = _("best")
    for row in rows:
        cells = (
            f"{value} ({best})" if place in row.best else value
            for place, value in enumerate(row.values)
        )
        lines.append("\t".join((row.title, *cells)))
    return "\n".join(lines)


def _best(keys: Sequence[float | None], *, greater: bool) -> frozenset[int]:
    """The places of the best; none where fewer than two can be compared, or all are alike."""
    known = [key for key in keys if key is not None]
    if len(known) < 2 or min(known) == max(known):
        return frozenset()
    wanted = max(known) if greater else min(known)
    return frozenset(place for place, key in enumerate(keys) if key == wanted)


def _row(
    title: str,
    found: Sequence[Compared],
    words: Callable[[Compared], str],
    key: Callable[[Compared], float | None] | None = None,
    *,
    greater: bool = False,
) -> CompareRow:
    best = _best([key(each) for each in found], greater=greater) if key else frozenset()
    return CompareRow(title, tuple(words(each) for each in found), best)


# ---------------------------------------------------------------------- what it is


def _what_it_is(found: Sequence[Compared], shown: Shown) -> list[CompareRow]:
    return [
        _row(_("Model year"), found, lambda each: str(each.vehicle.year or "")),
        _row(
            _("Energy"),
            found,
            lambda each: " + ".join(_(ENERGIES.get(name, name)) for name in each.vehicle.energies),
        ),
        _row(
            _("Status"),
            found,
            lambda each: _(STATUSES.get(each.vehicle.status, each.vehicle.status)),
        ),
    ]


def _facts(found: Sequence[Compared], shown: Shown) -> list[CompareRow]:
    """The specifications, those first that most of the vehicles have."""
    rows: dict[str, list[Specification | None]] = {}
    for place, each in enumerate(found):
        for spec in each.specifications:
            specs = rows.setdefault(fold_name(spec_name(spec)), [None] * len(found))
            specs[place] = specs[place] or spec
    often = sorted(rows.values(), key=lambda specs: specs.count(None))[:MOST_FACTS]
    return [_fact_row(specs, shown) for specs in often]


def _fact_row(specs: Sequence[Specification | None], shown: Shown) -> CompareRow:
    known = [spec for spec in specs if spec is not None]
    values = tuple(spec_value(spec, shown) if spec else "" for spec in specs)
    best: frozenset[int] = frozenset()
    if any(_is_better_greater(spec) for spec in known):
        best = _best([s.value.si if s and s.value else None for s in specs], greater=True)
    title = spec_name(known[0]).replace("_", " ")
    return CompareRow(f"{title[:1].upper()}{title[1:]}", values, best)


def _is_better_greater(spec: Specification) -> bool:
    words = fold_name(spec.name).split()
    return bool(_GREATER_IS_BETTER.intersection((*words[:1], *words[-1:])))


# ---------------------------------------------------------------------- what it does


def _running(found: Sequence[Compared], shown: Shown) -> list[CompareRow]:
    return [
        _row(
            _("Odometer"),
            found,
            lambda each: _odometer(each, shown.of(each.vehicle)),
            lambda each: each.overview.odometer.si if each.overview.odometer else None,
        ),
        _economy(found, shown),
        _row(_("Next due"), found, lambda each: _due(each, shown.of(each.vehicle))),
    ]


def _odometer(each: Compared, own: Shown) -> str:
    if each.overview.odometer is not None:
        return own.rounded(each.overview.odometer)
    return own.quantity(each.overview.hours) if each.overview.hours else ""


def _economy(found: Sequence[Compared], shown: Shown) -> CompareRow:
    """The economy; litres and kilowatt hours are not held against each other."""
    figures = [each.overview.economy for each in found]
    values = []
    for each, known in zip(found, figures, strict=True):
        own, latest = shown.of(each.vehicle), known.latest if known else None
        if known is None or latest is None:
            values.append("")
        else:
            values.append(f"{own.economy(known.whole, latest, 1)} {own.economy_unit(known.whole)}")
    alike = len({known.whole.measure for known in figures if known}) == 1
    keys = [known.latest if known else None for known in figures]
    best = _best(keys, greater=True) if alike else frozenset()
    return CompareRow(_("Economy"), tuple(values), best)


def _due(each: Compared, own: Shown) -> str:
    due = each.overview.due
    return f"{due.reminder.title}, {due_words(due, own)}" if due else _("nothing due")


# ---------------------------------------------------------------------- what it costs


def _money(found: Sequence[Compared], shown: Shown) -> list[CompareRow]:
    one_currency = len({each.currency for each in found}) == 1

    def same(key: Callable[[Compared], float | None]) -> Callable[[Compared], float | None] | None:
        return key if one_currency else None

    return [
        _row(
            _("Cost per distance"),
            found,
            lambda each: _rate(each, shown.of(each.vehicle)),
            same(_rate_key),
        ),
        _row(
            _("Cost in a year"),
            found,
            lambda each: shown.amount(each.overview.costs.total, each.currency),
            same(lambda each: float(each.overview.costs.total)),
        ),
        _row(
            _("Worth now"),
            found,
            lambda each: shown.amount(each.worth.amount, each.currency) if each.worth else "",
        ),
        _row(
            _("Depreciation in a year"),
            found,
            lambda each: _lost(each, shown),
            same(lambda each: float(each.lost.amount) if each.lost else None),
        ),
    ]


def _lost(each: Compared, shown: Shown) -> str:
    if each.lost is None:
        return ""
    amount = shown.amount(abs(each.lost.amount), each.currency)
    return _("{amount} gained").format(amount=amount) if each.lost.amount < 0 else amount


def _rate(each: Compared, own: Shown) -> str:
    if each.per is None:
        return ""
    way = own.symbol(each.vehicle.distance_unit or "km")
    return f"{own.rate(each.per.total, each.currency)}/{way}"


def _rate_key(each: Compared) -> float | None:
    """Money for a metre: a mile and a kilometre can be compared so."""
    if each.per is None:
        return None
    return float(each.per.total / unit(each.vehicle.distance_unit or "km").factor)
