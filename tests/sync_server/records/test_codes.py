"""A unit or a currency that this version does not know is refused, unless a newer one sends it."""

import pytest

from tests.sync_server.people import World

STRANGE = [
    {"distance_unit": "parsec"}, {"distance_unit": "kg"}, {"volume_unit": "km"},
    {"economy_unit": "km"}, {"currency": "ZZZ"}, {"currency": 5},
]  # fmt: skip
GOOD = [
    {"distance_unit": "mi"}, {"volume_unit": "gal_uk"}, {"economy_unit": "L/100km"},
    {"economy_unit": "kWh/100km"}, {"currency": "EUR"}, {"distance_unit": ""},
    {"distance_unit": None},
]  # fmt: skip


@pytest.mark.parametrize("fields", STRANGE)
def test_what_nobody_could_read_is_refused_to_those_who_know(
    world: World, fields: dict[str, object]
) -> None:
    ann = world.person("ann")
    (verdict,) = ann.push(ann.patch(name="Evil", **fields))
    assert (verdict.verdict, verdict.code) == ("refused", "invalid")
    newer = {**ann.body(ann.patch(name="New", **fields)), "schema": 2}
    (verdict,) = ann.send(newer).verdicts
    assert verdict.verdict == "merged"


@pytest.mark.parametrize("fields", GOOD)
def test_what_is_known_is_taken(world: World, fields: dict[str, object]) -> None:
    ann = world.person("ann")
    (verdict,) = ann.push(ann.patch(name="Good", **fields))
    assert verdict.verdict == "merged"
