"""What programs write: it becomes records, comes back as it was, and takes nobody's edit away."""

import itertools
from typing import Any

import pytest

from garage.rules.own_marks import heard_id
from tests.sync_server.calendars.making import event
from tests.sync_server.calendars.program import SERIES, Program, text, whole
from tests.sync_server.calendars.test_busy import shared_with


def kinds(program: Program, kind: str) -> list[dict[str, Any]]:
    """The records of a kind that a device gets, as their fields."""
    found = [each for each in program.device.records().values() if each.kind == kind]
    return [{**each.fields, "id": each.id} for each in found if not each.fields.get("deleted")]


def test_an_event_comes_to_the_devices_and_back_as_it_was_written(
    program: Program, work: str
) -> None:
    body = text("X-THING;X-P=1:odd", "LOCATION:Yard", head=("X-OF-THE-CALENDAR:yes",))
    made = program.put(f"{work}chosen name.ics", body, If_None_Match="*")
    assert made.status_code == 201
    (record,) = kinds(program, "event")
    assert (record["title"], record["place"], record["uid"]) == ("Wash", "Yard", "wash@x")
    got = program.ask("GET", f"{work}chosen%20name.ics")
    assert got.text == body
    assert got.headers["etag"] == made.headers["etag"]
    assert got.headers["content-type"] == "text/calendar; charset=utf-8; component=VEVENT"
    again = program.ask("GET", f"{work}chosen%20name.ics", If_None_Match=got.headers["etag"])
    assert again.status_code == 304


def test_what_a_program_wrote_that_we_do_not_know_stays_after_an_edit_on_a_device(
    program: Program, work: str
) -> None:
    body = text("X-THING;X-P=1:odd", "SUMMARY;LANGUAGE=en:Wash",
                "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT5M", "X-ALARM:z", "END:VALARM",
                "BEGIN:X-PART", "X-IN:1", "END:X-PART")  # fmt: skip
    program.put(f"{work}a.ics", body)
    (record,) = kinds(program, "event")
    program.device.push(program.device.patch(record["id"], "event", title="Polish"))
    got = program.ask("GET", f"{work}a.ics").text
    for line in ("SUMMARY:Polish", "X-THING;X-P=1:odd", "X-ALARM:z", "X-IN:1", "TRIGGER:-PT5M"):
        assert line in got, got


def test_a_field_that_is_not_changed_keeps_its_stamp(program: Program, work: str) -> None:
    program.put(f"{work}a.ics", text("LOCATION:Yard"))
    before = next(e for e in program.device.records().values() if e.kind == "event")
    etag = program.ask("GET", f"{work}a.ics").headers["etag"]
    program.put(f"{work}a.ics", text("LOCATION:Street"), If_Match=etag)
    after = program.device.records()[before.id]
    assert after.fields["place"] == "Street"
    changed = {n for n in after.fields if stamp(after, n) != stamp(before, n)}
    assert changed == {"place", "modified"}


def stamp(envelope: Any, name: str) -> str:
    return str(envelope.stamps.get(name, envelope.stamps[""]))


def test_writing_the_same_again_changes_nothing(program: Program, work: str) -> None:
    body = SERIES
    program.put(f"{work}run.ics", body)
    before = program.device.pull().pages[0].next
    again = program.put(f"{work}run.ics", body)
    assert again.status_code == 204
    assert program.device.pull().pages[0].next == before


def test_overrides_attendees_and_alarms_are_records_of_their_own(
    program: Program, work: str
) -> None:
    program.put(f"{work}run.ics", SERIES)
    assert {each["title"] for each in kinds(program, "event")} == {"Run", "Run late"}
    more = SERIES.replace(
        "SUMMARY:Run\r\n",
        "SUMMARY:Run\r\nATTENDEE;CN=Ben:mailto:ben@example.org\r\n"
        "ATTENDEE:mailto:eva@example.org\r\n"
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDESCRIPTION:Go\r\nEND:VALARM\r\n",
    )
    program.put(f"{work}run.ics", more)
    assert {each["address"] for each in kinds(program, "attendee")} == {
        "mailto:ben@example.org", "mailto:eva@example.org",
    }  # fmt: skip
    (alarm,) = kinds(program, "alarm")
    before = {each["id"] for each in kinds(program, "attendee")}
    less = more.replace("-PT15M", "-PT30M").replace(
        "ATTENDEE:mailto:eva@example.org\r\n", ""
    ).replace("CN=Ben", "CN=Ben;PARTSTAT=ACCEPTED")  # fmt: skip
    program.put(f"{work}run.ics", less)
    (ben,) = kinds(program, "attendee")
    assert ben["id"] in before
    assert ben["state"] == "accepted"
    (moved,) = kinds(program, "alarm")
    assert moved["id"] == alarm["id"]
    assert moved["trigger"] == {"offset": "-PT30M"}


