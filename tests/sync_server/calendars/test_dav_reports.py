"""Reports: texts by their addresses, expansion, when one is busy, and none goes on for ever."""

import pytest

from tests.sync_server.calendars.program import MARCH, Program, events, text, whole


def expanded(end: str) -> str:
    expand = f"<c:expand start='20260301T000000Z' end='{end}'/>"
    return f"<c:calendar-data>{expand}</c:calendar-data>"


def test_texts_are_read_by_their_addresses(program: Program, filled: str) -> None:
    hrefs = [
        f"{filled}day.ics",
        f"{filled}none.ics",
        "/elsewhere",
        f"http://server{filled}past.ics",
    ]
    inner = "".join(f"<d:href>{href}</d:href>" for href in hrefs)
    got = program.report(
        filled, "c:calendar-multiget", f"<d:prop><d:getetag/><c:calendar-data/></d:prop>{inner}"
    )
    day = program.ask("GET", f"{filled}day.ics")
    assert got.said(f"{filled}day.ics", "c:calendar-data") == day.text
    assert got.said(f"{filled}day.ics", "d:getetag") == day.headers["etag"]
    assert "404" in got.status_of(f"{filled}none.ics")
    assert "404" in got.status_of("/elsewhere")
    assert "SUMMARY:Wash" in got.said(f"{filled}past.ics", "c:calendar-data")


def test_a_series_is_expanded_to_its_instances_in_utc(program: Program, filled: str) -> None:
    data = expanded("20260412T000000Z")
    answer = program.query(filled, events(MARCH), data)
    lines = answer.said(f"{filled}run.ics", "c:calendar-data").splitlines()
    # The clock goes forward on 29 March.
    assert [line for line in lines if line.startswith("DTSTART")] == [
        "DTSTART:20260302T080000Z", "DTSTART:20260309T100000Z", "DTSTART:20260316T080000Z",
        "DTSTART:20260323T080000Z", "DTSTART:20260330T070000Z",
    ]  # fmt: skip
    assert "RECURRENCE-ID:20260309T080000Z" in lines
    assert not any(line.startswith(("RRULE", "BEGIN:VTIMEZONE")) for line in lines)
    assert lines.count("SUMMARY:Run late") == 1
    day = answer.said(f"{filled}day.ics", "c:calendar-data")
    assert "DTSTART;VALUE=DATE:20260315" in day


def test_overrides_outside_a_time_are_left_out_when_asked(program: Program, filled: str) -> None:
    def overrides(start: str, end: str) -> str:
        limit = f"<c:limit-recurrence-set start='{start}' end='{end}'/>"
        data = f"<c:calendar-data>{limit}</c:calendar-data>"
        return program.query(filled, events(MARCH), data).said(
            f"{filled}run.ics", "c:calendar-data"
        )

    assert "Run late" in overrides("20260309T000000Z", "20260310T000000Z")
    assert "Run late" not in overrides("20260316T000000Z", "20260317T000000Z")
    assert "RRULE" in overrides("20260316T000000Z", "20260317T000000Z")


def test_a_text_is_given_in_parts_when_asked(program: Program, filled: str) -> None:
    data = (
        "<c:calendar-data><c:comp name='VCALENDAR'><c:prop name='VERSION'/><c:comp name='VEVENT'>"
        "<c:prop name='UID'/><c:prop name='SUMMARY'/></c:comp></c:comp></c:calendar-data>"
    )
    got = program.query(filled, events(""), data).said(f"{filled}past.ics", "c:calendar-data")
    assert got.splitlines() == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:past", "SUMMARY:Wash", "END:VEVENT",
        "END:VCALENDAR",
    ]  # fmt: skip


def test_a_series_of_too_many_instances_is_refused(program: Program, work: str) -> None:
    program.put(f"{work}a.ics", text("RRULE:FREQ=MINUTELY"))
    data = expanded("20360412T000000Z")
    refused = program.report_refused(
        work, "c:calendar-query",
        f"<d:prop>{data}</d:prop><c:filter><c:comp-filter name='VCALENDAR'>{events(MARCH)}"
        "</c:comp-filter></c:filter>",
    )  # fmt: skip
    assert refused.status_code == 403
    assert "number-of-matches-within-limits" in set(program.refused(refused))


def test_others_learn_when_one_is_busy(program: Program, filled: str) -> None:
    program.put(f"{filled}free.ics", text("TRANSP:TRANSPARENT", "DTSTART:20260303T090000Z",
                                          "DTEND:20260303T100000Z", uid="free"))  # fmt: skip
    program.put(f"{filled}maybe.ics", text("STATUS:TENTATIVE", "DTSTART:20260304T090000Z",
                                           "DTEND:20260304T100000Z", uid="maybe"))  # fmt: skip
    program.put(f"{filled}more.ics", text("DTSTART:20260302T083000Z",
                                          "DTEND:20260302T093000Z", uid="more"))  # fmt: skip
    asked = program.report_refused(
        filled, "c:free-busy-query",
        "<c:time-range start='20260301T000000Z' end='20260305T000000Z'/>",
    )  # fmt: skip
    assert asked.status_code == 200
    lines = asked.text.splitlines()
    assert [line for line in lines if line.startswith("FREEBUSY")] == [
        "FREEBUSY;FBTYPE=BUSY:20260302T080000Z/20260302T093000Z",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260304T090000Z/20260304T100000Z",
    ]
    assert "Wash" not in asked.text


