"""Laws: the digest that is kept is that of the records; replays and order change nothing."""

import itertools
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.ids import new_id
from garage.sync.wire import digest_of, digest_text
from sync_server.kit.clock import now
from sync_server.records.tables import PUSHED, RECORD
from tests.sync_server.people import Device, World

FEW = settings(
    max_examples=6,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)

# Which device edits which of three records, which field, to what.
edits = st.lists(
    st.tuples(
        st.integers(0, 1), st.integers(0, 2),
        st.sampled_from(["name", "plate", "deleted", "tags/a"]),
        st.sampled_from([None, True]), st.booleans(),
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip


def value_of(field: str, there: bool | None, n: int) -> Any:
    """Something that the field takes."""
    if there is None:
        return None
    return f"value {n}" if field in ("name", "plate") else True


def patches(device: Device, drawn: list[Any], ids: list[str]) -> list[dict[str, Any]]:
    """The edits that were drawn, as one device's patches."""
    return [
        device.patch(ids[record], **{field: value_of(field, there, n)})
        for n, (_, record, field, there, _) in enumerate(drawn)
    ]


def state_of(device: Device) -> dict[str, Any]:
    """Id → fields and stamps, without what was overtaken."""
    return {
        id_: (each.fields, each.stamps)
        for id_, each in device.records().items()
        if each.kind != "overtaken"
    }


@given(edits)
@FEW
def test_the_digest_that_is_kept_is_that_of_the_records(world: World, drawn: list[Any]) -> None:
    ann = world.person("ann")
    devices = [ann, ann.another()]
    ids = [new_id(now()) for _ in range(3)]
    for n, (device, record, field, there, twice) in enumerate(drawn):
        sender = devices[device]
        body = sender.body(sender.patch(ids[record], **{field: value_of(field, there, n)}))
        sender.send(body)
        if twice:
            before = ann.pull().pages
            sender.send(body)
            assert ann.pull().pages == before
    (page,) = ann.pull().pages
    parts = [digest_of(each.id, each.seq, each.stamps) for each in page.envelopes]
    assert page.digest == digest_text(parts)
    seqs = [each.seq for each in page.envelopes]
    assert seqs == sorted(set(seqs))
    assert all(each.born <= each.seq <= page.head for each in page.envelopes)


@given(edits, st.randoms(use_true_random=False))
@FEW
def test_the_order_in_which_patches_arrive_changes_nothing(
    world: World, drawn: list[Any], random: Any
) -> None:
    results = []
    ids = [new_id(now()) for _ in range(3)]
    ann = world.person("ann")
    made = patches(ann, drawn, ids)
    for shuffle in (False, True):
        order = list(made)
        if shuffle:
            random.shuffle(order)
        # The same stamps, in a garage of another person who bears the same device.
        other = world.person("other")
        other.device = ann.device
        other.push(*({**patch, "space": other.home} for patch in order))
        results.append(state_of(other))
    assert results[0] == results[1]


@given(edits, st.integers(1, 4))
@FEW
def test_small_pages_bring_the_same_as_one_large_page(
    world: World, drawn: list[Any], limit: int
) -> None:
    ann = world.person("ann")
    ids = [new_id(now()) for _ in range(3)]
    ann.push(*patches(ann, drawn, ids))
    ann.ask("POST", "/records/erase", {"space": ann.home, "ids": [ids[0]]})
    cursor, found, erased = 0, {}, set()
    for _ in itertools.count():
        (page,) = ann.pull({ann.home: cursor}, limit=limit).pages
        assert len(page.envelopes) + len(page.erased) <= limit
        assert page.next > cursor or page.next == page.head
        found |= {each.id: each for each in page.envelopes}
        erased |= set(page.erased)
        cursor = page.next
        if cursor == page.head:
            break
        assert page.digest == ""
    (whole,) = ann.pull().pages
    assert found == {each.id: each for each in whole.envelopes}
    assert erased == set(whole.erased)
    assert page.digest == whole.digest


def test_a_number_with_another_body_or_long_ago_is_a_clone(world: World) -> None:
    ann = world.person("ann")
    first = ann.body(ann.patch(name="Berta"))
    ann.send(first)
    second = ann.body(ann.patch(name="Emil"))
    answer = ann.ask("POST", "/sync/push", {**second, "number": 1})
    assert (answer.status_code, answer.json()["code"]) == (409, "cloned")
    ann.send({**second, "number": 1_500})
    answer = ann.ask("POST", "/sync/push", first)
    assert (answer.status_code, answer.json()["code"]) == (409, "cloned")
    assert world.count(PUSHED) == 1
    assert world.count(RECORD) == 2


def test_a_replay_does_not_make_a_conflict_of_what_came_after_it(world: World) -> None:
    ann = world.person("ann")
    phone = ann.another()
    body = ann.body(ann.patch(name="Berta"))
    (verdict,) = ann.send(body).verdicts
    assert verdict.envelope is not None
    phone.push(
        phone.patch(verdict.envelope.id, name="B", base={"name": verdict.envelope.stamps[""]})
    )
    ann.send(body)
    assert [each.kind for each in ann.records().values()] == ["vehicle"]


def test_another_epoch_is_told_with_the_right_one(world: World) -> None:
    ann = world.person("ann")
    for path, body in (
        ("/sync/push", ann.body() | {"epoch": "old"}),
        ("/sync/pull", {"epoch": "old", "schema": 1, "spaces": {}}),
    ):
        answer = ann.ask("POST", path, body)
        assert (answer.status_code, answer.json()["code"]) == (409, "epoch")
        assert answer.json()["epoch"] == ann.epoch()


def test_a_cursor_above_the_head_is_reset(world: World) -> None:
    ann = world.person("ann")
    answer = ann.pull({ann.home: 99})
    assert (answer.pages, answer.reset) == ([], [ann.home])


def test_a_window_brings_the_latest_born_with_their_digest(world: World) -> None:
    ann = world.person("ann")
    made = [ann.add(name=f"V{n}") for n in range(5)]
    (edited,) = ann.push(ann.patch(made[0].id, name="first", base={"name": made[0].stamps[""]}))
    assert edited.envelope is not None
    window = {ann.home: {"limit": 2}}
    (page,) = ann.pull({ann.home: 0}, windows=window).pages
    assert [each.id for each in page.envelopes] == [made[4].id, made[3].id]
    parts = [digest_of(each.id, each.seq, each.stamps) for each in page.envelopes]
    assert (page.window_digest, page.next) == (digest_text(parts), page.head)
    window = {ann.home: {"before": page.envelopes[-1].born, "limit": 10}}
    (page,) = ann.pull({ann.home: 4}, windows=window).pages
    assert [each.id for each in page.envelopes] == [made[2].id, made[1].id, made[0].id]
    assert page.next == 4
