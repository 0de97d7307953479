"""Feeds: whoever has the address reads what it tells, for as long as its maker may tell it."""

from typing import Any

import httpx
import pytest
from sqlalchemy import select

from garage.ics.importing import read_calendar
from garage.permissions import Role
from garage.sync.wire import WireEnvelope
from sync_server.calendars.tables import FEED
from sync_server.kit.clock import HOUR, now
from tests.sync_server.calendars.making import MONDAY, event, things
from tests.sync_server.people import Device, World


@pytest.fixture
def ann(world: World) -> Device:
    """Somebody with a calendar."""
    return world.person("ann")


@pytest.fixture
def calendar(ann: Device) -> WireEnvelope:
    return ann.add(kind="calendar", name="Garage", colour="teal", of="events")


def make(device: Device, **asked: Any) -> str:
    """The path of a new feed."""
    answer = device.ask("POST", "/feeds", {"of": "person", "detail": "full", **asked})
    assert answer.status_code == 200, answer.text
    url: str = answer.json()["url"]
    assert answer.json()["webcal"] == "webcal:" + url.partition(":")[2]
    return "/feeds/" + url.rpartition("/")[2]


def read(world: World, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    """What a stranger who has the address gets."""
    answer: httpx.Response = world.run(world.http.request(method, path, headers=headers))
    return answer


def lines(answer: httpx.Response) -> list[str]:
    """The content lines of a body, unfolded."""
    assert answer.status_code == 200, answer.text
    return answer.text.replace("\r\n ", "").split("\r\n")


def test_a_feed_of_a_calendar_is_what_the_world_reads(
    world: World, ann: Device, calendar: WireEnvelope
) -> None:
    event(ann, calendar.id, title="MOT")
    path = make(ann, of="calendar", space=ann.home, target=calendar.id, zone="Europe/Berlin")
    answer = read(world, path)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"].startswith("private")
    for line in (
        "METHOD:PUBLISH", "NAME:Garage", "X-WR-CALNAME:Garage", "COLOR:teal",
        "CATEGORIES:Garage", "REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H",
        "TZID:Europe/Berlin", "DTSTART;TZID=Europe/Berlin:20260302T090000", "SUMMARY:MOT",
    ):  # fmt: skip
        assert line in lines(answer)
    assert not read_calendar(answer.content).faults


def test_an_unchanged_feed_is_304_and_a_changed_one_is_not(
    world: World, ann: Device, calendar: WireEnvelope
) -> None:
    made = event(ann, calendar.id, title="MOT")
    path = make(ann)
    first = read(world, path)
    tag, modified = first.headers["etag"], first.headers["last-modified"]
    assert tag.startswith('"')
    assert read(world, path).content == first.content
    for headers in ({"If-None-Match": tag}, {"If-None-Match": f'"x", W/{tag}'},
                    {"If-Modified-Since": modified}):  # fmt: skip
        again = read(world, path, **headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    ann.add(name="Berta")
    assert read(world, path, **{"If-None-Match": tag}).status_code == 304
    ann.push(ann.patch(made.id, kind="event", title="MOT!"))
    changed = read(world, path, **{"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


def test_head_tells_the_same_without_the_body(
    world: World, ann: Device, calendar: WireEnvelope
) -> None:
    event(ann, calendar.id)
    path = make(ann)
    whole, head = read(world, path), read(world, path, "HEAD")
    assert head.status_code == 200
    for name in ("etag", "last-modified", "content-type", "content-length"):
        assert head.headers[name] == whole.headers[name]


def test_a_feed_is_packed_for_who_likes_that_and_has_an_etag_of_its_own(
    world: World, ann: Device, calendar: WireEnvelope
) -> None:
    for number in range(30):
        event(ann, calendar.id, uid=f"{number}@x")
    path = make(ann)
    plain, name = read(world, path, **{"Accept-Encoding": "identity"}), "Accept-Encoding"
    assert "content-encoding" not in plain.headers
    for accepted in ("gzip", "br, GZIP;q=0.5", "*"):
        packed = read(world, path, **{name: accepted})
        assert packed.headers["content-encoding"] == "gzip"
        assert int(packed.headers["content-length"]) < len(plain.content) // 4
        assert packed.content == plain.content
        assert packed.headers["etag"] != plain.headers["etag"]
        assert packed.headers["vary"] == plain.headers["vary"] == name
        head = read(world, path, "HEAD", **{name: accepted})
        assert head.headers["content-length"] == packed.headers["content-length"]
        for tag in (packed.headers["etag"], plain.headers["etag"], f"W/{packed.headers['etag']}"):
            again = read(world, path, **{name: accepted, "If-None-Match": tag})
            assert (again.status_code, again.headers["etag"]) == (304, packed.headers["etag"])
    for accepted in ("gzip;q=0", "identity", "", "*;q=0.000"):
        assert read(world, path, **{name: accepted}).headers["etag"] == plain.headers["etag"]
    event(ann, calendar.id, uid="more@x")
    stale = {name: "gzip", "If-None-Match": packed.headers["etag"]}
    assert read(world, path, **stale).status_code == 200


SECRET = "secret"


def _private(ann: Device, calendar: str) -> None:
    made = event(
        ann, calendar, uid=f"{SECRET}@x", title=f"{SECRET} title", notes=f"{SECRET} notes",
        place=f"{SECRET} place", url=f"https://x/{SECRET}", organizer=f"mailto:{SECRET}@x",
        attachments=[f"https://x/{SECRET}.pdf"], foreign=f"X-MINE:{SECRET}",
        comments=[SECRET], contacts=[SECRET], times={**MONDAY, "rules": ["FREQ=WEEKLY"]},
    )  # fmt: skip
    ann.add(kind="attendee", event=made.id, address=f"mailto:{SECRET}@y", name=SECRET)
    ann.add(kind="alarm", event=made.id, trigger={"offset": "-PT5M"}, title=SECRET)


def test_a_busy_feed_says_nothing_but_when(
    world: World, ann: Device, calendar: WireEnvelope
) -> None:
    _private(ann, calendar.id)
    event(ann, calendar.id, uid="free@x", title="Free day", free=True)
    paths = [make(ann, detail="busy", language="de") for _ in range(2)]
    one, other = (read(world, path) for path in paths)
    assert SECRET not in one.text
    assert "SUMMARY:Belegt" in lines(one)
    assert "Free day" not in one.text
    assert one.text.count("BEGIN:VEVENT") == 1
    assert {line for line in lines(one) if line.startswith(("ATTENDEE", "X-MINE"))} == set()
    uids = [line for answer in (one, other) for line in lines(answer) if line.startswith("UID:")]
    assert len(set(uids)) == 2, "two readers cannot put their feeds together"
    assert all(len(uid) == 44 and set(uid[4:]) != {"0"} for uid in uids)


def test_a_titles_feed_has_titles_but_not_those_of_private_events(
    world: World, ann: Device, calendar: WireEnvelope
) -> None:
    event(ann, calendar.id, uid="open@x", title="Wash", place="At home", notes="by hand")
    event(ann, calendar.id, uid="doctor@x", title="Doctor", privacy="private")
    answer = read(world, make(ann, detail="titles"))
    assert "SUMMARY:Wash" in lines(answer)
    assert "SUMMARY:Busy" in lines(answer)
    for word in ("Doctor", "doctor@x", "At home", "by hand"):
        assert word not in answer.text


def test_a_cancelled_instance_is_not_busy_again(
    world: World, ann: Device, calendar: WireEnvelope
) -> None:
    event(ann, calendar.id, times={**MONDAY, "rules": ["FREQ=WEEKLY;COUNT=3"]})
    event(ann, calendar.id, recurrence="2026-03-09T09:00[Europe/Berlin]", status="cancelled",
          times={**MONDAY, "start": "2026-03-09T09:00", "end": "2026-03-09T10:00"})  # fmt: skip
    answer = read(world, make(ann, detail="busy"))
    assert "EXDATE;TZID=Europe/Berlin:20260309T090000" in lines(answer)
    assert answer.text.count("BEGIN:VEVENT") == 1


def test_times_in_no_zone_are_put_into_that_of_the_feed(
    world: World, ann: Device, calendar: WireEnvelope
) -> None:
    event(ann, calendar.id, times={"start": "2026-03-02T09:00", "end": "2026-03-02T10:00"})
    for detail in ("full", "busy"):
        answer = read(world, make(ann, zone="America/New_York", detail=detail))
        assert "DTSTART;TZID=America/New_York:20260302T090000" in lines(answer)
        assert "TZID:America/New_York" in lines(answer)


def test_what_is_due_is_in_the_feeds_of_vehicle_space_and_due_calendar(
    world: World, ann: Device, calendar: WireEnvelope
) -> None:
    berta = things(ann)
    other = ann.add(name="Emil").id
    ann.add(kind="reminder", title="Wash", vehicle=other, due="2027-01-01")
    event(ann, calendar.id, title="For Berta", vehicle=berta)
    event(ann, calendar.id, title="For nobody", uid="nobody@x")
    of_berta = read(world, make(ann, of="vehicle", space=ann.home, target=berta)).text
    assert "Oil change (Berta)" in of_berta
    assert "For Berta" in of_berta
    assert "Emil" not in of_berta
    assert "For nobody" not in of_berta
    reminders = {"of": "calendar", "space": ann.home, "target": "due:reminders"}
    due = read(world, make(ann, **reminders, language="de")).text
    assert "Oil change (Berta)" in due
    assert "Wash (Emil)" in due
    assert "MOT" not in due
    german = read(world, make(ann, of="space", space=ann.home, language="de")).text
    assert "SUMMARY:MOT endet (Berta)" in german
    whole = read(world, make(ann, of="space", space=ann.home)).text
    assert "MOT ends (Berta)" in whole
    assert "For nobody" in whole
    assert "Oil change" not in read(world, make(ann, **reminders, detail="busy")).text


def test_one_event_in_two_calendars_is_told_once(
    world: World, ann: Device, calendar: WireEnvelope
) -> None:
    other = ann.add(kind="calendar", name="Club", of="events")
    for each in (calendar, other):
        event(ann, each.id, uid="same@x", title="Meeting")
    answer = read(world, make(ann))
    assert answer.text.count("UID:same@x") == 1
    assert not read_calendar(answer.content).faults


def test_a_feed_for_one_use_is_read_once(world: World, ann: Device, calendar: WireEnvelope) -> None:
    event(ann, calendar.id)
    path = make(ann, once=True)
    assert read(world, path, "HEAD").status_code == 200
    assert read(world, path).status_code == 200
    again = read(world, path)
    assert again.status_code == 404
    (feed,) = ann.ask("GET", "/feeds").json()["feeds"]
    assert feed["state"] == "used"
    assert feed["used"] > 0


def test_a_feed_ends_with_its_date(world: World, ann: Device) -> None:
    path = make(ann, until=now() + HOUR)
    assert read(world, path).status_code == 200
    with world.database.write() as connection:
        connection.execute(FEED.update().values(expires=now() - 1))
    assert read(world, path).status_code == 404
    assert ann.ask("GET", "/feeds").json()["feeds"][0]["state"] == "over"
    past = ann.ask("POST", "/feeds", {"of": "person", "until": 1})
    assert past.status_code == 400


def test_a_revoked_token_and_an_unknown_one_are_answered_alike(world: World, ann: Device) -> None:
    path = make(ann)
    (feed,) = ann.ask("GET", "/feeds").json()["feeds"]
    assert read(world, path).status_code == 200
    assert ann.ask("DELETE", f"/feeds/{feed['id']}").status_code == 204
    revoked, unknown = read(world, path), read(world, "/feeds/nobody.ics")
    assert revoked.status_code == unknown.status_code == 404
    assert revoked.content == unknown.content
    assert revoked.headers.keys() == unknown.headers.keys()


def test_the_token_is_kept_as_its_hash_alone(world: World, ann: Device) -> None:
    token = make(ann).removeprefix("/feeds/").removesuffix(".ics")
    assert len(token) >= 43
    assert not any(token in str(value) for row in world.rows(select(FEED)) for value in row)


def test_when_a_feed_was_last_read_is_told(world: World, ann: Device) -> None:
    path = make(ann)
    assert "used" not in ann.ask("GET", "/feeds").json()["feeds"][0]
    before = now()
    read(world, path)
    assert ann.ask("GET", "/feeds").json()["feeds"][0]["used"] >= before


def test_who_leaves_a_space_shares_it_no_more(world: World, ann: Device) -> None:
    ben = world.person("ben")
    space = _shared(ann, ben, Role.MEMBER)
    calendar = ann.add(kind="calendar", space=space, name="Club", of="events")
    event(ann, calendar.id, space=space, title="Meeting")
    path = make(ben, of="calendar", space=space, target=calendar.id)
    own = make(ben, of="person")
    assert "Meeting" in read(world, path).text
    assert "Meeting" in read(world, own).text
    ann.ask("DELETE", f"/spaces/{space}/members/{ben.person}")
    assert read(world, path).status_code == 404
    assert "Meeting" not in read(world, own).text


def test_a_viewer_shares_nothing_and_a_stranger_sees_nothing(world: World, ann: Device) -> None:
    ben, eve = world.person("ben"), world.person("eve")
    space = _shared(ann, ben, Role.VIEWER)
    asked = {"of": "space", "space": space, "detail": "full"}
    refused = ben.ask("POST", "/feeds", asked)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    assert refused.json()["hint"]
    assert eve.ask("POST", "/feeds", asked).status_code == 404
    assert eve.ask("GET", f"/feeds?space={space}").status_code == 404


def test_managers_see_and_revoke_the_feeds_of_a_space_others_their_own(
    world: World, ann: Device
) -> None:
    ben, cat = world.person("ben"), world.person("cat")
    space = _shared(ann, ben, Role.MEMBER)
    _join(ann, cat, space, Role.MEMBER)
    path = make(ben, of="space", space=space)
    (seen,) = ann.ask("GET", f"/feeds?space={space}").json()["feeds"]
    assert seen["by"] == ben.person
    assert cat.ask("GET", f"/feeds?space={space}").json()["feeds"] == []
    assert cat.ask("DELETE", f"/feeds/{seen['id']}").status_code == 404
    assert ann.ask("DELETE", f"/feeds/{seen['id']}").status_code == 204
    assert read(world, path).status_code == 404


def test_what_cannot_be_shared_is_said(world: World, ann: Device) -> None:
    for asked, status in (
        ({"of": "calendar", "space": ann.home, "target": "due:everything"}, 404),
        ({"of": "calendar", "space": ann.home, "target": "nothing"}, 404),
        ({"of": "vehicle", "space": ann.home, "target": "nothing"}, 404),
        ({"of": "person", "zone": "Nowhere/Town"}, 400),
        ({"of": "galaxy"}, 400),
    ):
        answer = ann.ask("POST", "/feeds", asked)
        assert answer.status_code == status, answer.text
        assert answer.json()["code"]


def test_a_stranger_who_guesses_is_slowed_down(world: World) -> None:
    answers = [read(world, f"/feeds/guess{n}.ics").status_code for n in range(70)]
    assert answers[0] == 404
    assert answers[-1] == 429


def _shared(owner: Device, other: Device, role: Role) -> str:
    space: str = owner.ask("POST", "/spaces", {"name": "Us", "kind": "family"}).json()["id"]
    _join(owner, other, space, role)
    return space


def _join(owner: Device, other: Device, space: str, role: Role) -> None:
    asked = owner.ask("POST", f"/spaces/{space}/invitations", {"role": role})
    other.ask("POST", "/invitations/accept", {"code": asked.json()["code"]})
