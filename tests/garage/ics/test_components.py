"""Components: nothing is lost, nothing is too odd, and how much is bounded."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.content_lines import ContentLine
from garage.errors import ValueRefused
from garage.ics.components import MOST_BYTES, Component, components
from garage.ics.importing import read_calendar
from tests.garage.ics.making import calendar, vevent
from tests.garage.test_content_lines import NAMES, PARAMETERS, TEXT

ORDINARY = NAMES.filter(lambda name: name not in ("BEGIN", "END"))
LINE = st.builds(
    ContentLine, ORDINARY, TEXT, PARAMETERS, st.just(0), st.sampled_from(["", "item1"])
)
LINES = st.lists(LINE, max_size=4)
TREES = st.recursive(
    st.builds(Component, NAMES, st.just(0), LINES),
    lambda inner: st.builds(Component, NAMES, st.just(0), LINES, st.lists(inner, max_size=3)),
    max_leaves=6,
)


def bare(component: Component) -> object:
    """Without where it stood."""
    lines = [line._replace(number=0) for line in component.lines]
    return component.name, lines, [bare(part) for part in component.parts]


@given(st.lists(TREES.filter(lambda tree: tree.name != "VCALENDAR"), max_size=3))
def test_what_is_written_is_read_back_whole_and_in_order(trees: list[Component]) -> None:
    text = Component("VCALENDAR", parts=trees).text
    *found, around = components(text.encode())
    assert [bare(each) for each in found] == [bare(each) for each in trees]
    assert (around.name, around.faults) == ("VCALENDAR", [])


PIECES = st.lists(
    st.sampled_from(
        [b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VALARM",
         b"END:VALARM", b"DTSTART:20260101", b"DTSTART:20260101T000000Z", b"DTEND:19990101",
         b"RRULE:FREQ=DAILY", b"EXDATE:20260102,", b"RDATE;VALUE=PERIOD:20260101T000000Z/PT1H",
         b"UID:1", b"RECURRENCE-ID:20260102", b"TRIGGER:-PT5M", b"ACTION:EMAIL", b"SUMMARY",
         b" folded", b"X;A=\"b", b":", b"\xff\xfe\x00", b"BEGIN:VTIMEZONE", b"END:VTIMEZONE",
         b"TZID:X", b"BEGIN:STANDARD", b"TZOFFSETTO:+9999", b"DURATION:-P1D", b"GEO:1;x",
         b"ATTENDEE;RSVP:x", b"DTSTART;TZID=X:20260101T000000", b"DURATION:P99999999999D",
         b"EXDATE:99991231T235959Z", b"RDATE;VALUE=PERIOD:99991231T230000Z/P5D",
         b"DTSTART:99991231T235959Z", b"DTSTART:00010101T000000Z", b"DURATION:P2000000D"]
    ),
    max_size=30,
)  # fmt: skip


@given(PIECES)
def test_no_calendar_is_too_odd(pieces: list[bytes]) -> None:
    with suppress(ValueRefused):
        read_calendar(b"\r\n".join(pieces))


@given(st.binary(max_size=300))
def test_no_bytes_are_too_odd(data: bytes) -> None:
    with suppress(ValueRefused):
        read_calendar(b"BEGIN:VCALENDAR\r\n" + data)


def test_a_feed_of_more_than_a_hundred_megabytes_is_refused_at_once() -> None:
    begun = time.thread_time()
    with pytest.raises(ValueRefused, match="larger than 100 megabytes"):
        read_calendar(b"BEGIN:VCALENDAR\r\n" + b"x" * MOST_BYTES)
    assert time.thread_time() - begun < 2


def test_one_entry_of_very_many_lines_is_bounded() -> None:
    many = "\n".join(f"X-A:{n}" for n in range(30_000))
    event, _ = components(calendar(vevent("DTSTART:20260101", many)))
    assert len(event.lines) == 20_000
    assert any("there are over 20000 lines" in fault.message for fault in event.faults)


def test_events_that_somebody_cut_out_of_a_calendar_are_read() -> None:
    found = read_calendar(vevent("DTSTART:20260101T000000Z").encode())
    assert len(found.events) == 1


def test_reading_tells_how_far_it_is_and_can_be_ended() -> None:
    data = calendar(*(vevent("DTSTART:20260101", uid=str(n)) for n in range(500)))
    told: list[tuple[int, int]] = []
    read_calendar(data, progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == [4, 1_004, 2_004]
    assert {total for _, total in told} == {2_504}

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_calendar(data, progress=stop)


def test_tasks_and_what_nobody_knows_are_counted() -> None:
    found = read_calendar(
        calendar("BEGIN:VTODO\nUID:t\nEND:VTODO", "BEGIN:X-THING\nEND:X-THING", "X-WR-CALNAME:Cars")
    )
    assert (found.others, found.name) == ({"VTODO": 1, "X-THING": 1}, "Cars")
