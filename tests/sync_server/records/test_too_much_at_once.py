"""What is over a bound of pushes, pulls and moves: it is told how, and nothing is lost."""

import asyncio
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from garage.ids import new_id
from sync_server.kit.bus import Message, Poke
from sync_server.kit.clock import now
from sync_server.kit.principal import Principal
from sync_server.records import (
    checking,
    elsewhere,
    finishing,
    locking,
    moves,
    numbering,
    service,
)
from sync_server.records import pull as pulling
from sync_server.records.tables import PUSHED, RECORD
from sync_server.records.wire import MoveAsked
from tests.sync_server.people import Device, World, stand_in
from tests.sync_server.questions import before_the_lock
from tests.sync_server.records.test_hostile_patches import nested
from tests.sync_server.records.test_moves_and_erasure import family, move, true_digest
from tests.sync_server.records.test_windows import conversation, names, window
from tests.sync_server.refusals import refusal


def push_of(device: Device, count: int) -> dict[str, Any]:
    """A push of so many new records, named by their numbers."""
    return device.body(*(device.patch(name=str(n)) for n in range(count)))


def test_a_push_of_too_many_patches_is_refused_whole_and_can_be_sent_in_parts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_PATCHES", 2)
    ann = world.person("ann")
    whole = push_of(ann, 3)
    assert refusal(ann.ask("POST", "/sync/push", whole)) == (400, "bad_request")
    assert world.count(RECORD) == world.count(PUSHED) == 0
    # Its number was not taken.
    patches = whole["patches"]
    ann.send({**whole, "patches": patches[:2]})
    ann.push(*patches[2:])
    assert [each.fields["name"] for each in ann.records().values()] == ["0", "1", "2"]


def test_the_last_numbers_of_a_device_are_known_and_those_before_are_a_clones(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbering, "KEPT_NUMBERS", 3)
    ann = world.person("ann")
    phone = ann.another()
    phone.send(push_of(phone, 1))
    bodies = [push_of(ann, 1) for _ in range(5)]
    sent = [(body, ann.send(body).verdicts) for body in bodies]
    before = ann.pull().pages
    for body, verdicts in sent[2:]:
        assert ann.send(body).verdicts == verdicts
    for body, _ in sent[:2]:
        assert refusal(ann.ask("POST", "/sync/push", body)) == (409, "cloned")
    numbers = select(PUSHED.c.number).where(PUSHED.c.device == ann.device)
    assert sorted(row.number for row in world.rows(numbers)) == [3, 4, 5]
    assert ann.pull().pages == before
    ann.send(push_of(ann, 1))
    assert len(ann.records()) == 7


