"""A series with its overrides, and its division into two ("this and following")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

import msgspec

from garage.calendar.expand import wall_times
from garage.calendar.instances import Instance, Stretch, end_of, fits, instances, is_over, start_of
from garage.calendar.rule import Rule
from garage.calendar.times import Added, EventTimes, When, read_when, when_text
from garage.calendar.zones import FLOATING, day_after, midnight, wall_of
from garage.errors import ValueRefused
from garage.words import N_, told

_TEXT = re.compile(r"([0-9T:-]{10,19})(?:\[([^\[\]]{1,200})\])?")
_A_DAY = timedelta(days=1)


# A struct like `Quantity`, since every occurrence of a series has one.
class InstanceId(msgspec.Struct, frozen=True, gc=False):
    """Which instance of a series (RECURRENCE-ID): its start by the rules, and in which zone."""

    when: When
    zone: str = FLOATING

    @property
    def text(self) -> str:
        """ "2026-03-03", or "2026-03-03T10:00[Europe/Berlin]" (the form of RFC 9557)."""
        text = when_text(self.when)
        return f"{text}[{self.zone}]" if self.zone else text

    @classmethod
    def parse(cls, text: str) -> InstanceId:
        """What `text` wrote; raises ValueRefused (`bad_instance`)."""
        found = _TEXT.fullmatch(text)
        if not found:
            raise ValueRefused(
                told("{text!r} names no day of a series", text=text[:60]),
                N_("write it as 2026-03-03T10:00[Europe/Berlin]"),
                "bad_instance",
            )
        return cls(read_when(found[1]), found[2] or FLOATING)


@dataclass(frozen=True, slots=True)
class Override:
    """One instance of a series as it is instead, or (`following`) that one and all after it.

    `id` is the record that says how; `cancelled`: it is not at all.
    """

    id: str
    at: InstanceId
    times: EventTimes
    following: bool = False
    cancelled: bool = False


def series_instances(
    id_: str, times: EventTimes, overrides: Sequence[Override], stretch: Stretch, here: tzinfo
) -> Iterator[tuple[str, Instance]]:
    """(record, instance) of a series in the stretch, not in order where overrides move some.

    An override stands for the instance that begins at the same instant, in whichever zone it
    names it. What the series removes is gone with its override. An override of an instance that
    the rules do not have is shown all the same: somebody meant it.
    """
    if not overrides:
        yield from ((id_, each) for each in instances(times, stretch, here))
        return
    zone = times.tz(here)
    single, following = _sorted(overrides, times, here)
    gone = {_instant(at, times, zone, here) for at in times.removed}
    for start, override in single.items():
        if start not in gone and not override.cancelled:
            yield from _itself(override, times, zone, stretch, here)
    for instance in instances(times, _widened(stretch, following, times, here), here):
        if instance.start in single:
            continue
        change = _in_force(following, instance.start)
        if change is None:
            if stretch.touches(instance.start, instance.end):
                yield id_, instance
        elif not change.cancelled:
            try:
                moved = _moved(change, instance, times, zone, here)
            except OverflowError:
                # Past the calendar's ends.
                continue
            if stretch.touches(moved.start, moved.end):
                yield change.id, moved


def _sorted(
    overrides: Iterable[Override], times: EventTimes, here: tzinfo
) -> tuple[dict[datetime, Override], list[tuple[datetime, Override]]]:
    """Overrides of one instance by its instant, and those of all following, by theirs."""
    single: dict[datetime, Override] = {}
    following: list[tuple[datetime, Override]] = []
    for each in overrides:
        at = times
        if each.at.zone != times.zone:
            at = replace(times, zone=each.at.zone, observances=())
        start = _instant(each.at.when, times, at.tz(here), here)
        if each.following:
            following.append((start, each))
        else:
            single[start] = each
    return single, sorted(following, key=lambda pair: pair[0])


def _instant(at: When, times: EventTimes, zone: tzinfo, here: tzinfo) -> datetime:
    """When the instance named so begins: one of a day may be named by a time, and the reverse."""
    if times.all_day and isinstance(at, datetime):
        at = at.date()
    if times.all_day or isinstance(at, datetime):
        return start_of(at, zone, here)
    own = times.tz(here)
    day = Stretch(midnight(at, own), midnight(day_after(at), own))
    for each in instances(times, day, here):
        if isinstance(each.at, datetime) and each.at.date() == at:
            return each.start
    return day.since


def _itself(
    override: Override, times: EventTimes, zone: tzinfo, stretch: Stretch, here: tzinfo
) -> Iterator[tuple[str, Instance]]:
    own = replace(override.times, rules=(), added=(), removed=())
    at = override.at.when
    if not times.all_day and isinstance(at, datetime) and override.at.zone != times.zone:
        named = replace(times, zone=override.at.zone, observances=())
        at = wall_of(start_of(at, named.tz(here), here), zone)
    for each in instances(own, stretch, here):
        yield override.id, each._replace(at=at)


def _in_force(following: list[tuple[datetime, Override]], start: datetime) -> Override | None:
    change = None
    for since, override in following:
        if since <= start:
            change = override
    return change


def _widened(
    stretch: Stretch, following: list[tuple[datetime, Override]], times: EventTimes, here: tzinfo
) -> Stretch:
    """The stretch in which instances lie that an override may move into it."""
    since, before = stretch
    for start, override in following:
        shift = start_of(override.times.start, override.times.tz(here), here) - start
        longer = end_of(override.times, here) - start
        try:
            since = min(since, stretch.since - abs(longer) - abs(shift) - _A_DAY)
            before = max(before, stretch.before + abs(shift) + _A_DAY)
        except OverflowError:
            continue
    return Stretch(since, before)


def _moved(
    change: Override, instance: Instance, times: EventTimes, zone: tzinfo, here: tzinfo
) -> Instance:
    """An instance as a change of all following has it: as far from its own start as the first."""
    own = change.times
    its_zone = own.tz(here)
    first_at, at = change.at.when, instance.at
    start: When
    if isinstance(own.start, datetime) and isinstance(at, datetime):
        first_start = wall_of(start_of(own.start, its_zone, here), zone)
        first = first_at if isinstance(first_at, datetime) else at
        start = wall_of(start_of(at + (first_start - first), zone, here), its_zone)
    else:
        days = _day(at) - _day(first_at)
        start = own.start + days
    single = replace(own, start=start, end=None, rules=(), added=(), removed=())
    if own.end is not None and own.duration is None:
        single = replace(single, end=own.end + (_naive(start) - _naive(own.start)))
    begin = start_of(start, its_zone, here)
    return Instance(begin, end_of(single, here), at)


def _day(when: When) -> date:
    return when.date() if isinstance(when, datetime) else when


def _naive(when: When) -> datetime:
    return when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)


def divide(times: EventTimes, at: When) -> tuple[EventTimes, EventTimes]:
    """A series as it was before the instance `at`, and as it goes on from there.

    The first ends before it (UNTIL), the second starts with it; counts, added and removed days
    are shared out. Raises ValueRefused (`bad_instance`) where nothing would be left before it.
    """
    if not times.recurs or at <= times.start:
        raise ValueRefused(
            N_("nothing of the series is before that day"),
            N_("change the whole series"),
            "bad_instance",
        )
    zone = times.tz(UTC)
    before = replace(
        times,
        rules=tuple(
            rule if _rest(rule, times, at) is None else _ended(rule, times, at, zone)
            for rule in times.rules
        ),
        added=tuple(each for each in times.added if each.start < at),
        removed=tuple(each for each in times.removed if each < at),
    )
    rules = [rest for rule in times.rules if (rest := _rest(rule, times, at)) is not None]
    start = _next_by_rule(rules, times, at)
    added = [each for each in times.added if each.start >= at and (each.end or each.start > at)]
    if start != at and Added(at) not in added:
        added.append(Added(at))
    after = replace(
        times,
        start=start,
        end=None if times.end is None else _later(times.end, _naive(start) - _naive(times.start)),
        rules=tuple(rules),
        added=tuple(added),
        removed=tuple(each for each in times.removed if each > at),
    )
    return before, after


def _later(end: When, by: timedelta) -> When:
    try:
        return end + by
    except OverflowError:
        raise ValueRefused(
            N_("a time of the event is past the calendar's end"),
            N_("change the whole series"),
            "bad_instance",
        ) from None


def _next_by_rule(rules: Sequence[Rule], times: EventTimes, at: When) -> When:
    """Where the rest of a series starts, so that its rule keeps its beat: mostly at `at` itself.

    An added day does not fit the rule, which goes on from its own next day.
    """
    if len(rules) != 1:
        return at
    begin = _naive(times.start)
    endless = replace(rules[0], count=None)
    wall = next(wall_times(endless, begin, _naive(at)), None)
    if wall is None:
        return at
    return wall if isinstance(at, datetime) else wall.date()


def _ended(rule: Rule, times: EventTimes, at: When, zone: tzinfo) -> Rule:
    if not isinstance(at, datetime):
        return replace(rule, count=None, until=day_after(at, -1))
    last = at - timedelta(seconds=1)
    if not times.zone:
        return replace(rule, count=None, until=last)
    return replace(rule, count=None, until=start_of(at, zone, UTC) - timedelta(seconds=1))


def _rest(rule: Rule, times: EventTimes, at: When) -> Rule | None:
    """The rule from `at` on, or None where it is over by then.

    What it took from the start of the series is said in words.
    """
    begin = _naive(times.start)
    if rule.until is not None and is_over(rule.until, _naive(at), times, times.tz(UTC)):
        return None
    if rule.count is not None:
        used = sum(1 for _ in wall_times(rule, begin, begin, _naive(at)))
        if not fits(rule, begin):
            # The start is the first of the count all the same.
            used += 1
        if used >= rule.count:
            return None
        rule = replace(rule, count=rule.count - used)
    if rule.skip != "OMIT" and not (rule.by_month_day or rule.by_year_day or rule.by_day):
        if rule.frequency == "MONTHLY":
            rule = replace(rule, by_month_day=(begin.day,))
        elif rule.frequency == "YEARLY" and not rule.by_week:
            rule = replace(
                rule, by_month_day=(begin.day,), by_month=rule.by_month or (begin.month,)
            )
    return rule
