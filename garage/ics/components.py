"""Components of an iCalendar stream, one after the other, with all that is within them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from garage.content_lines import ContentLine, parse_line, unfolded, written
from garage.errors import ValueRefused
from garage.words import N_, told

MOST_BYTES = 100 * 2**20
DEEPEST = 12
MOST_LINES = 20_000
"""Of one component and what is in it: a meeting of thousands."""

_WRAPPER = "VCALENDAR"
# What somebody may have cut out of a calendar.
_ALONE = frozenset(("VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a line of what was read, in words; `lost`: something did not come in."""

    line: int
    message: str
    lost: bool = False


@dataclass(slots=True)
class Component:
    """BEGIN to END: its lines, then the components within it, both in their order."""

    name: str
    number: int = 0
    lines: list[ContentLine] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def line(self, name: str) -> ContentLine | None:
        """The first line of that name."""
        for each in self.lines:
            if each.name == name:
                return each
        return None

    def value(self, name: str) -> str:
        """The first value of that name, as written, or ""."""
        found = self.line(name)
        return found.value if found else ""

    @property
    def text(self) -> str:
        """As it is written, folded."""
        begin, end = ContentLine("BEGIN", self.name), ContentLine("END", self.name)
        inner = "".join(part.text for part in self.parts)
        return f"{written([begin, *self.lines])}{inner}{written([end])}"


def check_size(data: bytes) -> None:
    """Raises ValueRefused (`too_large`) above MOST_BYTES."""
    if len(data) > MOST_BYTES:
        raise ValueRefused(
            told("the calendar is larger than {n} megabytes", n=MOST_BYTES // 2**20),
            N_("divide it"),
            "too_large",
        )


def components(data: bytes) -> Iterator[Component]:
    """What is within the calendars of a stream, each as soon as it is whole.

    A calendar's own lines come last, as a component VCALENDAR with the faults that are of no
    component. A line that is none is a fault of the component around it, and the rest is read; so
    is an END that does not fit. ValueRefused (`too_large`, `no_calendar`) for what is no calendar
    at all.
    """
    check_size(data)
    reader = _Reader()
    for number, text in unfolded(data):
        yield from reader.take(number, text)
    yield from reader.close()


class _Reader:
    """The components that are open, outermost first."""

    def __init__(self) -> None:
        self.open: list[Component] = []
        self.lines = 0
        self.seen = False

    def take(self, number: int, text: str) -> Iterator[Component]:
        try:
            line = parse_line(text, number)
        except ValueRefused as refused:
            self._fault(number, refused.message)
            return
        if line.name == "BEGIN":
            self._begin(line.value.strip().upper(), number)
        elif line.name == "END":
            yield from self._end(line.value.strip().upper(), number)
        elif self.open:
            self.lines += 1
            if self.lines <= MOST_LINES:
                self.open[-1].lines.append(line)
            elif self.lines == MOST_LINES + 1:
                self._fault(number, told("there are over {n} lines in one entry", n=MOST_LINES))

    def _begin(self, name: str, number: int) -> None:
        if not self.open and name in _ALONE:
            self.open.append(Component(_WRAPPER, number))
        elif not self.open and name != _WRAPPER:
            return
        elif self.open and name == _WRAPPER:
            self._fault(number, N_("a calendar begins within another one"))
            return
        self.seen = True
        if len(self.open) == 1:
            self.lines = 0
        self.open.append(Component(name, number))

    def _end(self, name: str, number: int) -> Iterator[Component]:
        names = [each.name for each in self.open]
        if name not in names:
            self._fault(number, told("END:{name} has no BEGIN", name=name[:40]))
            return
        while self.open and self.open[-1].name != name:
            inner = self.open[-1]
            message = told("{name} of line {n} does not end", name=inner.name, n=inner.number)
            inner.faults.append(Fault(number, message, True))
            yield from self._closed()
        yield from self._closed()

    def _closed(self) -> Iterator[Component]:
        done = self.open.pop()
        if len(self.open) >= DEEPEST:
            self._fault(done.number, N_("entries are nested too deep"))
        elif len(self.open) > 1:
            self.open[-1].parts.append(done)
            self.open[-1].faults += done.faults
        else:
            yield done

    def _fault(self, number: int, message: str) -> None:
        if self.open and len(self.open[-1].faults) < 100:
            self.open[-1].faults.append(Fault(number, message))

    def close(self) -> Iterator[Component]:
        """What the stream left open, with that as its fault."""
        while self.open:
            inner = self.open[-1]
            message = told("{name} of line {n} does not end", name=inner.name, n=inner.number)
            inner.faults.append(Fault(inner.number, message, True))
            yield from self._closed()
        if not self.seen:
            raise ValueRefused(
                N_("this is no calendar"), N_("it begins with BEGIN:VCALENDAR"), "no_calendar"
            )