BOUNDED: dict[str, tuple[Any, Any, str]] = {
    "fields": (
        {f"f{n}": n for n in range(checking.MOST_FIELDS)},
        {f"f{n}": n for n in range(checking.MOST_FIELDS + 1)},
        "invalid",
    ),
    "a name": (
        {"n" * checking.MOST_NAME: 1},
        {"n" * (checking.MOST_NAME + 1): 1},
        "invalid",
    ),
    # A text is two bytes longer as JSON.
    "a value": (
        {"text": "ü" * (checking.MOST_VALUE // 2 - 1)},
        {"text": "ü" * (checking.MOST_VALUE // 2)},
        "too_large",
    ),
    # So is `{"a":"","b":"","c":""}`, by 22.
    "a record": (
        dict.fromkeys("abc", "x" * ((checking.MOST_RECORD - 22) // 3)),
        dict.fromkeys("abc", "x" * ((checking.MOST_RECORD - 22) // 3 + 1)),
        "too_large",
    ),
    "levels": (
        {"x": nested(checking.MOST_DEPTH)},
        {"x": nested(checking.MOST_DEPTH + 1)},
        "invalid",
    ),
}


@pytest.mark.parametrize("bound", BOUNDED)
def test_what_fits_into_the_bounds_of_a_record_is_merged_beside_what_does_not(
    world: World, bound: str
) -> None:
    ann = world.person("ann")
    fits, beyond, code = BOUNDED[bound]
    good, bad = (ann.patch(kind="spaceship") | {"fields": each} for each in (fits, beyond))
    merged, refused = ann.push(good, bad)
    assert merged.verdict == "merged", merged
    assert (refused.verdict, refused.code) == ("refused", code)
    assert [each.fields for each in ann.records().values()] == [fits]


@pytest.mark.parametrize(("limit", "count"), [(10**9, 3), (3, 3), (2, 2), (0, 1), (-(2**70), 1)])
def test_whatever_limit_a_pull_names_all_of_it_comes_page_by_page(
    world: World, monkeypatch: pytest.MonkeyPatch, limit: int, count: int
) -> None:
    monkeypatch.setattr(pulling, "MOST_PULLED", 3)
    ann = world.person("ann")
    ann.send(push_of(ann, 7))
    gone = ann.add(name="gone")
    assert ann.ask("POST", "/records/erase", {"space": ann.home, "ids": [gone.id]}).is_success
    told: list[str] = []
    cursor, head = 0, 1
    while cursor < head:
        (page,) = ann.pull({ann.home: cursor}, limit=limit).pages
        assert len(page.envelopes) + len(page.erased) == min(count, 8 - len(told))
        told += [*names(page), *page.erased]
        cursor, head = page.next, page.head
        assert bool(page.digest) == (cursor == head)
    assert told == [*"0123456", gone.id]


def test_whatever_limit_a_window_names_it_is_paged_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "MOST_PULLED", 3)
    ann = world.person("ann")
    talk = conversation(ann)
    for n in range(5):
        ann.add(space=talk, name=str(n))
    latest = window(ann, talk, 0, 0, 10**9)
    older = window(ann, talk, latest.next, latest.floor, 10**9)
    assert (names(latest), names(older), older.floor) == (["4", "3", "2"], ["1", "0"], 0)


def test_a_tree_that_is_too_large_stays_where_it_is_and_goes_in_parts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moves, "MOST_MOVED", 3)
    ann = world.person("ann")
    to = family(ann)
    cars = [ann.add(name=name) for name in ("Berta", "Emil")]
    for car in (cars[0], cars[0], cars[1]):
        ann.add("fill_up", vehicle=car.id)
    before = ann.pull({ann.home: 0, to: 0}).pages
    both = {"space": ann.home, "to": to, "ids": [car.id for car in cars]}
    assert refusal(ann.ask("POST", "/records/move", both)) == (413, "too_large")
    assert ann.pull({ann.home: 0, to: 0}).pages == before
    for car in cars:
        assert move(ann, ann.home, to, car.id) == 200
    assert (len(ann.records(to)), ann.records()) == (5, {})
    true_digest(ann, to)


def test_a_tree_that_is_too_deep_leaves_nothing_behind(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moves, "MOST_DEPTH", 2)
    ann = world.person("ann")
    to = family(ann)
    car = ann.add(name="Berta")
    work = ann.add("service", vehicle=car.id, title="Oil")
    line = ann.add("work_line", work=work.id, title="Filter")
    deeper = ann.add("work_line", work=line.id, title="Seal")
    before = ann.pull({ann.home: 0, to: 0}).pages
    asked = {"space": ann.home, "to": to, "ids": [car.id]}
    assert refusal(ann.ask("POST", "/records/move", asked)) == (413, "too_large")
    assert ann.pull({ann.home: 0, to: 0}).pages == before
    assert ann.ask("POST", "/records/erase", {"space": ann.home, "ids": [deeper.id]}).is_success
    assert move(ann, ann.home, to, car.id) == 200
    assert set(ann.records(to)) == {car.id, work.id, line.id}


@pytest.mark.parametrize("path", ["/records/move", "/records/erase"])
def test_too_many_ids_at_once_are_refused(world: World, path: str) -> None:
    ann = world.person("ann")
    car, to = ann.add(name="Berta"), family(ann)
    asked = {"space": ann.home, "to": to, "ids": [car.id, *(new_id(now()) for _ in range(5_000))]}
    assert refusal(ann.ask("POST", path, asked)) == (400, "bad_request")
    assert set(ann.records()) == {car.id}
    assert ann.ask("POST", path, asked | {"ids": asked["ids"][:5_000]}).is_success
    assert ann.records() == {}


def test_what_the_other_garage_has_or_had_stays_where_it_is(world: World) -> None:
    ann = world.person("ann")
    to = family(ann)
    there, erased, own = (ann.add(space=to, name=name) for name in ("Berta", "Emil", "Otto"))
    assert ann.ask("POST", "/records/erase", {"space": to, "ids": [erased.id]}).is_success
    here = ann.push(*(ann.patch(each.id, name="Here") for each in (there, erased)))
    assert [each.verdict for each in here] == ["merged", "merged"]
    free = ann.add(name="Free")
    for taken in (there, erased):
        asked = {"space": ann.home, "to": to, "ids": [free.id, taken.id]}
        assert refusal(ann.ask("POST", "/records/move", asked)) == (409, "conflict")
    assert set(ann.records()) == {there.id, erased.id, free.id}
    assert set(ann.records(to)) == {there.id, own.id}


def test_an_edit_follows_a_record_through_so_many_garages_and_is_else_given_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elsewhere, "_MOST_HOPS", 2)
    ann = world.person("ann")
    near, far = family(ann), family(ann)
    car = ann.add(name="Berta")
    assert move(ann, ann.home, near, car.id) == 200
    (followed,) = ann.push(ann.patch(car.id, plate="M-AB 1", base={"plate": None}))
    assert (followed.verdict, followed.envelope and followed.envelope.space) == ("moved", near)
    assert move(ann, near, far, car.id) == 200
    before = ann.records(far)
    late, next_ = ann.push(ann.patch(car.id, plate="X"), ann.patch(car.id, space=near, plate="Y"))
    assert (late.verdict, late.envelope) == ("gone", None)
    assert (next_.verdict, next_.envelope and next_.envelope.space) == ("moved", far)
    # What was given back left no trace: neither in the record nor as overtaken.
    (kept,) = [each for each in ann.records(far).values() if each.kind == "overtaken"]
    assert kept.fields["value"] == before[car.id].fields["plate"]


def test_so_many_records_go_along_with_a_poke_and_more_are_pulled(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finishing, "MOST_POKED", 2)
    monkeypatch.setattr(finishing, "MOST_POKED_BYTES", 2_000)
    ann = world.person("ann")
    pokes: list[Poke] = []

    def hear(message: Message) -> None:
        if isinstance(message, Poke):
            pokes.append(message)

    world.app.state.bus.listen(hear)
    ann.send(push_of(ann, 2))
    ann.send(push_of(ann, 3))
    ann.push(ann.patch(name="long", notes="x" * 2_000))
    world.run(asyncio.sleep(0))
    told = [len(msgspec.json.decode(poke.envelopes or b"[]")) for poke in pokes]
    assert told == [2, 0, 0]
    # Whoever stands before a poke without its records pulls them.
    for poke, count in zip(pokes, (2, 3, 1), strict=True):
        (page,) = ann.pull({ann.home: poke.began}, limit=count).pages
        assert (page.next, len(page.envelopes)) == (poke.head, count)


def test_a_push_after_records_that_are_moved_on_and_on_is_for_later(
    shared: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = shared.person("ann")
    to = family(ann)
    car = ann.add(name="Berta")
    caller: Principal = stand_in(ann.headers["Authorization"].removeprefix("Bearer "))

    def go() -> None:
        with shared.database.write() as connection:
            service.move(connection, caller, MoveAsked(ann.home, to, [car.id]), now())

    body = ann.body(ann.patch(car.id, plate="M-AB 1", base={"plate": None}), ann.patch(name="Emil"))
    with monkeypatch.context() as patience, before_the_lock(shared.database.engine, go):
        patience.setattr(locking, "_MOST_TRIES", 1)
        answer = ann.ask("POST", "/sync/push", body)
    assert refusal(answer) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert (ann.records(), ann.records(to)[car.id].fields) == ({}, {"name": "Berta"})
    followed, new = ann.send(body).verdicts
    assert (followed.verdict, new.verdict) == ("moved", "merged")
    assert ann.records(to)[car.id].fields == {"name": "Berta", "plate": "M-AB 1"}
