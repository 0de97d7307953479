"""Filters of reports: by time, by text, by what is there; what is none of them is refused."""

import pytest

from tests.sync_server.calendars.program import MARCH, Program, events, text


def test_a_filter_by_time_finds_instances(program: Program, filled: str) -> None:
    assert program.named(filled, events(MARCH)) == {"run.ics", "day.ics"}
    none = "<c:time-range start='20260317T000000Z' end='20260318T000000Z'/>"
    assert program.named(filled, events(none)) == set()
    moved = "<c:time-range start='20260309T100000Z' end='20260309T103000Z'/>"
    assert program.named(filled, events(moved)) == {"run.ics"}
    open_end = "<c:time-range start='20260801T000000Z'/>"
    assert program.named(filled, events(open_end)) == {"alarm.ics"}
    open_start = "<c:time-range end='20250101T000000Z'/>"
    assert program.named(filled, events(open_start)) == {"past.ics"}


def test_a_series_without_an_end_is_found_at_any_time(program: Program, work: str) -> None:
    program.put(f"{work}a.ics", text("RRULE:FREQ=DAILY"))
    late = "<c:time-range start='21260301T100000Z' end='21260302T100000Z'/>"
    assert program.named(work, events(late)) == {"a.ics"}
    ever = "<c:time-range start='20200301T100000Z'/>"
    assert program.named(work, events(ever)) == {"a.ics"}


def test_the_programs_zone_says_when_a_day_is(program: Program, filled: str) -> None:
    early = "<c:time-range start='20260315T230000Z' end='20260315T233000Z'/>"
    assert program.named(filled, events(early)) == {"day.ics"}
    zone = program.query(filled, events(early) + "", "")
    assert len(zone.by_href) == 1
    answer = program.report(
        filled, "c:calendar-query",
        f"<d:prop><d:getetag/></d:prop><c:filter><c:comp-filter name='VCALENDAR'>{events(early)}"
        "</c:comp-filter></c:filter><c:timezone-id>Asia/Tokyo</c:timezone-id>",
    )  # fmt: skip
    assert answer.by_href == {}


FILTERS = {
    "all": ("", {"run.ics", "day.ics", "past.ics", "alarm.ics"}),
    "text": ("<c:prop-filter name='SUMMARY'><c:text-match>FAIR</c:text-match></c:prop-filter>",
             {"day.ics"}),
    "octets": ("<c:prop-filter name='SUMMARY'><c:text-match collation='i;octet'>FAIR"
               "</c:text-match></c:prop-filter>", set()),
    "unicode": ("<c:prop-filter name='LOCATION'><c:text-match collation='i;unicode-casemap'>CAFÉ"
                "</c:text-match></c:prop-filter>", {"past.ics"}),
    "not": ("<c:prop-filter name='SUMMARY'><c:text-match negate-condition='yes'>wash"
            "</c:text-match></c:prop-filter>", {"run.ics", "day.ics"}),
    "absent": ("<c:prop-filter name='LOCATION'><c:is-not-defined/></c:prop-filter>",
               {"run.ics", "day.ics", "alarm.ics"}),
    "parameter": ("<c:prop-filter name='ATTENDEE'><c:param-filter name='PARTSTAT'><c:text-match>"
                  "accepted</c:text-match></c:param-filter></c:prop-filter>", {"alarm.ics"}),
    "alarm": ("<c:comp-filter name='VALARM'/>", {"alarm.ics"}),
    "no alarm": ("<c:comp-filter name='VALARM'><c:is-not-defined/></c:comp-filter>",
                 {"run.ics", "day.ics", "past.ics"}),
    "alarm at": ("<c:comp-filter name='VALARM'><c:time-range start='20261231T080000Z'"
                 " end='20261231T100000Z'/></c:comp-filter>", {"alarm.ics"}),
    "no alarm at": ("<c:comp-filter name='VALARM'><c:time-range start='20270101T080000Z'"
                    " end='20270101T100000Z'/></c:comp-filter>", set()),
    "written": ("<c:prop-filter name='DTSTAMP'><c:time-range start='20260101T000000Z'"
                " end='20260102T000000Z'/></c:prop-filter>",
                {"run.ics", "day.ics", "past.ics", "alarm.ics"}),
}  # fmt: skip


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_holds_for_what_it_says(program: Program, filled: str, name: str) -> None:
    inner, expected = FILTERS[name]
    assert program.named(filled, events(inner)) == expected


def test_tasks_are_none_here(program: Program, filled: str) -> None:
    assert program.named(filled, "<c:comp-filter name='VTODO'/>") == set()


BAD = {
    "collation": ("<c:prop-filter name='SUMMARY'><c:text-match collation='i;odd'>x</c:text-match>"
                  "</c:prop-filter>", "supported-collation"),
    "range": ("<c:time-range start='2026-03-01'/>", "valid-filter"),
    "backwards": ("<c:time-range start='20260401T000000Z' end='20260301T000000Z'/>",
                  "valid-filter"),
    "nothing": ("<c:time-range/>", "valid-filter"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_filter_that_is_none_is_refused(program: Program, filled: str, name: str) -> None:
    inner, condition = BAD[name]
    refused = program.report_refused(
        filled, "c:calendar-query",
        "<d:prop><d:getetag/></d:prop><c:filter><c:comp-filter name='VCALENDAR'>"
        f"{events(inner)}</c:comp-filter></c:filter>",
    )  # fmt: skip
    assert refused.status_code == 403
    assert condition in set(program.refused(refused))


def test_a_filter_of_more_than_anybody_means_is_refused(program: Program, work: str) -> None:
    ranges = '<c:time-range start="20260101T000000Z"/>'
    many = f"<c:comp-filter name='VEVENT'>{ranges}</c:comp-filter>" * 9
    plain = "<c:prop-filter name='SUMMARY'/>" * 201
    for inner in (many, f"<c:comp-filter name='VEVENT'>{plain}</c:comp-filter>"):
        refused = program.report_refused(
            work, "c:calendar-query",
            f"<d:prop/><c:filter><c:comp-filter name='VCALENDAR'>{inner}</c:comp-filter>"
            "</c:filter>",
        )  # fmt: skip
        assert "supported-filter" in set(program.refused(refused))