def test_an_override_that_is_left_out_is_deleted(program: Program, work: str) -> None:
    program.put(f"{work}run.ics", SERIES)
    alone = SERIES[: SERIES.index("END:VEVENT")] + "END:VEVENT\r\nEND:VCALENDAR\r\n"
    program.put(f"{work}run.ics", alone)
    assert [each["title"] for each in kinds(program, "event")] == ["Run"]


def test_an_alarm_that_waits_for_an_odometer_outlives_other_programs(
    program: Program, work: str
) -> None:
    made = event(program.device, work.split("/")[-2])
    odometer = {"odometer": {"value": "90000", "unit": "km"}}
    program.device.add(kind="alarm", event=made.id, trigger=odometer, action="display")
    got = program.ask("GET", f"{work}wash@x.ics").text
    assert "VALARM" not in got
    program.put(f"{work}wash@x.ics", got.replace("Wash", "Polish"))
    assert [each["trigger"] for each in kinds(program, "alarm")] == [odometer]
    assert kinds(program, "event")[0]["title"] == "Polish"


def test_what_only_we_know_of_an_event_stays(program: Program, work: str) -> None:
    car = program.device.add(name="Berta").id
    event(program.device, work.split("/")[-2], vehicle=car, **{"tags/winter": True})
    got = program.ask("GET", f"{work}wash@x.ics").text
    program.put(f"{work}wash@x.ics", got.replace("Wash", "Polish"))
    (record,) = kinds(program, "event")
    assert (record["vehicle"], record["tags/winter"]) == (car, True)


def test_who_was_second_is_told_and_takes_nothing_away(program: Program, work: str) -> None:
    path = f"{work}a.ics"
    etag = program.put(path, text()).headers["etag"]
    assert program.put(path, text("LOCATION:A"), If_Match=etag).status_code == 204
    assert program.put(path, text("LOCATION:B"), If_Match=etag).status_code == 412
    assert program.put(path, text("LOCATION:B"), If_None_Match="*").status_code == 412
    assert program.ask("DELETE", path, If_Match=etag).status_code == 412
    assert "LOCATION:A" in program.ask("GET", path).text
    assert program.put(f"{work}new.ics", text(uid="n"), If_Match="*").status_code == 412


def test_what_a_program_replaces_without_having_looked_is_kept(program: Program, work: str) -> None:
    program.put(f"{work}a.ics", text("LOCATION:Yard"))
    (record,) = kinds(program, "event")
    program.device.push(program.device.patch(record["id"], "event", place="Hall"))
    assert program.put(f"{work}a.ics", text("LOCATION:Street")).status_code == 204
    assert kinds(program, "event")[0]["place"] == "Street"
    lost = [(each["field"], each["value"]) for each in kinds(program, "overtaken")]
    assert ("place", "Hall") in lost
    etag = program.ask("GET", f"{work}a.ics").headers["etag"]
    before = len(kinds(program, "overtaken"))
    program.put(f"{work}a.ics", text("LOCATION:Shed"), If_Match=etag)
    assert len(kinds(program, "overtaken")) == before


def test_an_event_is_deleted_for_the_devices_too(program: Program, work: str) -> None:
    program.put(f"{work}run.ics", SERIES)
    assert program.ask("DELETE", f"{work}run.ics").status_code == 204
    assert program.ask("GET", f"{work}run.ics").status_code == 404
    assert program.ask("DELETE", f"{work}run.ics").status_code == 404
    assert kinds(program, "event") == []
    assert program.put(f"{work}run.ics", SERIES, If_None_Match="*").status_code == 201
    assert len(kinds(program, "event")) == 2


