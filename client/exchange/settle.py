"""What a file's tables show together: units, currency, order of dates, decimal mark, questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from client.errors import BadRequest
from client.exchange.drafts import NOTHING, DateOrder, ImportOptions, Judgement, Question
from client.exchange.judge import currencies_of, file_mark
from client.exchange.layout import Layout
from client.exchange.moments import Moments
from client.exchange.table import Table
from garage.errors import ValueRefused
from garage.money.currencies import checked_currency
from garage.units import UNITS, Dimension, unit_spelled
from garage.words import N_, told

_AMOUNTS = (Dimension.VOLUME, Dimension.ENERGY, Dimension.MASS)
_COMMON_CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CAD", "AUD", "JPY")
_ORDER_WORDS = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}


@dataclass
class Asked:
    """What a file leaves open: what the options say of it, and what they do not."""

    questions: list[Question] = field(default_factory=list)
    answered: list[Question] = field(default_factory=list)

    def ask(self, question: Question, said: object) -> None:
        """Ask, unless it was said."""
        (self.answered if said else self.questions).append(question)


def chosen_distance_unit(text: str) -> str:
    """The unit that `--distance-unit` means. Raises BadRequest."""
    if text in UNITS and UNITS[text].dimension is Dimension.DISTANCE:
        return text
    spelled = unit_spelled(text, Dimension.DISTANCE)
    if spelled is None or UNITS[spelled].dimension is not Dimension.DISTANCE:
        raise BadRequest(
            told("{text!r} is no unit of distance", text=text[:40]), N_("use km or mi")
        )
    return spelled


def chosen_volume_unit(text: str) -> str:
    """The unit that `--volume-unit` means, of volume, energy or mass. Raises BadRequest."""
    if text in UNITS and UNITS[text].dimension in _AMOUNTS:
        return text
    for dimension in _AMOUNTS:
        american, british = (unit_spelled(text, dimension, gallon) for gallon in ("us", "uk"))
        if american != british:
            raise BadRequest(
                told("{text!r} can be two units", text=text[:40]),
                told("use {american} or {british}", american=american, british=british),
            )
        if american is not None:
            return american
    raise BadRequest(
        told("{text!r} is no unit of fuel", text=text[:40]), N_("use L, gal_us, gal_uk, kWh or kg")
    )


def chosen_currency(text: str) -> str:
    """The currency that `--currency` means. Raises BadRequest."""
    try:
        return checked_currency(text)
    except ValueRefused as error:
        raise BadRequest(error.message, error.hint) from error


def settle_columns(
    layout: Layout, tables: Sequence[Table], options: ImportOptions, delimiter: str, asked: Asked
) -> tuple[Judgement, Judgement, tuple[str, ...]]:
    """Set each table's readers of dates and numbers; the file's order and mark, as judged."""
    if options.date_order not in (None, "dmy", "mdy", "ymd"):
        raise BadRequest(
            told("{date_order!r} is no order", date_order=options.date_order),
            N_("use dmy, mdy or ymd"),
        )
    if options.decimal_mark not in (None, ".", ","):
        raise BadRequest(
            told("{decimal_mark!r} is no decimal mark", decimal_mark=options.decimal_mark),
            N_('use "." or ","'),
        )
    remarks: list[str] = []
    dates = _settle_dates(layout, tables, options, remarks, asked)
    columns = [each for table in tables for each in table.number_columns.values()]
    together = file_mark(columns)
    usual = "," if delimiter == ";" else "."
    for table in tables:
        marks = {}
        for at, column in table.number_columns.items():
            marks[at] = options.decimal_mark or column.mark or together or usual
            if column.mark is None and column.points and column.commas:
                label = table.label(at)
                remarks.append(
                    told("The numbers of {label} have points and commas for decimals.", label=label)
                )
        table.marks = marks
        whole = {table.index[name] for name in layout.whole if name in table.index}
        table.whole = frozenset(
            at
            for at in whole & table.number_columns.keys()
            if options.decimal_mark is None and table.number_columns[at].mark is None
        )
    if options.decimal_mark:
        mark = Judgement(options.decimal_mark, "option")
    elif together:
        mark = Judgement(together, "judged")
    else:
        mark = Judgement(usual, "default")
    return dates, mark, tuple(remarks)


def _settle_dates(
    layout: Layout,
    tables: Sequence[Table],
    options: ImportOptions,
    remarks: list[str],
    asked: Asked,
) -> Judgement:
    columns = [each for table in tables for each in table.date_columns.values()]
    orders = Counter(column.order for column in columns if column.order)
    common: DateOrder | None = orders.most_common(1)[0][0] if orders else None
    named = layout.file_date_order()
    fallback = named or (common if common != "ymd" else None) or layout.date_default
    readers: dict[DateOrder | None, Moments] = {}
    for table in tables:
        moments = {}
        for at, column in table.date_columns.items():
            if column.contradicts:
                words = _ORDER_WORDS[column.order or "ymd"]
                remarks.append(
                    told(
                        "Some dates of {label} are impossible {words}.",
                        label=table.label(at),
                        words=words,
                    )
                )
            own = column.order or fallback
            order = options.date_order or own
            if own is None and column.undecided and not (asked.questions or asked.answered):
                message = told(
                    "The dates of {label} can be read day first or month first.",
                    label=table.label(at),
                )
                question = Question("--date-order", message, ("dmy", "mdy"))
                asked.ask(question, options.date_order)
            if order not in readers:
                readers[order] = Moments(order, options.zone)
            moments[at] = readers[order]
        table.moments = moments
    if options.date_order:
        return Judgement(options.date_order, "option")
    if common and not (fallback and any(column.undecided for column in columns)):
        return Judgement(common, "judged")
    if named:
        return Judgement(named, "file")
    if fallback and any(column.open for column in columns):
        return Judgement(fallback, "judged" if fallback == common else "default")
    return NOTHING


def settle_units(
    layout: Layout, tables: Sequence[Table], options: ImportOptions, asked: Asked
) -> dict[str, Judgement]:
    """Set the layout's units and currency: the option, the file, a hint, the profile's; or ask."""
    filled = {name for table in tables for name in table.filled}
    distance, volume = layout.file_distance_unit(), layout.file_volume_unit()
    if not distance.value and "distances" in filled:
        message = told("The file does not say in what unit its distances are.")
        asked.ask(Question("--distance-unit", message, ("km", "mi")), options.distance_unit)
    if options.distance_unit:
        distance = Judgement(chosen_distance_unit(options.distance_unit), "option")
    if not volume.value and layout.needs_volume_unit(filled):
        message = told("The file does not say in what unit its volumes are.")
        units = ("L", "gal_us", "gal_uk", "kWh", "kg")
        asked.ask(Question("--volume-unit", message, units), options.volume_unit)
    if options.volume_unit:
        volume = Judgement(chosen_volume_unit(options.volume_unit), "option")
    currency = _currency(layout, tables, options)
    silent = not _currency(layout, tables, replace(options, currency=None)).value
    if silent and "money" in filled:
        message = told("The file does not say in what currency its amounts are.")
        asked.ask(Question("--currency", message, _choices(layout, tables)), options.currency)
    layout.distance_unit, layout.volume_unit = distance.value, volume.value
    layout.currency = currency.value
    return {"distance_unit": distance, "volume_unit": volume, "currency": currency}


def _currency(layout: Layout, tables: Sequence[Table], options: ImportOptions) -> Judgement:
    """The option, what the file names, a hint in it, the profile's, in this order."""
    if options.currency:
        return Judgement(chosen_currency(options.currency), "option")
    named = layout.file_currency()
    if named.value and named.how == "file":
        return named
    usual = options.default_currency
    for meant in _signs(layout, tables):
        if len(meant) == 1:
            return Judgement(meant[0], "judged")
        if named.value in meant:
            return named
        if usual in meant:
            return Judgement(str(usual), "default")
        return NOTHING
    if named.value:
        return named
    if usual:
        return Judgement(chosen_currency(usual), "default")
    return NOTHING


def _signs(layout: Layout, tables: Sequence[Table]) -> list[tuple[str, ...]]:
    """What the signs beside amounts may mean, the commonest sign first."""
    signs: Counter[str] = Counter(layout.hinted_signs())
    for table in tables:
        signs.update(table.signs)
    return [meant for sign, _ in signs.most_common() if (meant := currencies_of(sign))]


def _choices(layout: Layout, tables: Sequence[Table]) -> tuple[str, ...]:
    signs = _signs(layout, tables)
    return signs[0] if signs else _COMMON_CURRENCIES
