"""Calendars that programs make, rename, colour and take away."""

import pytest

from tests.sync_server.calendars.program import Program, text

MAKE = (
    '<c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"'
    ' xmlns:ic="http://apple.com/ns/ical/" xmlns:o="urn:odd"><d:set><d:prop>'
    "<d:displayname>Trips &amp; more</d:displayname>"
    "<ic:calendar-color>#FF2968FF</ic:calendar-color>"
    "<ic:calendar-order>7</ic:calendar-order>"
    '<o:thing mark="a&quot;b">kept <o:inner/></o:thing>'
    '<c:supported-calendar-component-set><c:comp name="VEVENT"/>'
    "</c:supported-calendar-component-set>"
    "</d:prop></d:set></c:mkcalendar>"
)
PATCH = (
    '<d:propertyupdate xmlns:d="DAV:" xmlns:ic="http://apple.com/ns/ical/" xmlns:o="urn:odd">'
    "<d:set><d:prop>{}</d:prop></d:set></d:propertyupdate>"
)


@pytest.fixture
def trips(program: Program) -> str:
    """A calendar that a program made."""
    path = f"{program.home}D0E5-TRIPS/"
    assert program.ask("MKCALENDAR", path, MAKE).status_code == 201
    return path


def test_a_calendar_that_a_program_makes_is_on_the_devices(program: Program, trips: str) -> None:
    (record,) = (e for e in program.device.records().values() if e.kind == "calendar")
    assert record.fields == {"name": "Trips & more", "colour": "#FF2968", "of": "events"}
    told = program.find(trips, "d:displayname", "ic:calendar-color", "ic:calendar-order")
    assert told.said(trips, "d:displayname") == "Trips & more"
    assert told.said(trips, "ic:calendar-color") == "#FF2968"
    assert told.said(trips, "ic:calendar-order") == "7"
    assert program.put(f"{trips}a.ics", text()).status_code == 201


def test_what_a_program_keeps_there_comes_back(program: Program, trips: str) -> None:
    body = '<d:propfind xmlns:d="DAV:"><d:prop><thing xmlns="urn:odd"/></d:prop></d:propfind>'
    answer = program.multi("PROPFIND", trips, body, Depth="0")
    thing = answer.tree.find(".//{urn:odd}thing")
    assert thing is not None
    assert thing.text == "kept "
    assert thing.find("{urn:odd}inner") is not None


def test_a_name_is_taken_once(program: Program, trips: str) -> None:
    assert program.ask("MKCALENDAR", trips, MAKE).status_code == 405


@pytest.mark.parametrize("name", ["again", "01a21581-d3db-7442-88b9-72a2f199a549"])
def test_the_name_of_a_deleted_calendar_is_free_for_an_empty_one(
    program: Program, name: str
) -> None:
    path = f"{program.home}{name}/"
    for _ in range(3):
        assert program.ask("MKCALENDAR", path, MAKE).status_code == 201
        assert list(program.find(path, "d:getetag", depth="1").by_href) == [path]
        assert program.put(f"{path}a.ics", text()).status_code == 201
        assert program.ask("DELETE", path).status_code == 204
        assert program.ask("PROPFIND", path, Depth="0").status_code == 404


def test_a_calendar_of_tasks_is_refused(program: Program) -> None:
    refused = program.ask("MKCALENDAR", f"{program.home}t/", MAKE.replace("VEVENT", "VTODO"))
    assert refused.status_code == 403
    assert "supported-calendar-component" in set(program.refused(refused))
    assert program.ask("MKCALENDAR", "/dav/", "").status_code == 403


def test_an_extended_mkcol_makes_one_too(program: Program) -> None:
    body = (
        '<d:mkcol xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop>'
        "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
        "<d:displayname>By MKCOL</d:displayname></d:prop></d:set></d:mkcol>"
    )
    path = f"{program.home}m/"
    assert program.ask("MKCOL", path, body).status_code == 201
    assert program.find(path, "d:displayname").said(path, "d:displayname") == "By MKCOL"
    assert program.ask("MKCOL", f"{program.home}n/", "").status_code == 403


def test_name_and_colour_are_changed_for_everybody(program: Program, trips: str) -> None:
    inner = "<d:displayname>Tours</d:displayname><ic:calendar-color>teal</ic:calendar-color>"
    answer = program.multi("PROPPATCH", trips, PATCH.format(inner))
    assert answer.found(trips, "d:displayname") is not None
    (record,) = (e for e in program.device.records().values() if e.kind == "calendar")
    assert (record.fields["name"], record.fields["colour"]) == ("Tours", "teal")


@pytest.mark.parametrize(
    "inner",
    ["<d:getetag>x</d:getetag>", "<ic:calendar-color>url(x)</ic:calendar-color>",
     "<d:displayname/>"],
)  # fmt: skip
def test_what_cannot_be_set_sets_nothing(program: Program, trips: str, inner: str) -> None:
    both = f"<o:other>1</o:other>{inner}"
    answer = program.multi("PROPPATCH", trips, PATCH.format(both))
    statuses = [e.text for e in answer.tree.iter("{DAV:}status")]
    assert sorted(str(each).split()[1] for each in statuses) == ["403", "424"]
    assert program.find(trips, "d:displayname").said(trips, "d:displayname") == "Trips & more"


def test_a_calendar_is_deleted_with_what_is_in_it(program: Program, trips: str) -> None:
    program.put(f"{trips}a.ics", text())
    assert program.ask("DELETE", trips).status_code == 204
    assert program.ask("PROPFIND", trips, Depth="0").status_code == 404
    assert program.ask("GET", f"{trips}a.ics").status_code == 404
    assert trips not in program.find(program.home, "d:displayname", depth="1").by_href


def test_what_is_due_is_neither_renamed_nor_deleted(program: Program) -> None:
    due = f"{program.home}due-{program.device.home}/"
    assert program.ask("DELETE", due).status_code == 403
    answer = program.multi("PROPPATCH", due, PATCH.format("<d:displayname>Mine</d:displayname>"))
    assert "403" in answer.by_href[due].findtext(".//{DAV:}status", "")
