"""Bodies within bounds."""

import gzip

import msgspec
import pytest
import zstandard

from sync_server.kit.bodies import decode, packed, unpack
from sync_server.kit.problem import BadRequest, TooLarge


@pytest.mark.parametrize("encoding", ["zstd", "gzip", ""])
def test_what_was_packed_comes_out(encoding: str) -> None:
    body = b'{"a": 1}' * 1_000
    packed = {"zstd": zstandard.compress, "gzip": gzip.compress, "": bytes}[encoding](body)
    assert unpack(packed, encoding) == body


@pytest.mark.parametrize(
    ("encoding", "pack"), [("zstd", zstandard.compress), ("gzip", gzip.compress)]
)
def test_a_bomb_is_refused_before_it_goes_off(encoding: str, pack) -> None:
    with pytest.raises(TooLarge):
        unpack(pack(bytes(5_000_000)), encoding, most=1_000_000)


@pytest.mark.parametrize("encoding", ["zstd", "gzip"])
def test_a_damaged_body_is_a_bad_request(encoding: str) -> None:
    with pytest.raises(BadRequest):
        unpack(b"no such thing", encoding)


def test_an_unknown_encoding_says_which_are_known() -> None:
    with pytest.raises(BadRequest) as caught:
        unpack(b"", "br")
    assert "zstd or gzip" in caught.value.hint


def test_deep_json_is_a_bad_request() -> None:
    with pytest.raises(BadRequest):
        decode(b"[" * 100_000, list[object])


def test_the_message_says_where_it_is_at_fault() -> None:
    class Wanted(msgspec.Struct):
        number: int

    with pytest.raises(BadRequest) as caught:
        decode(b'{"number": "x"}', Wanted)
    assert "$.number" in caught.value.hint


@pytest.mark.parametrize("missing", [1, 7, 8, 9])
def test_a_body_that_was_cut_off_is_a_bad_request(missing: int) -> None:
    whole = gzip.compress(b'{"a": 1}' * 1_000)
    with pytest.raises(BadRequest):
        unpack(whole[:-missing], "gzip")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("zstd", "zstd"), ("gzip, zstd;q=0.5", "zstd"), ("zstd;q=0, gzip", "gzip"),
        ("ZSTD;q=0.000", None), ("gzip; q=0", None), ("", None), ("identity", None),
    ],
)  # fmt: skip
def test_an_answer_is_packed_as_the_caller_likes(accepted: str, coding: str | None) -> None:
    answer = packed({"a": "x" * 10_000}, accepted)
    assert answer.headers.get("content-encoding") == coding
