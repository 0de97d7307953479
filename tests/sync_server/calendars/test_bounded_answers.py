"""More feeds than one person may have, and more resources than one answer tells of."""

import pytest

from sync_server.calendars import dav_objects, dav_reports, sharing
from tests.sync_server.calendars.program import Program, text
from tests.sync_server.calendars.test_feeds import make, read
from tests.sync_server.people import World
from tests.sync_server.refusals import refusal


def test_so_many_feeds_are_one_persons_and_one_revoked_makes_room(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "MOST_FEEDS", 2)
    ann, bob = world.person("ann"), world.person("bob")
    paths = [make(ann), make(ann, once=True)]
    # One that is used up is there until it is revoked.
    assert read(world, paths[1]).status_code == 200
    before = ann.ask("GET", "/feeds").json()
    answer = ann.ask("POST", "/feeds", {"of": "person"})
    assert refusal(answer) == (409, "too_many_feeds")
    assert ann.ask("GET", "/feeds").json() == before
    assert read(world, paths[0]).status_code == 200
    make(bob)
    used_up = before["feeds"][0]
    assert used_up["state"] == "used"
    assert ann.ask("DELETE", f"/feeds/{used_up['id']}").status_code == 204
    assert read(world, make(ann)).status_code == 200


def test_whatever_limit_a_program_names_all_changes_come_in_parts(
    program: Program, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dav_reports, "MOST_TOLD", 2)
    for name in "abcde":
        program.put(f"{work}{name}.ics", text(uid=name))
    for limit in ("", "<d:limit><d:nresults>99999</d:nresults></d:limit>"):
        token, more = "", True
        parts: list[list[str]] = []
        while more:
            answer = program.changes(work, token, limit)
            parts.append([href for href in answer.by_href if href != work])
            token, more = answer.token, work in answer.by_href
            assert not more or "507" in answer.status_of(work)
        assert [len(part) for part in parts] == [2, 2, 1]
        told = sorted(href for part in parts for href in part)
        assert told == [f"{work}{name}.ics" for name in "abcde"]


def test_too_many_addresses_at_once_are_refused_with_the_precondition(
    program: Program, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dav_reports, "MOST_TOLD", 2)
    for name in "abc":
        program.put(f"{work}{name}.ics", text(uid=name))

    def asked(names: str) -> str:
        hrefs = "".join(f"<d:href>{work}{name}.ics</d:href>" for name in names)
        return (
            '<c:calendar-multiget xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">'
            f"<d:prop><d:getetag/></d:prop>{hrefs}</c:calendar-multiget>"
        )

    refused = program.ask("REPORT", work, asked("abc"))
    assert (refused.status_code, "number-of-matches-within-limits" in refused.text) == (403, True)
    told = program.multi("REPORT", work, asked("ab"))
    assert set(told.by_href) == {f"{work}a.ics", f"{work}b.ics"}


def test_a_program_that_lists_too_many_events_reads_all_of_them_by_what_changed(
    program: Program, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dav_objects, "MOST", 2)
    for name in "abc":
        program.put(f"{work}{name}.ics", text(uid=name))
    assert program.named(work, "<c:comp-filter name='VEVENT'/>") == {"a.ics", "b.ics"}
    assert set(program.changes(work).by_href) == {f"{work}{name}.ics" for name in "abc"}
