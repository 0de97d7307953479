"""Reports: what changed, texts by their addresses, filters, expansion, and when one is busy."""

import pytest

from garage.rules.own_marks import heard_id
from tests.sync_server.calendars.program import Program, text, whole
from tests.sync_server.calendars.test_busy import shared_with
from tests.sync_server.calendars.test_dav_writing import SERIES

MARCH = "<c:time-range start='20260301T000000Z' end='20260401T000000Z'/>"


def events(inner: str) -> str:
    return f"<c:comp-filter name='VEVENT'>{inner}</c:comp-filter>"


def expanded(end: str) -> str:
    expand = f"<c:expand start='20260301T000000Z' end='{end}'/>"
    return f"<c:calendar-data>{expand}</c:calendar-data>"


@pytest.fixture
def filled(program: Program, work: str) -> str:
    """A calendar with a series, a day, and single events."""
    program.put(f"{work}run.ics", SERIES)
    program.put(f"{work}day.ics", text("DTSTART;VALUE=DATE:20260315", "SUMMARY:Fair", uid="day"))
    program.put(
        f"{work}past.ics",
        text("DTSTART:20240101T090000Z", "DTEND:20240101T100000Z", "LOCATION:Café", uid="past"),
    )
    program.put(
        f"{work}alarm.ics",
        text("DTSTART:20270101T090000Z", "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P1D",
             "DESCRIPTION:x", "END:VALARM", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@x", uid="alarm"),
    )  # fmt: skip
    return work


def test_a_program_reads_what_changed_since_it_last_asked(program: Program, work: str) -> None:
    program.put(f"{work}a.ics", text(uid="a"))
    program.put(f"{work}b.ics", text(uid="b"))
    first = program.changes(work)
    assert set(first.by_href) == {f"{work}a.ics", f"{work}b.ics"}
    assert program.changes(work, first.token).by_href == {}
    etag = program.put(f"{work}a.ics", text("LOCATION:x", uid="a")).headers["etag"]
    program.ask("DELETE", f"{work}b.ics")
    program.put(f"{work}c.ics", text(uid="c"))
    second = program.changes(work, first.token)
    assert second.said(f"{work}a.ics", "d:getetag") == etag
    assert second.status_of(f"{work}b.ics").endswith("404 Not Found")
    assert set(second.by_href) == {f"{work}{name}.ics" for name in "abc"}
    assert set(program.changes(work).by_href) == {f"{work}a.ics", f"{work}c.ics"}


def test_many_changes_come_in_parts(program: Program, work: str) -> None:
    for name in "abcde":
        program.put(f"{work}{name}.ics", text(uid=name))
    token, found, rounds = "", set(), 0
    while rounds < 9:
        answer = program.changes(work, token, "<d:limit><d:nresults>2</d:nresults></d:limit>")
        rounds += 1
        found |= {href for href in answer.by_href if href != work}
        more = work in answer.by_href
        token = answer.token
        if not more:
            break
        assert "507" in answer.status_of(work)
    assert found == {f"{work}{name}.ics" for name in "abcde"}
    assert rounds == 3


@pytest.mark.parametrize("token", ["x", "urn:paddock:sync:other:1", "urn:paddock:sync:x:y", "{}99"])
def test_a_token_that_is_none_means_to_read_all_again(
    program: Program, work: str, token: str
) -> None:
    ours = program.changes(work).token
    asked = (
        f"<d:sync-token>{token.format(ours)}</d:sync-token><d:sync-level>1</d:sync-level><d:prop/>"
    )
    refused = program.report_refused(work, "d:sync-collection", asked)
    assert refused.status_code == 403
    assert "valid-sync-token" in set(program.refused(refused))


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


def test_what_a_person_heard_elsewhere_is_told_by_the_sync_tokens_of_their_programs_alone(
    program: Program,
) -> None:
    ann, (space, name, other) = program.device, shared_with(program, "ben")
    mine, theirs = (f"{each.home}{name}/" for each in (program, other))
    bell = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT5M", "DESCRIPTION:x", "END:VALARM")
    for uid in "abc":
        program.put(f"{mine}{uid}.ics", text(*bell, uid=uid))
    first, bens = program.changes(mine), other.changes(theirs).token
    tag = program.find(mine, "cs:getctag").said(mine, "cs:getctag")

    there = ann.records(space)
    alarms = {
        each.id: there[each.fields["event"]] for each in there.values() if each.kind == "alarm"
    }
    heard = [*alarms][:2]
    hrefs = {f"{mine}{alarms[each].fields['uid']}.ics" for each in heard}

    def hear(minute: int) -> None:
        """As the app writes it."""
        for second, alarm in enumerate(heard):
            at = f"2026-03-02T08:{minute}:{second:02}+00:00"
            mark = {"event": alarm, "uid": f"{alarm} x", "trigger": {"at": at}, "acknowledged": at}
            id_ = heard_id(ann.home, alarm)
            (verdict,) = ann.push(ann.patch(id_, "alarm", space=ann.home, **mark))
            assert verdict.verdict == "merged", verdict

    hear(55)
    assert program.find(mine, "cs:getctag").said(mine, "cs:getctag") != tag
    news = program.changes(mine, first.token)
    assert set(news.by_href) == hrefs
    for href in news.by_href:
        got = program.ask("GET", href)
        assert "ACKNOWLEDGED:20260302T0855" in got.text
        assert news.said(href, "d:getetag") == got.headers["etag"]
        assert got.headers["etag"] != first.said(href, "d:getetag")
    assert program.changes(mine, news.token).by_href == {}
    assert other.changes(theirs, bens).by_href == {}
    # In parts, beside an edit; and who begins is told all as it is.
    hear(57)
    last = alarms[[*alarms][2]]
    ann.push(ann.patch(last.id, "event", space=space, title="Polish"))
    token, found = news.token, list[str]()
    for _ in range(6):
        part = program.changes(mine, token, "<d:limit><d:nresults>1</d:nresults></d:limit>")
        found += [href for href in part.by_href if href != mine]
        token = part.token
    assert {*found} == {*hrefs, f"{mine}{last.fields['uid']}.ics"}
    assert part.by_href == {}
    assert program.changes(mine, program.changes(mine).token).by_href == {}
    # Once nobody shares it, the texts are without it: what was told before is told anew.
    other.device.ask("POST", f"/spaces/{space}/leave")
    refused = program.report_refused(
        mine, "d:sync-collection", f"<d:sync-token>{token}</d:sync-token><d:prop/>"
    )
    assert "valid-sync-token" in set(program.refused(refused))


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
