"""What an import would bring, in words."""

from __future__ import annotations

from collections.abc import Container

from client.operations.import_fit import Misfit
from client.operations.importing import ImportReport
from client.ui.text import _, ngettext, said
from client.ui.vehicles.shown import Shown
from garage.records import find_kind

_MOST_REFUSALS = 5


def found_words(report: ImportReport, shown: Shown) -> str:
    """What is new, what is here already, what cannot be taken."""
    parts = [
        _("{kind}: {count} new").format(kind=_(kind.plural), count=shown.number(str(count)))
        for name, count in report.kinds.items()
        if (kind := find_kind(name)) is not None
    ]
    words = (", ".join(parts) if parts else _("Nothing new in it")) + "."
    if report.unchanged:
        words += " " + ngettext(
            "{n} record is here already.", "{n} records are here already.", report.unchanged
        ).format(n=shown.number(str(report.unchanged)))
    if report.repeated:
        words += " " + ngettext(
            "{n} row stands in the file twice and is taken once.",
            "{n} rows stand in the file more than once and are taken once.",
            report.repeated,
        ).format(n=shown.number(str(report.repeated)))
    if report.refusals:
        words += " " + ngettext(
            "{n} row cannot be taken.", "{n} rows cannot be taken.", report.refusals
        ).format(n=shown.number(str(report.refusals)))
    return words


def misfit_words(misfit: Misfit, shown: Shown) -> str:
    """That the readings of a file are not those of the vehicle, with the first that is not."""
    few = ngettext(
        "{n} of {all} odometer readings does not fit the vehicle's.",
        "{n} of {all} odometer readings do not fit the vehicle's.",
        misfit.misfits,
    ).format(n=shown.number(str(misfit.misfits)), all=shown.number(str(misfit.readings)))
    beside = _("{reading} on {day} stands beside {other} on {other_day}.").format(
        reading=shown.rounded(misfit.first.shown),
        day=shown.day(misfit.first.day),
        other=shown.rounded(misfit.other.shown),
        other_day=shown.day(misfit.other.day),
    )
    asked = _("Is it another vehicle?") if misfit.mostly else ""
    return " ".join((few, beside, asked)).strip()


def plain_words(what: str, code: str) -> str:
    """A judgement's code as a person says it; one that says itself (EUR) stays as it is."""
    words = {
        "format": {
            "fuelio": "Fuelio", "drivvo": "Drivvo", "acar": "aCar", "fuelly": "Fuelly",
            "simply_auto": "Simply Auto", "spritmonitor": "Spritmonitor",
            "lubelogger": "LubeLogger", "generic": _("plain CSV"),
            "acar_backup": _("aCar backup"),
        },
        "date_order": {
            "ymd": _("year-month-day"), "dmy": _("day-month-year"), "mdy": _("month-day-year"),
        },
        "distance_unit": {"km": _("kilometres"), "mi": _("miles")},
        "volume_unit": {
            "L": _("litres"), "gal_us": _("US gallons"), "gal_uk": _("imperial gallons"),
        },
    }.get(what, {})  # fmt: skip
    return words.get(code, code)


def judged_titles() -> dict[str, str]:
    """What is judged of a file, by its name."""
    return {
        "format": _("Format"), "date_order": _("Dates"), "distance_unit": _("Distances"),
        "volume_unit": _("Volumes"), "currency": _("Money"),
    }  # fmt: skip


def judged_words(
    report: ImportReport, *, with_vehicle: bool, asked: Container[str] = (), wide: bool = False
) -> str:
    """How the file was read, a line each (or all in one, where it is `wide`); then remarks, and the
    first refusals.

    Left out is what stands in a box below: the vehicle, or a question that was asked.
    """
    facts = [
        f"{title}: {plain_words(name, str(report.judged[name]['value']))}"
        for name, title in judged_titles().items()
        if isinstance(report.judged.get(name), dict) and name not in asked
    ]
    if report.vehicles and with_vehicle:
        facts.append(_("Vehicle: {names}").format(names=", ".join(report.vehicles)))
    lines = [" · ".join(facts)] if wide else facts
    lines += [said(remark) for remark in report.judged.get("remarks", ())]
    return "\n".join([*lines, *refusal_lines(report)])


def refusal_lines(report: ImportReport) -> list[str]:
    """The first rows that cannot be taken, and why."""
    lines = [
        (
            _("Line {line}, {column}: {reason}") if each.column else _("Line {line}: {reason}")
        ).format(line=each.line, column=each.column, reason=said(each.reason))
        for each in report.refused[:_MOST_REFUSALS]
    ]
    more = report.refusals - len(lines)
    if more > 0:
        lines.append(ngettext("and {n} more row", "and {n} more rows", more).format(n=more))
    return lines
