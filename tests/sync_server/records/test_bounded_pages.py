"""Answers are bounded in bytes: however large records are, every client can read them all."""

import base64
import random

import pytest

from garage.sync.wire import MOST_BODY, Page, PullAnswer, PushAnswer, digest_of, digest_text
from sync_server.kit.bodies import decode
from sync_server.records import pull as pulling
from tests.sync_server.people import Device, World
from tests.sync_server.records.test_windows import conversation, names, window

_CHANCE = random.Random(1)


def noise(length: int) -> str:
    """A text that does not become shorter by packing."""
    return base64.b64encode(_CHANCE.randbytes(length * 3 // 4)).decode()


def fill(device: Device, count: int, text: str, space: str = "") -> None:
    """Push so many records of two such texts, a few at once."""
    for start in range(0, count, 6):
        device.push(
            *(
                device.patch(space=space, name=str(n), x1=text, x2=text[::-1])
                for n in range(start, min(start + 6, count))
            )
        )


def page_after_page(device: Device, space: str) -> list[Page]:
    """Read a space as a client does; every answer is one that a client reads."""
    read: list[Page] = []
    cursor = 0
    while not read or cursor < read[-1].head:
        asked = {"epoch": device.epoch(), "schema": 1, "spaces": {space: cursor}}
        # As sent to a client that packs nothing: that is the longest.
        answer = device.ask("POST", "/sync/pull", asked, **{"Accept-Encoding": "identity"})
        assert answer.status_code == 200, answer.text
        assert len(answer.content) <= MOST_BODY
        (page,) = decode(answer.content, PullAnswer).pages
        assert page.next > cursor, "every page makes progress"
        cursor = page.next
        read.append(page)
    return read


@pytest.mark.parametrize("text", [noise(400_000), "a" * 400_000, "ü" * 200_000])
def test_however_large_records_are_a_client_reads_them_all(world: World, text: str) -> None:
    ann = world.person("ann")
    fill(ann, 18, text)
    pages = page_after_page(ann, ann.home)
    records = [each for page in pages for each in page.envelopes]
    assert [each.fields["name"] for each in records] == [str(n) for n in range(18)]
    assert 1 < len(pages) < 18
    assert [page.digest for page in pages[:-1]] == [""] * (len(pages) - 1)
    whole = (digest_of(each.id, each.seq, each.stamps) for each in records)
    assert pages[-1].digest == digest_text(whole)


def test_what_was_erased_meanwhile_is_told_in_its_turn(world: World) -> None:
    ann = world.person("ann")
    first = ann.add(name="first")
    fill(ann, 12, noise(400_000))
    assert ann.ask("POST", "/records/erase", {"space": ann.home, "ids": [first.id]}).is_success
    pages = page_after_page(ann, ann.home)
    assert [page.erased for page in pages] == [[]] * (len(pages) - 1) + [[first.id]]


def test_edits_of_large_records_are_answered_in_parts(world: World) -> None:
    ann = world.person("ann")
    fill(ann, 12, noise(400_000))
    held = [each for page in page_after_page(ann, ann.home) for each in page.envelopes]
    waits = [ann.patch(each.id, name="new", base={"name": each.stamps[""]}) for each in held]
    rounds = 0
    while waits:
        answer = ann.ask("POST", "/sync/push", ann.body(*waits))
        assert answer.status_code == 200
        assert len(answer.content) <= MOST_BODY
        verdicts = decode(answer.content, PushAnswer).verdicts
        assert {each.verdict for each in verdicts} <= {"merged", "future"}
        assert verdicts[0].verdict == "merged", "every push makes progress"
        waits = [waits[each.n - 1] for each in verdicts if each.verdict == "future"]
        rounds += 1
    assert 1 < rounds < 12
    pulled = [each for page in page_after_page(ann, ann.home) for each in page.envelopes]
    assert [each.fields["name"] for each in pulled] == ["new"] * 12


def test_a_space_without_room_waits_for_the_next_answer(world: World) -> None:
    ann = world.person("ann")
    other = conversation(ann)
    fill(ann, 12, noise(400_000))
    fill(ann, 1, "small", other)
    full, waits = ann.pull({ann.home: 0, other: 0}).pages
    assert 0 < full.next < full.head
    assert (waits.next, waits.envelopes) == (0, [])
    *_, served = ann.pull({ann.home: full.head, other: 0}).pages
    assert names(served) == ["0"]


def test_a_window_is_bounded_too_and_paged_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "MOST_ANSWERED", 20_000)
    ann = world.person("ann")
    talk = conversation(ann)
    fill(ann, 12, noise(2_000), talk)
    latest = window(ann, talk, 0, 0, 12)
    assert 0 < len(latest.envelopes) < 12
    assert (latest.next, latest.floor) == (latest.head, latest.envelopes[-1].born)
    assert latest.window_digest == digest_text(
        digest_of(each.id, each.seq, each.stamps) for each in latest.envelopes
    )
    said, floor = names(latest), latest.floor
    while floor:
        older = window(ann, talk, latest.next, floor, 12)
        assert older.envelopes
        said, floor = said + names(older), older.floor
    assert said == [str(n) for n in reversed(range(12))]


def test_a_full_window_leaves_room_for_what_changed_before_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "MOST_ANSWERED", 20_000)
    ann = world.person("ann")
    talk = conversation(ann)
    held = [ann.add(space=talk, name=f"held {n}") for n in range(3)]
    fill(ann, 12, noise(2_000), talk)
    for each in held:
        base = {"name": each.stamps[""]}
        ann.push(ann.patch(each.id, space=talk, x=noise(6_000), base=base))
    cursor, changed = held[-1].seq, set()
    for _ in range(6):
        page = window(ann, talk, cursor, 0, 12)
        assert page.next > cursor
        changed |= {name for name in names(page) if name.startswith("held")}
        cursor = page.next
        if cursor == page.head:
            break
    assert (cursor, changed) == (page.head, {"held 0", "held 1", "held 2"})


def test_a_floor_that_no_database_knows_is_no_fault(world: World) -> None:
    ann = world.person("ann")
    talk = conversation(ann)
    said = ann.add(space=talk, name="hello")
    for floor in (2**63, 2**70, -(2**70)):
        (page,) = ann.pull({talk: said.seq - 1}, floors={talk: floor}).pages
        assert names(page) == ["hello"]
