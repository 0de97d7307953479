"""Passwords: long rather than odd, none that is tried first, never told apart by time."""

import asyncio
import threading
import time

import pytest

from sync_server.accounts.passwords import Passwords, check
from sync_server.kit.problem import BadRequest
from tests.sync_server.visiting import QUICK


@pytest.mark.parametrize(
    "password",
    [
        "lamp ocean ticket rubber",
        "kjhgzuiiuztrfgbv",
        "x9$kQ2!mPz7&wLr4",
        "vier bunte Räder am Zaun",
        "我的车库里有三辆旧车和一艘小船呢吧",
        "mein alter käfer fährt wieder " * 5,
    ],
)
def test_a_long_one_will_do_whatever_it_is_made_of(password: str) -> None:
    check(password, "anna@example.org", "Anna Berg")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Tr0ub4dor&3", "password_short"),
        ("x" * 14, "password_short"),
        ("a1" * 129, "password_long"),
        ("aaaaaaaaaaaaaaaaaaaa", "password_common"),
        ("passwordpassword", "password_common"),
        ("PasswordPassword1", "password_common"),
        ("dragonbaseball2024", "password_common"),
        ("123456789012345678", "password_common"),
        ("qwertyuiopasdfghjkl", "password_common"),
        ("abcabcabcabcabcabc", "password_common"),
        ("correct horse battery staple", "password_common"),
        ("anna@example.org1", "password_common"),
        ("annabergannaberg", "password_common"),
    ],
)
def test_one_that_is_tried_first_is_refused_with_a_reason(password: str, code: str) -> None:
    with pytest.raises(BadRequest) as caught:
        check(password, "anna@example.org", "Anna Berg", "annaberg")
    assert caught.value.code == code


def test_a_password_fits_however_the_keyboard_composes_it() -> None:
    async def work() -> None:
        keep = Passwords(QUICK)
        hashed = await keep.hash("R\u00e4der am Zaun und mehr")
        assert hashed.startswith("$argon2id$")
        assert await keep.fits("Ra\u0308der am Zaun und mehr", hashed)
        assert not await keep.fits("Rader am Zaun und mehr", hashed)

    asyncio.run(work())


def test_nobodys_password_fits_never_and_takes_as_much_work() -> None:
    looked_at: list[str] = []

    class Noting(type(QUICK)):  # type: ignore[misc]
        def verify(self, password, hash):
            looked_at.append(hash)
            return super().verify(password, hash)

    async def work() -> None:
        keep = Passwords(Noting(time_cost=1, memory_cost=8, parallelism=1))
        hashed = await keep.hash("lamp ocean ticket rubber")
        for known in (hashed, ""):
            assert not await keep.fits("another four short words", known)
        assert not await keep.fits("", "")

    asyncio.run(work())
    # What comes before the salt says how much work it is.
    somebody, nobody, nothing = (each.split("$")[:-2] for each in looked_at)
    assert somebody == nobody == nothing


def test_no_more_than_two_are_hashed_at_once() -> None:
    running, most = 0, 0
    lock = threading.Lock()

    class Counting(type(QUICK)):  # type: ignore[misc]
        def hash(self, password, *, salt=None):
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            time.sleep(0.01)
            with lock:
                running -= 1
            return super().hash(password, salt=salt)

    async def work() -> None:
        keep = Passwords(Counting(time_cost=1, memory_cost=8, parallelism=1))
        await asyncio.gather(*(keep.hash(f"lamp ocean {n}") for n in range(10)))

    asyncio.run(work())
    assert most == 2
