"""VTIMEZONE of a zone: its yearly rules, and its changes one by one where it has none."""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache

from garage.calendar.observances import Observance
from garage.calendar.transitions import FIRST_YEAR, LAST_YEAR, observances_from
from garage.content_lines import ContentLine, escaped
from garage.ics.components import Component
from garage.ics.values import moment_text, offset_text


@lru_cache(maxsize=512)
def zone_text(name: str, zone: tzinfo, first: int) -> str:
    """The VTIMEZONE, folded, right from the beginning of the year `first` on."""
    year = max(FIRST_YEAR, min(first, LAST_YEAR - 1)) - 1
    found = observances_from(zone, year)
    if len(found) == 3 and all(each.rule for each in found[1:]):
        # Both rules have begun in the year before: what was before them nobody asks for.
        found = found[1:]
    return zone_component(name, found).text


def zone_component(name: str, observances: tuple[Observance, ...]) -> Component:
    """A VTIMEZONE of these observances."""
    return Component(
        "VTIMEZONE", lines=[ContentLine("TZID", escaped(name))], parts=list(map(_part, observances))
    )


def _part(each: Observance) -> Component:
    lines = [
        ContentLine("DTSTART", moment_text(each.start)),
        ContentLine("TZOFFSETFROM", offset_text(each.offset_from)),
        ContentLine("TZOFFSETTO", offset_text(each.offset_to)),
    ]
    if each.rule:
        lines.append(ContentLine("RRULE", each.rule.text))
    lines += [ContentLine("RDATE", moment_text(at)) for at in each.added]
    if each.name:
        lines.append(ContentLine("TZNAME", escaped(each.name)))
    return Component("DAYLIGHT" if each.daylight else "STANDARD", lines=lines)
