"""Reading a foreign feed: what may be asked, and what is made of each answer."""

from __future__ import annotations

import contextlib
import gzip
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from garage.ics.foreign_feed import (
    MOST_BYTES,
    Copy,
    FeedFault,
    checked_url,
    is_public,
    read_feed,
)
from garage.ics.subscribing import read_body

PUBLIC = "93.184.216.34"


@dataclass
class Said:
    """An answer as it was made up."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[bytes] = (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",)
    pause: float = 0.0

    def chunks(self) -> Iterator[bytes]:
        for part in self.parts:
            time.sleep(self.pause)
            yield part


@dataclass
class World:
    """Servers by address, hosts by name; what was asked of them."""

    answers: dict[str, Said]
    hosts: dict[str, list[str]] = field(default_factory=dict)
    asked: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> list[str]:
        return self.hosts.get(host, [PUBLIC])

    @contextlib.contextmanager
    def get(
        self, url: str, address: str, headers: Mapping[str, str], until: float
    ) -> Iterator[Said]:
        self.asked.append((url, address, headers))
        if url not in self.answers:
            raise ConnectionRefusedError
        yield self.answers[url]


def fault_of(world: World, url: str = "https://a.org/x.ics", seconds: float = 60) -> FeedFault:
    with pytest.raises(FeedFault) as caught:
        read_feed(world, url, seconds=seconds)
    assert caught.value.message
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("webcal://a.org/x.ics", "https://a.org/x.ics"),
        ("a.org/x.ics#part", "https://a.org/x.ics"),
        (" http://a.org:8080/x ", "http://a.org:8080/x"),
    ],
)
def test_addresses_are_taken_as_people_paste_them(text: str, url: str) -> None:
    assert checked_url(text) == url


@pytest.mark.parametrize(
    "text",
    ["", "ftp://a.org/x", "file:///etc/passwd", "https://", "https://me:secret@a.org/x",
     "https://a.org/x y", "https://a.org/\x00", "https://a.org:99999/",
     "https://a.org/" + "x" * 3_000],
)  # fmt: skip
def test_what_is_no_address_of_a_feed_is_refused(text: str) -> None:
    with pytest.raises(FeedFault):
        checked_url(text)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.1.2.3", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
     "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "::1", "::", "fe80::1",
     "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1",
     "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::",
     "64:ff9b::7f00:1", "64:ff9b::a00:1", "2001:db8::1", "nonsense", ""],
)  # fmt: skip
def test_addresses_within_are_not_asked(address: str) -> None:
    assert not is_public(address)
    world = World({"https://a.org/x.ics": Said()}, {"a.org": [address]})
    assert fault_of(world).code == "private_address"
    assert world.asked == []


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"])
def test_addresses_of_the_world_are(address: str) -> None:
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    world = World({"https://a.org/x.ics": Said()}, {"a.org": [PUBLIC, "10.0.0.1"]})
    assert fault_of(world).code == "private_address"


def test_what_was_looked_at_is_what_is_connected_to() -> None:
    world = World({"https://a.org/x.ics": Said()}, {"a.org": ["1.1.1.1"]})
    read_feed(world, "webcal://a.org/x.ics")
    assert [address for _, address, _ in world.asked] == ["1.1.1.1"]


def test_a_redirect_is_followed_but_not_into_a_private_network() -> None:
    moved = {
        "https://a.org/x.ics": Said(301, {"location": "/y.ics"}),
        "https://a.org/y.ics": Said(),
    }
    assert read_feed(World(moved), "https://a.org/x.ics").url == "https://a.org/y.ics"
    inward = {"https://a.org/x.ics": Said(302, {"location": "http://router.lan/"}),
              "http://router.lan/": Said()}  # fmt: skip
    world = World(inward, {"router.lan": ["192.168.0.1"]})
    assert fault_of(world).code == "private_address"
    assert [url for url, *_ in world.asked] == ["https://a.org/x.ics"]
    assert fault_of(
        World({"https://a.org/x.ics": Said(302, {"location": "file:///etc/passwd"})})
    ).code


def test_a_redirect_in_a_circle_ends() -> None:
    world = World({"https://a.org/x.ics": Said(302, {"location": "https://a.org/x.ics"})})
    assert fault_of(world).code == "too_many_redirects"
    assert len(world.asked) == 6


def test_what_has_not_changed_is_not_sent_again() -> None:
    world = World({"https://a.org/x.ics": Said(headers={"etag": '"1"', "last-modified": "Mon"})})
    first = read_feed(world, "https://a.org/x.ics")
    assert first.version == '"1"'
    world.answers["https://a.org/x.ics"] = Said(304)
    assert read_feed(world, "https://a.org/x.ics", '"1"') == Copy(None, '"1"', first.url)
    assert world.asked[-1][2]["If-None-Match"] == '"1"'
    read_feed(world, "https://a.org/x.ics", "Mon, 02 Mar 2026 10:00:00 GMT")
    assert "If-Modified-Since" in world.asked[-1][2]
    assert fault_of(world).code == "server_fault"


@pytest.mark.parametrize(
    ("status", "code"),
    [(404, "gone"), (410, "gone"), (401, "not_allowed"), (403, "not_allowed"),
     (500, "server_fault"), (206, "server_fault")],
)  # fmt: skip
def test_each_refusal_is_told(status: int, code: str) -> None:
    assert fault_of(World({"https://a.org/x.ics": Said(status)})).code == code


def test_a_server_that_is_away_is_told() -> None:
    assert fault_of(World({})).code == "away"


def test_a_packed_feed_is_unpacked() -> None:
    body = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    for encoding, packed in (("gzip", gzip.compress(body)), ("deflate", zlib.compress(body))):
        said = Said(headers={"content-encoding": encoding}, parts=[packed[:7], packed[7:]])
        assert read_feed(World({"https://a.org/x.ics": said}), "a.org/x.ics").body == body
    cut = Said(headers={"content-encoding": "gzip"}, parts=[gzip.compress(body)[:-9]])
    assert fault_of(World({"https://a.org/x.ics": cut})).code == "damaged"


def test_a_feed_of_a_hundred_megabytes_is_left_after_twenty() -> None:
    taken = 0

    def parts() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield bytes(2**20)

    said = Said(parts=parts())  # type: ignore[arg-type]  # read once
    assert fault_of(World({"https://a.org/x.ics": said})).code == "too_large"
    assert taken == MOST_BYTES // 2**20 + 1


def test_a_gzip_bomb_is_not_blown_up() -> None:
    bomb = gzip.compress(bytes(400 * 2**20), compresslevel=9)
    assert len(bomb) < 2**20
    said = Said(headers={"content-encoding": "gzip"}, parts=[bomb])
    begun = time.thread_time()
    assert fault_of(World({"https://a.org/x.ics": said})).code == "too_large"
    assert time.thread_time() - begun < 5


def test_a_slow_drip_ends_with_the_time() -> None:
    said = Said(parts=[b"X"] * 1_000, pause=0.01)
    assert fault_of(World({"https://a.org/x.ics": said}), seconds=0.1).code == "too_slow"


@pytest.mark.parametrize(
    "body", [b"<!DOCTYPE html><p>Sign in</p>", b"\n <html></html>", b"", b"x: y"]
)
def test_a_web_page_or_nothing_is_no_calendar(body: bytes) -> None:
    with pytest.raises(FeedFault) as caught:
        read_body(body, "UTC")
    assert caught.value.code == "no_calendar"
