"""libical, which GNOME's and KDE's calendars are built on, asked through its C interface."""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Iterator
from datetime import UTC, datetime

_VEVENT = 4
_ANY_PROPERTY = 0


class _Time(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second")),
        ("is_date", ctypes.c_int), ("is_daylight", ctypes.c_int), ("zone", ctypes.c_void_p),
    ]  # fmt: skip


class _Span(ctypes.Structure):
    _fields_ = [("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", ctypes.c_int)]


_CALLED = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Span), ctypes.c_void_p)


class Libical:
    """The library, as the system has it; raises OSError where it has none."""

    def __init__(self) -> None:
        found = ctypes.util.find_library("ical")
        if found is None:
            raise OSError("libical is not installed")
        self._c = ctypes.CDLL(found)
        pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
        for name, result, arguments in (
            ("icalparser_parse_string", pointer, [text]),
            ("icalrestriction_check", number, [pointer]),
            ("icalcomponent_count_errors", number, [pointer]),
            ("icalcomponent_as_ical_string", text, [pointer]),
            ("icalcomponent_get_first_component", pointer, [pointer, number]),
            ("icalcomponent_get_next_component", pointer, [pointer, number]),
            ("icaltime_from_timet_with_zone", _Time, [ctypes.c_long, number, pointer]),
            ("icaltimezone_get_utc_timezone", pointer, []),
            ("icalcomponent_foreach_recurrence", None, [pointer, _Time, _Time, _CALLED, pointer]),
            ("icalcomponent_free", None, [pointer]),
        ):
            function = getattr(self._c, name)
            function.restype, function.argtypes = result, arguments

    def errors(self, text: str) -> list[str]:
        """What it finds wrong in a calendar: lines that it cannot read, properties that are not
        allowed there or missing."""
        whole = self._parsed(text)
        try:
            self._c.icalrestriction_check(whole)
            if not self._c.icalcomponent_count_errors(whole):
                return []
            told: bytes = self._c.icalcomponent_as_ical_string(whole)
            lines = told.decode().replace("\r\n ", "").split("\r\n")
            return [line for line in lines if line.startswith("X-LIC-ERROR")]
        finally:
            self._c.icalcomponent_free(whole)

    def starts(self, text: str, first: datetime, last: datetime) -> list[datetime]:
        """When the instances of all events begin, each series by itself, in order."""
        whole = self._parsed(text)
        found: list[int] = []

        def called(_: object, span: ctypes._Pointer[_Span], __: object) -> None:
            found.append(span.contents.start)

        try:
            keep = _CALLED(called)
            window = self._time(first), self._time(last)
            for event in self._events(whole):
                self._c.icalcomponent_foreach_recurrence(event, *window, keep, None)
        finally:
            self._c.icalcomponent_free(whole)
        return [datetime.fromtimestamp(each, UTC) for each in sorted(found)]

    def _parsed(self, text: str) -> int:
        whole: int | None = self._c.icalparser_parse_string(text.encode())
        assert whole, "libical reads nothing of it"
        return whole

    def _events(self, whole: int) -> Iterator[int]:
        event = self._c.icalcomponent_get_first_component(whole, _VEVENT)
        while event:
            yield event
            event = self._c.icalcomponent_get_next_component(whole, _VEVENT)

    def _time(self, moment: datetime) -> _Time:
        utc = self._c.icaltimezone_get_utc_timezone()
        time: _Time = self._c.icaltime_from_timet_with_zone(int(moment.timestamp()), 0, utc)
        return time