AGAIN = SERIES[SERIES.rindex("BEGIN:VEVENT") : -len("END:VCALENDAR\r\n")]
BAD = {
    "not a calendar": ("hello", "valid-calendar-data"),
    "cut off": (SERIES[:300], "valid-calendar-data"),
    "no start": (whole("BEGIN:VEVENT", "UID:a", "SUMMARY:x", "END:VEVENT"), "valid-calendar-data"),
    "a bad rule": (text("RRULE:FREQ=NEVER"), "valid-calendar-data"),
    "a task": (whole("BEGIN:VTODO", "UID:a", "END:VTODO"), "supported-calendar-component"),
    "nothing": (whole(), "valid-calendar-object-resource"),
    "two UIDs": (SERIES.replace("UID:run@x", "UID:other", 1), "valid-calendar-object-resource"),
    "no UID": (text().replace("UID:wash@x\r\n", ""), "valid-calendar-object-resource"),
    "a method": (text(head=("METHOD:REQUEST",)), "valid-calendar-object-resource"),
    "an instance twice": (
        SERIES.replace("END:VCALENDAR", f"{AGAIN}END:VCALENDAR"),
        "valid-calendar-object-resource",
    ),
    "a long title": (text(f"SUMMARY:{'x' * 501}"), "max-resource-size"),
    "a long text": (text(f"DESCRIPTION:{'x' * 100_001}"), "max-resource-size"),
    "too many people": (
        text(*["ATTENDEE:mailto:a@b.example"] * 3_001), "max-attendees-per-instance",
    ),
    "too large": (text(*(f"X-A:{'x' * 90_000}" for _ in range(12))), "max-resource-size"),
    "control characters": (text("LOCATION:a\x07b"), "valid-calendar-data"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_kept_is_refused_with_its_reason(
    program: Program, work: str, name: str
) -> None:
    body, condition = BAD[name]
    refused = program.put(f"{work}bad.ics", body)
    assert refused.status_code == 403
    assert condition in set(program.refused(refused))
    assert kinds(program, "event") == []


def test_a_uid_is_of_one_resource(program: Program, work: str) -> None:
    program.put(f"{work}a.ics", text())
    program.put(f"{work}b.ics", text(uid="b"))
    other_name = program.put(f"{work}c.ics", text())
    assert other_name.status_code == 403
    assert "no-uid-conflict" in set(program.refused(other_name))
    assert f"{work}a.ics" in other_name.text
    other_uid = program.put(f"{work}a.ics", text(uid="c"))
    assert "no-uid-conflict" in set(program.refused(other_uid))
    elsewhere = program.calendar("other")
    assert program.put(f"{elsewhere}c.ics", text()).status_code == 201


def test_another_type_is_refused(program: Program, work: str) -> None:
    refused = program.ask("PUT", f"{work}a.ics", text(), Content_Type="application/json")
    assert "supported-calendar-data" in set(program.refused(refused))
    assert program.put(work, text()).status_code == 405


UIDS = ["plain", "with/slash", "ümlaut", "a b", "x" * 400, "~tilde", "../up", "50%25"]


@pytest.mark.parametrize("uid", UIDS)
def test_an_event_of_any_uid_has_an_address(program: Program, work: str, uid: str) -> None:
    event(program.device, work.split("/")[-2], uid=uid)
    listed = program.find(work, "d:getetag", depth="1")
    (href,) = (href for href in listed.by_href if href != work)
    got = program.ask("GET", href)
    assert got.status_code == 200
    assert "SUMMARY:Wash" in got.text
    assert program.put(href, got.text.replace("Wash", "Dry")).status_code == 204
    assert kinds(program, "event")[0]["title"] == "Dry"
    assert program.ask("DELETE", href).status_code == 204


def test_two_series_that_devices_gave_one_uid_are_resources_of_their_own(
    program: Program, work: str
) -> None:
    for title in ("One", "Two"):
        event(program.device, work.split("/")[-2], title=title)
    listed = program.find(work, "d:getetag", depth="1")
    hrefs = [href for href in listed.by_href if href != work]
    bodies = {href: program.ask("GET", href).text for href in hrefs}
    one, two = (next(h for h in hrefs if f"SUMMARY:{t}" in bodies[h]) for t in ("One", "Two"))
    assert program.put(two, bodies[two].replace("Two", "Second")).status_code == 204
    assert sorted(each["title"] for each in kinds(program, "event")) == ["One", "Second"]
    assert program.ask("DELETE", one).status_code == 204
    assert [each["title"] for each in kinds(program, "event")] == ["Second"]


def test_an_event_that_a_device_moves_goes_from_one_calendar_to_the_other(
    program: Program, work: str
) -> None:
    other = program.calendar("other")
    program.put(f"{work}a.ics", text())
    token = program.changes(work).token
    (record,) = kinds(program, "event")
    program.device.push(program.device.patch(record["id"], "event", calendar=other.split("/")[-2]))
    assert program.changes(work, token).status_of(f"{work}a.ics").endswith("404 Not Found")
    assert program.ask("GET", f"{other}wash@x.ics").status_code == 200


def test_nothing_is_put_into_a_calendar_that_a_device_has_just_deleted(
    program: Program, work: str
) -> None:
    program.put(f"{work}a.ics", text())
    program.device.push(program.device.patch(work.split("/")[-2], "calendar", deleted=True))
    assert program.put(f"{work}b.ics", text(uid="b")).status_code == 404
    assert len(kinds(program, "event")) == 1


def test_edits_of_a_device_and_a_program_at_once_both_count(program: Program, work: str) -> None:
    path = f"{work}a.ics"
    etag = program.put(path, text()).headers["etag"]
    (record,) = kinds(program, "event")
    program.device.push(program.device.patch(record["id"], "event", place="Yard"))
    assert program.put(path, text("SUMMARY:Dry"), If_Match=etag).status_code == 412
    got = program.ask("GET", path)
    mine = got.text.replace("Wash", "Dry")
    assert program.put(path, mine, If_Match=got.headers["etag"]).status_code == 204
    (record,) = kinds(program, "event")
    assert (record["title"], record["place"]) == ("Dry", "Yard")


def test_days_and_floating_times_stay_what_they_are(program: Program, work: str) -> None:
    bodies = {
        "day": text("DTSTART;VALUE=DATE:20260302", uid="day"),
        "floating": text("DTSTART:20260302T090000", uid="floating"),
    }
    for name, body in bodies.items():
        program.put(f"{work}{name}.ics", body)
    for record, name in itertools.product(kinds(program, "event"), bodies):
        if record["uid"] == name:
            program.device.push(program.device.patch(record["id"], "event", place="Yard"))
    assert "DTSTART;VALUE=DATE:20260302" in program.ask("GET", f"{work}day.ics").text
    assert "DTSTART:20260302T090000\r\n" in program.ask("GET", f"{work}floating.ics").text


def test_what_one_acknowledges_in_a_calendar_of_several_is_silent_for_them_alone(
    program: Program,
) -> None:
    ann, (space, name, other) = program.device, shared_with(program, "ben")
    mine, theirs = (f"{each.home}{name}/a.ics" for each in (program, other))

    def said(*acknowledged: str) -> str:
        alarm = ("BEGIN:VALARM", "UID:bell", "ACTION:DISPLAY", "TRIGGER:-PT5M", "DESCRIPTION:x")
        return text(*alarm, *acknowledged, "END:VALARM")

    program.put(mine, said())
    etag = program.ask("GET", mine).headers["etag"]
    before = other.ask("GET", theirs)
    heard = "ACKNOWLEDGED:20260302T085501Z"
    assert program.put(mine, said(heard), If_Match=etag).status_code == 204
    got = program.ask("GET", mine)
    assert heard in got.text
    assert got.headers["etag"] != etag
    again = other.ask("GET", theirs)
    assert (again.text, again.headers["etag"]) == (before.text, before.headers["etag"])
    (alarm,) = (each for each in ann.records(space).values() if each.kind == "alarm")
    assert not alarm.fields.get("acknowledged")
    # It is the mark that the app makes and reads.
    (mark,) = kinds(program, "alarm")
    assert mark["id"] == heard_id(ann.home, alarm.id)
    assert mark["event"] == alarm.id
    assert mark["uid"] == f"{alarm.id} 20260302T085501Z"

    # Who has read it before may go on writing, and what others write takes the mark from nobody.
    moved = said(heard).replace("SUMMARY:Wash", "SUMMARY:Polish")
    assert program.put(mine, moved, If_Match=etag).status_code == 204
    got = program.ask("GET", mine)
    assert heard in got.text
    assert "SUMMARY:Polish" in got.text
    assert heard not in other.ask("GET", theirs).text
    (href,) = program.changes(f"{program.home}{name}/").by_href
    assert program.find(href, "d:getetag").said(href, "d:getetag") == got.headers["etag"]
    # An event that comes with it is no different; where one is alone, all is as it was.
    new = said(heard).replace("wash@x", "new@x")
    assert program.put(mine.replace("a.ics", "b.ics"), new).headers.get("etag") is None
    assert heard in program.ask("GET", mine.replace("a.ics", "b.ics")).text
    assert heard not in other.ask("GET", theirs.replace("a.ics", "b.ics")).text
    assert len(kinds(program, "alarm")) == 2
