"""A patch whose fields are not read is the one that would have been read, to the letter."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.sync.wire import OVERTAKEN, Patch, PushRequest, hash_of_patches
from sync_server.kit.problem import BadRequest
from sync_server.records.checking import readers_of
from sync_server.records.kept import as_text, owner_in
from sync_server.records.messages import read_push
from sync_server.records.patches import PlainPatch, owner_of, whole

ID = "01a213d5-74be-735e-a526-f5b1fe360276"
OTHER = "01a213d5-74be-735e-a526-f5b1fe360277"
STAMP = "01a213d574be-0000-01a213d574be"
GOOD = {
    "vehicle": OTHER, "date": "2024-12-31T23:59", "odometer": {"unit": "mi", "value": "311"},
    "full": True, "station": "Süd 7", "total": {"amount": "70", "currency": "EUR"},
}  # fmt: skip


def push(*patches: Patch) -> PushRequest:
    return PushRequest(ID, 1, ID, 1, list(patches))


def patch(n: int = 1, kind: str = "fill_up", **fields: Any) -> Patch:
    return Patch(n, ID, ID, kind, fields or GOOD, {"": STAMP})


def sent(request: PushRequest) -> bytes:
    """As an app encodes it."""
    return msgspec.json.encode(request, order="sorted")


def raw(fields: bytes, kind: str = "fill_up") -> bytes:
    head = f'{{"device":"{ID}","number":1,"epoch":"{ID}","schema":1,"patches":[{{"n":1,'
    body = f'"space":"{ID}","id":"{ID}","kind":"{kind}","stamps":{{"":"{STAMP}"}},"fields":'
    return f"{head}{body}".encode() + fields + b"}]}"


def test_what_an_import_brings_is_not_read() -> None:
    (came,) = read_push(sent(push(patch()))).patches
    assert isinstance(came, PlainPatch)
    assert came.text == as_text(GOOD)
    assert owner_of(came) == OTHER
    assert whole(came) == patch()


names = st.sampled_from([*readers_of("fill_up"), *readers_of("vehicle"), "tags/new", "hologram"])
values = (
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=6)
    | st.sampled_from([ID, OTHER, "2024-02-28", '"vehicle":"', {"unit": "km", "value": "5"}])
    | st.dictionaries(st.sampled_from(["unit", "value", "typed", "vehicle"]), st.just(ID))
)  # fmt: skip


@given(
    st.dictionaries(names, values, max_size=6),
    st.sampled_from(["fill_up", "vehicle", "event", "spaceship", OVERTAKEN]),
    st.sampled_from([{"": STAMP}, {"": STAMP, "vehicle": STAMP}, {"vehicle": STAMP}, {}]),
    st.sampled_from([{}, {"vehicle": STAMP}, {"vehicle": None}]),
    st.booleans(),
    st.sampled_from([ID, "none"]),
)
def test_it_is_the_patch_that_would_be_read(
    fields: dict[str, Any], kind: str, stamps: dict[str, str], base: dict[str, str | None],
    recovered: bool, id_: str,
) -> None:  # fmt: skip
    wanted = Patch(1, ID, id_, kind, fields, stamps, base, recovered)
    read = read_push(sent(push(wanted)))
    (came,) = read.patches
    assert isinstance(came, Patch | PlainPatch)
    assert whole(came) == wanted
    assert owner_of(came) == owner_in(kind, fields)
    assert read.hash == hash_of_patches([wanted])
    if isinstance(came, PlainPatch):
        assert came.text == as_text(fields)


def test_another_spelling_of_the_same_is_read_and_is_the_same_push() -> None:
    spelt = msgspec.json.format(sent(push(patch())), indent=1)
    read = read_push(spelt)
    (came,) = read.patches
    assert came == patch()
    assert read.hash == read_push(sent(push(patch()))).hash


def test_text_that_is_no_good_json_is_looked_at() -> None:
    for fields in (
        b'{"station":"\\u0041"}', b"{}", b'{"station":"a","station":"b"}', b'{"station": "a"}',
        b'{"station":"a","fuel":"b"}',
    ):  # fmt: skip
        assert not isinstance(read_push(raw(fields)).patches[0], PlainPatch), fields
    for fields in (b'{"station":"\xff"}', b'{"station":"\xed\xa0\x80"}'):
        (came,) = read_push(raw(fields)).patches
        assert not isinstance(came, Patch | PlainPatch), fields
    for fields in (b'{"station":"a\nb"}', b'{"station":"\x00"}'):
        with pytest.raises(BadRequest):
            read_push(raw(fields))


def test_one_that_is_longer_than_a_value_may_be_is_looked_at() -> None:
    (came,) = read_push(sent(push(patch(notes="ä" * 100_000)))).patches
    assert isinstance(came, PlainPatch)
    many = dict.fromkeys(("notes", "name", "plate"), "ä" * 100_000)
    assert isinstance(read_push(sent(push(patch(kind="vehicle", **many)))).patches[0], Patch)