def test_an_unknown_report_is_refused(program: Program, work: str) -> None:
    refused = program.report_refused(work, "d:expand-property", "")
    assert refused.status_code == 403
    assert "supported-report" in set(program.refused(refused))
    assert program.ask("REPORT", work).status_code == 400


def test_an_override_alone_is_kept(program: Program, work: str) -> None:
    body = whole(
        "BEGIN:VEVENT", "UID:o", "DTSTAMP:20260101T000000Z", "RECURRENCE-ID:20260309T090000Z",
        "DTSTART:20260309T100000Z", "SUMMARY:Invited", "END:VEVENT",
    )  # fmt: skip
    assert program.put(f"{work}o.ics", body).status_code == 201
    assert program.ask("GET", f"{work}o.ics").text == body
    assert program.named(work, events(MARCH)) == {"o.ics"}


def test_an_event_that_is_asked_for_twice_is_told_once(program: Program, work: str) -> None:
    program.put(f"{work}a.ics", text())
    hrefs = (f"{work}a.ics", f"/{work}a.ics", f"{work}%61.ics", f"http://x{work}a.ics")
    asked = "".join(f"<d:href>{each}</d:href>" for each in hrefs)
    answer = program.report(work, "c:calendar-multiget", f"<d:prop><d:getetag/></d:prop>{asked}")
    assert len(answer.tree.findall("{DAV:}response")) == 1


def test_a_long_text_is_not_expanded_a_thousand_times(program: Program, work: str) -> None:
    program.put(f"{work}a.ics", text("RRULE:FREQ=DAILY", f"DESCRIPTION:{'x' * 90_000}"))
    wanted = "<d:prop><c:calendar-data><c:expand {}/></c:calendar-data></d:prop>{}"
    everything = "<c:filter><c:comp-filter name='VCALENDAR'/></c:filter>"
    long = 'start="20260101T000000Z" end="20290101T000000Z"'
    refused = program.report_refused(work, "c:calendar-query", wanted.format(long, everything))
    assert "number-of-matches-within-limits" in set(program.refused(refused))
    short = 'start="20260301T000000Z" end="20260401T000000Z"'
    found = program.report(work, "c:calendar-query", wanted.format(short, everything))
    assert found.said(f"{work}a.ics", "c:calendar-data").count("BEGIN:VEVENT") == 30


def test_a_report_that_takes_too_long_is_ended(
    program: Program, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.put(f"{work}a.ics", text("RRULE:FREQ=DAILY"))
    monkeypatch.setattr("sync_server.calendars.dav_patience.MOST_SECONDS", -1.0)
    stretch = 'start="20260101T000000Z" end="20270101T000000Z"'
    everything = "<c:filter><c:comp-filter name='VCALENDAR'/></c:filter>"
    inside = (
        "<c:filter><c:comp-filter name='VCALENDAR'><c:comp-filter name='VEVENT'>"
        f"<c:time-range {stretch}/></c:comp-filter></c:comp-filter></c:filter>"
    )
    expanded = f"<d:prop><c:calendar-data><c:expand {stretch}/></c:calendar-data></d:prop>"
    for name, inner in (
        ("c:calendar-query", f"<d:prop/>{inside}"),
        ("c:calendar-query", expanded + everything),
        ("c:free-busy-query", f"<c:time-range {stretch}/>"),
    ):
        refused = program.report_refused(work, name, inner)
        assert "number-of-matches-within-limits" in set(program.refused(refused)), name


def test_no_event_at_the_calendars_ends_keeps_a_report_from_being_answered(
    program: Program, work: str
) -> None:
    program.put(f"{work}near.ics", text("DTEND:20260302T100000Z", uid="near"))
    bell = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P3650000D", "DESCRIPTION:x", "END:VALARM")
    for number, lines in enumerate((
        ("DTSTART;TZID=Pacific/Kiritimati:00010101T000000", "DTEND:99991231T235959Z", *bell),
        ("DTSTART:00010101T000000Z", "RRULE:FREQ=MONTHLY;COUNT=3;BYMONTHDAY=1", *bell),
        ("DTSTART;TZID=Etc/GMT+12:99991231T235959", "RRULE:FREQ=DAILY;COUNT=3"),
        ("DTSTART:20260302T090000Z", "RRULE:FREQ=DAILY;COUNT=9999999", *bell),
    )):  # fmt: skip
        assert program.put(f"{work}{number}.ics", text(*lines, uid=f"{number}")).is_success
    found = program.named(work, events(MARCH))
    assert {"near.ics", "0.ics", "3.ics"} <= found
    assert "2.ics" not in found
    assert not program.named(work, events(f"<c:comp-filter name='VALARM'>{MARCH}</c:comp-filter>"))
    for end in ("20260401T000000Z", "99991231T235959Z"):
        busy = program.report_refused(
            work, "c:free-busy-query", f"<c:time-range start='20260301T000000Z' end='{end}'/>"
        )
        assert busy.status_code in (200, 403)
        assert "FREEBUSY" in busy.text or "matches-within-limits" in busy.text
