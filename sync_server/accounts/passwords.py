"""Passwords: which are good enough, and their hashes (argon2id)."""

from __future__ import annotations

import asyncio
import hashlib
import unicodedata
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from starlette.concurrency import run_in_threadpool

from garage.words import N_
from resources import path
from sync_server.kit.problem import BadRequest

SHORTEST = 15
LONGEST = 256
_AT_ONCE = 2
"""A hash takes 64 MiB and a third of a second: so many at a time, the others wait."""


def same_form(password: str) -> str:
    """The password as it is hashed: however a keyboard composes its letters (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def check(password: str, *about: str) -> None:
    """Raise BadRequest, which says why, for a password that is too easy; no rule of composition.

    `about` is what an attacker knows anyway: name and address.
    """
    password = same_form(password)
    if len(password) < SHORTEST:
        raise BadRequest(
            N_("this password is shorter than 15 letters"),
            N_("four or five words in a row are easy to remember and hard to guess"),
            code="password_short",
        )
    if len(password) > LONGEST:
        raise BadRequest(N_("a password has at most 256 letters"), code="password_long")
    if _is_common(password) or _is_about(password, about):
        raise BadRequest(
            N_("this password is among the first that are tried"),
            N_("take words that have nothing to do with each other"),
            code="password_common",
        )


def _is_about(password: str, about: tuple[str, ...]) -> bool:
    known = {part for text in about for part in (text, *text.split("@")) if len(part) > 3}
    rest = password.casefold()
    for part in sorted(known, key=len, reverse=True):
        rest = rest.replace(part.casefold(), "")
    return len(rest) < SHORTEST // 2


def _is_common(password: str) -> bool:
    """Whether it is a common one, one repeated or prolonged by digits, or a run of the keyboard."""
    folded = password.casefold()
    bare = "".join(letter for letter in folded if letter.isalnum())
    return (
        len(set(folded)) < 5
        or any(part in _common() for part in (folded, bare, bare.strip("0123456789")))
        or _repeats(bare)
        or _is_run(bare)
        or _is_made_of_common(bare)
    )


def _repeats(text: str) -> bool:
    # What is long by itself may come twice.
    sizes = range(1, min(len(text) // 2, SHORTEST - 1) + 1)
    return any((text[:size] * (len(text) // size + 1))[: len(text)] == text for size in sizes)


_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)


def _is_run(text: str) -> bool:
    steps = {run[at : at + 3] for run in _RUNS for at in range(len(run) - 2)}
    steps |= {step[::-1] for step in steps}
    triples = [text[at : at + 3] for at in range(len(text) - 2)]
    return bool(triples) and sum(t in steps for t in triples) >= 0.75 * len(triples)


def _is_made_of_common(text: str) -> bool:
    """Two common ones in a row, as `password` + `iloveyou`, digits around them or not."""
    text = text.strip("0123456789")
    return any(text[:at] in _common() and text[at:] in _common() for at in range(4, len(text) - 3))


@cache
def _common() -> frozenset[str]:
    lines = path("passwords", "common.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


class Passwords:
    """Hashes and checks in threads, a few at a time; nobody's takes as long as a wrong one."""

    def __init__(self, hasher: Argon2Hasher | None = None) -> None:
        self._hash = PasswordHash((hasher or Argon2Hasher(),))
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._nobodys = ""

    async def hash(self, password: str) -> str:
        """The hash to keep."""
        async with self._turns:
            return await run_in_threadpool(self._hash.hash, same_form(password))

    async def fits(self, password: str, hashed: str) -> bool:
        """Whether the password is the one; `hashed` is empty for nobody's, and none fits."""
        if not self._nobodys:
            self._nobodys = await self.hash(hashlib.sha256(b"nobody's").hexdigest())
        if len(password) > LONGEST:
            password, hashed = password[:LONGEST], ""
        async with self._turns:
            fits = await run_in_threadpool(
                self._hash.verify, same_form(password), hashed or self._nobodys
            )
        return fits and bool(hashed)
