"""What changed since a program last asked: by sync tokens, in parts, to each person their own."""

import pytest

from garage.rules.own_marks import heard_id
from tests.sync_server.calendars.program import Program, text
from tests.sync_server.calendars.test_busy import shared_with


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
