"""Push and pull of one space: what is sent comes back, and a replay changes nothing."""

from garage.sync.wire import digest_of, digest_text
from sync_server.kit.clock import now
from sync_server.records.tables import RECORD
from sync_server.spaces import service as spaces
from tests.sync_server.people import World


def test_what_is_pushed_is_pulled_with_the_digest(world: World) -> None:
    ann = world.person("ann")
    (verdict,) = ann.push(ann.patch(name="Berta", make="Škoda"))
    assert (verdict.verdict, verdict.same) == ("merged", True)
    (page,) = ann.pull().pages
    (record,) = page.envelopes
    assert record.fields == {"name": "Berta", "make": "Škoda"}
    assert record.author == ann.person
    assert (page.next, page.head) == (record.seq, record.seq)
    assert page.digest == digest_text([digest_of(record.id, record.seq, record.stamps)])
    again = ann.pull({ann.home: page.next}).pages[0]
    assert again.envelopes == []
    assert again.digest == page.digest


def test_whose_account_is_deleted_meanwhile_is_not_told_that_their_garages_are_gone(
    world: World,
) -> None:
    ann = world.person("ann")
    kept = ann.add(name="Berta")
    edit = ann.body(ann.patch(kept.id, name="Emil"))
    with world.database.write() as connection:
        spaces.forget_person(connection, ann.person, now())
    asked = {"epoch": ann.epoch(), "schema": 1, "spaces": {ann.home: 1}}
    for path, body in (("/sync/pull", asked), ("/sync/push", edit)):
        answer = ann.ask("POST", path, body)
        assert (answer.status_code, answer.json()["code"]) == (401, "unauthorized")
        assert "deleted" in answer.json()["title"] + answer.json().get("detail", "")


def test_a_push_sent_twice_changes_nothing(world: World) -> None:
    ann = world.person("ann")
    body = ann.body(ann.patch(name="Berta"), ann.patch(name="Emil"))
    first = ann.send(body)
    before = ann.pull()
    assert ann.send(body).verdicts == first.verdicts
    assert ann.pull().pages == before.pages
    assert world.count(RECORD) == 2


def test_two_patches_of_one_record_in_a_push_are_answered_as_it_is_now(world: World) -> None:
    ann = world.person("ann")
    first = ann.patch(name="Berta")
    second = ann.patch(first["id"], plate="M-AB 1", base={"plate": None})
    one, two = ann.push(first, second)
    assert not one.same
    assert not two.same
    assert one.envelope == two.envelope
    assert one.envelope is not None
    assert one.envelope.fields == {"name": "Berta", "plate": "M-AB 1"}


def test_the_later_of_two_edits_wins_and_the_other_is_kept(world: World) -> None:
    ann = world.person("ann")
    phone = ann.another()
    made = ann.add(name="Berta", plate="M-AB 1")
    first = made.stamps[""]
    ann.push(ann.patch(made.id, name="Berta II", base={"name": first}))
    phone.ahead = 1_000
    (verdict,) = phone.push(phone.patch(made.id, name="Bertha", base={"name": first}))
    assert verdict.envelope is not None
    assert verdict.envelope.fields == {"name": "Bertha", "plate": "M-AB 1"}
    (kept,) = [each for each in ann.records().values() if each.kind == "overtaken"]
    assert kept.fields["value"] == "Berta II"
    assert kept.fields["record"] == made.id
    assert kept.fields["author"] == ann.person


def test_an_edit_that_comes_late_loses_and_is_kept_with_who_made_it(world: World) -> None:
    ann = world.person("ann")
    phone = ann.another()
    made = ann.add(name="Berta")
    base = {"name": made.stamps[""]}
    late = phone.patch(made.id, name="Bertha", base=base)
    ann.ahead = 1_000
    ann.push(ann.patch(made.id, name="Berta II", base=base))
    (verdict,) = phone.push(late)
    assert verdict.envelope is not None
    assert verdict.envelope.fields == {"name": "Berta II"}
    (kept,) = [each for each in ann.records().values() if each.kind == "overtaken"]
    assert (kept.fields["value"], kept.fields["author"]) == ("Bertha", ann.person)
    assert kept.fields["stamp"] == late["stamps"][""]


def test_what_programs_count_beside_an_edit_is_not_kept_when_it_loses(world: World) -> None:
    ann = world.person("ann")
    phone = ann.another()
    made = ann.add(kind="event", title="Club", sequence=1)
    base = {"": made.stamps[""], "title": made.stamps[""], "sequence": made.stamps[""]}
    ann.push(ann.patch(made.id, "event", base=base, title="Evening", sequence=2))
    phone.ahead = 1_000
    phone.push(phone.patch(made.id, "event", base=base, title="Night", sequence=3))
    kept = [each.fields["field"] for each in ann.records().values() if each.kind == "overtaken"]
    assert kept == ["title"]
