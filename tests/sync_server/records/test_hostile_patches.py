"""Patches that are none: each has its verdict, none is a fault, and none holds up the others."""

from collections.abc import Callable
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from garage.ids import new_id
from garage.sync.wire import PushAnswer
from sync_server.kit.clock import now
from sync_server.records.tables import RECORD
from tests.sync_server.people import Device, World


def nested(depth: int) -> Any:
    """Lists within lists."""
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


BAD: dict[str, Callable[[Device], Any]] = {
    "no patch": lambda d: 5,
    "fields a list": lambda d: d.patch() | {"fields": []},
    "no fields": lambda d: d.patch(),
    "stamps a number": lambda d: d.patch(name="B") | {"stamps": 5},
    "no stamps": lambda d: d.patch(name="B") | {"stamps": {}},
    "a stamp of no field": lambda d: (
        (p := d.patch(name="B")) | {"stamps": p["stamps"] | {"make": d.stamp()}}
    ),
    "no stamp at all": lambda d: d.patch(name="B") | {"stamps": {"": "yesterday"}},
    "an id with a null": lambda d: d.patch("\0", name="B"),
    "no id": lambda d: d.patch(name="B") | {"id": 7},
    "kind with a null": lambda d: d.patch(kind="vehicle\0", name="B"),
    "kind in capitals": lambda d: d.patch(kind="Vehicle", name="B"),
    "nested too deep": lambda d: d.patch(kind="spaceship", engines=nested(50)),
    "10,000 fields": lambda d: d.patch(**{f"f{n}": n for n in range(10_000)}),
    "a text too long": lambda d: d.patch(notes="x" * 450_000),
    "a line too long": lambda d: d.patch(name="x" * 501),
    "an empty name of a field": lambda d: d.patch(**{"": "x"}),
    "a name of the envelope": lambda d: d.patch(space_="x") | {"fields": {"id": "x"}},
    "a text for a quantity": lambda d: d.patch(tank="50 litres"),
    "a list in a quantity": lambda d: d.patch(tank={"value": ["5"], "unit": []}),
    "a number for a text": lambda d: d.patch(name=5),
    "no flag": lambda d: d.patch(deleted="perhaps"),
    "tags as a list": lambda d: d.patch(tags=["winter"]),
    "a tag that is a number": lambda d: d.patch(**{"tags/winter": 5}),
    "a plain field with a slash": lambda d: d.patch(**{"name/first": "B"}),
    "a number out of bounds": lambda d: d.patch(year=10**6),
    "a base that is none": lambda d: d.patch(name="B", base={"name": "x" * 100}),
    "overtaken": lambda d: d.patch(kind="overtaken", record=new_id(now())),
}


def test_each_bad_patch_is_refused_and_the_next_is_merged(world: World) -> None:
    ann = world.person("ann")
    for count, (name, make) in enumerate(BAD.items(), 1):
        bad, good = make(ann), ann.patch(name="Berta")
        body = ann.body(good)
        body["patches"] = [bad | {"n": 1} if isinstance(bad, dict) else bad, good | {"n": 2}]
        verdicts = ann.send(body).verdicts
        assert [each.verdict for each in verdicts] == ["refused", "merged"], name
        code = {"a text too long": "too_large", "overtaken": "server_kind"}.get(name, "invalid")
        assert verdicts[0].code == code, name
        assert verdicts[0].reason, name
        assert ann.send(body).verdicts == verdicts, name
        assert world.count(RECORD) == count, name


def test_a_stamp_from_the_future_is_told_and_not_kept(world: World) -> None:
    ann = world.person("ann")
    ann.ahead = 120_000
    answer = ann.send(ann.body(ann.patch(name="Berta")))
    assert [each.verdict for each in answer.verdicts] == ["future"]
    assert abs(answer.now - now()) < 10_000
    assert world.count(RECORD) == 0


def test_a_stamp_of_another_device_is_refused(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    (verdict,) = ann.push(ann.patch(name="B") | {"stamps": {"": bob.stamp()}})
    assert (verdict.verdict, verdict.code) == ("refused", "wrong_device")


def test_a_push_for_another_device_is_forbidden(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    answer = ann.ask("POST", "/sync/push", bob.body(bob.patch(name="B")))
    assert (answer.status_code, answer.json()["code"]) == (403, "wrong_device")


def test_a_space_of_somebody_else_is_as_unknown_as_one_that_is_none(world: World) -> None:
    ann, bob = world.person("ann"), world.person("bob")
    theirs, nobodys = bob.push(
        bob.patch(space=ann.home, name="B"), bob.patch(space=new_id(now()), name="B")
    )
    assert (theirs.code, theirs.reason) == (nobodys.code, nobodys.reason)
    assert theirs.code == "unknown_space"
    hers = ann.add(name="Berta")
    (verdict,) = bob.push(bob.patch(hers.id, space=ann.home, name="Mine"))
    assert (verdict.code, verdict.envelope) == ("unknown_space", None)


def test_a_kind_cannot_become_another(world: World) -> None:
    ann = world.person("ann")
    made = ann.add(name="Berta")
    (verdict,) = ann.push(ann.patch(made.id, "fill_up", notes="?"))
    assert (verdict.verdict, verdict.code) == ("refused", "invalid")


def test_kinds_and_fields_of_a_newer_version_are_kept_as_they_are(world: World) -> None:
    ann = world.person("ann")
    ship = ann.add("spaceship", engines=[1, {"thrust": 2.5}], name="Rosinante")
    car = ann.add(name="Berta", colour_of_roof="white")
    records = ann.records()
    assert records[ship.id].fields == {"engines": [1, {"thrust": 2.5}], "name": "Rosinante"}
    assert records[car.id].fields["colour_of_roof"] == "white"


def test_a_frame_that_is_none_is_a_bad_request(world: World) -> None:
    ann = world.person("ann")
    for body in (5, [], {"device": 5}, {**ann.body(), "patches": {}}):
        answer = ann.ask("POST", "/sync/push", body)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "application/problem+json"
    too_deep = msgspec.Raw(b'{"device":"a","patches":' + b"[" * 100_000 + b"]" * 100_000 + b"}")
    assert ann.ask("POST", "/sync/push", too_deep).status_code == 400


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(
        st.characters(exclude_categories=["Cs"]), max_size=8), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
names = st.sampled_from(
    ["name", "tank", "year", "deleted", "tags/a", "custom/b", "energies", "purchased", "source"]
)


@given(st.lists(st.dictionaries(names, json, max_size=4), min_size=1, max_size=5))
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_the_fields_there_is_a_verdict_for_each(
    world: World, drawn: list[dict[str, Any]]
) -> None:
    ann = world.person("ann")
    body = ann.body(*(ann.patch() | {"fields": fields} for fields in drawn))
    # As Python writes it: larger numbers than msgspec would.
    import json as plain

    answer = ann.ask("POST", "/sync/push", msgspec.Raw(plain.dumps(body).encode()))
    assert answer.status_code == 200, answer.text
    verdicts = msgspec.json.decode(answer.content, type=PushAnswer).verdicts
    assert [each.n for each in verdicts] == list(range(1, len(drawn) + 1))
    ann.pull()


@given(json)
@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_asked_there_is_no_fault(world: World, drawn: Any) -> None:
    import json as plain

    ann = world.person("ann")
    content = msgspec.Raw(plain.dumps(drawn).encode())
    for path in ("/sync/push", "/sync/pull", "/records/move", "/records/erase", "/spaces"):
        assert ann.ask("POST", path, content).status_code == 400
