"""Conversations are answered by windows: the latest, those before, and what changed meanwhile."""

import pytest

from garage.ids import new_id
from garage.permissions import Role
from garage.sync.wire import Page, digest_of, digest_text
from sync_server.kit.clock import now
from sync_server.spaces import making, membership
from tests.sync_server.people import Device, World


def conversation(owner: Device, *others: tuple[Device, Role]) -> str:
    """A conversation of people; its id."""
    space = new_id(now())
    with owner.world.database.write() as connection:
        making.make(connection, space, "Talk", "conversation", owner.person, now())
        for other, role in others:
            membership.join(connection, space, other.person, role, now())
    return space


def window(device: Device, space: str, cursor: int, before: int, count: int, **more: int) -> Page:
    """What is answered for a window."""
    asked = {space: {"before": before, "limit": count}}
    (page,) = device.pull({space: cursor}, windows=asked, **more).pages
    return page


def names(page: Page) -> list[str]:
    return [str(each.fields["name"]) for each in page.envelopes]


@pytest.fixture
def ann(world: World) -> Device:
    return world.person("ann")


def test_the_latest_come_first_and_what_was_before_on_demand(ann: Device) -> None:
    talk = conversation(ann)
    said = [ann.add(space=talk, name=str(n)) for n in range(5)]
    latest = window(ann, talk, 0, 0, 3)
    assert names(latest) == ["4", "3", "2"]
    assert (latest.next, latest.floor) == (latest.head, said[2].born)
    assert latest.window_digest == digest_text(
        digest_of(each.id, each.seq, each.stamps) for each in said[2:]
    )
    older = window(ann, talk, latest.next, latest.floor, 3)
    assert (names(older), older.floor, older.next) == (["1", "0"], 0, latest.next)
    assert window(ann, talk, 0, 0, 5).floor == said[0].born
    assert window(ann, talk, 0, 0, 6).floor == 0


def test_who_was_away_hears_what_became_of_what_they_may_hold(ann: Device) -> None:
    talk = conversation(ann)
    said = [ann.add(space=talk, name=str(n)) for n in range(4)]
    cursor = said[-1].seq
    missed = [ann.add(space=talk, name=str(n)) for n in range(4, 8)]
    ann.push(ann.patch(said[0].id, space=talk, name="0, edited", base={"name": said[0].stamps[""]}))
    erased = {"space": talk, "ids": [said[1].id]}
    assert ann.ask("POST", "/records/erase", erased).status_code == 200
    page = window(ann, talk, cursor, 0, 2)
    assert names(page) == ["7", "6", "0, edited"]
    assert (page.erased, page.next, page.floor) == ([said[1].id], page.head, missed[2].born)
    # Where there is no room for all of it, they hear how far it went, and ask again.
    short = window(ann, talk, cursor, 0, 2, limit=3)
    assert (names(short), short.erased) == (["7", "6", "0, edited"], [])
    assert cursor < short.next < short.head
    rest = window(ann, talk, short.next, 0, 2, limit=3)
    assert (rest.erased, rest.next) == ([said[1].id], rest.head)
    full = window(ann, talk, cursor, 0, 2, limit=2)
    assert (names(full), full.next) == (["7", "6"], cursor)


def test_news_of_a_window_come_with_its_digest(ann: Device, world: World) -> None:
    guest = world.person("guest")
    talk = conversation(ann, (guest, Role.GUEST))
    said = [ann.add(space=talk, name=str(n)) for n in range(4)]
    (page,) = ann.pull({talk: said[1].seq}, floors={talk: said[1].born}).pages
    assert names(page) == ["2", "3"]
    assert page.window_digest == digest_text(
        digest_of(each.id, each.seq, each.stamps) for each in said[1:]
    )
    (page,) = ann.pull({talk: page.next}, floors={talk: said[1].born}).pages
    assert page.window_digest == ""
    (page,) = guest.pull({talk: 0}, floors={talk: 2}).pages
    assert (page.envelopes, page.digest, page.window_digest) == ([], "", "")
    assert window(guest, talk, 0, 0, 5).window_digest == ""


def test_one_window_more_than_there_is_room_for_is_asked_for_again(ann: Device) -> None:
    talks = [conversation(ann), conversation(ann)]
    for talk in talks:
        for n in range(3):
            ann.add(space=talk, name=str(n))
    asked = {talk: {"before": 0, "limit": 3} for talk in talks}
    first, second = ann.pull(dict.fromkeys(talks, 0), windows=asked, limit=3).pages
    assert (len(first.envelopes), first.next) == (3, first.head)
    assert (second.envelopes, second.next) == ([], 0)
