"""Secrets: random ones of 256 bits, kept as hashes only; codes that people read and type."""

from __future__ import annotations

import hashlib
import hmac
import secrets

_BYTES = 32
# Without 0, O, 1, I, L and U: nothing to misread, and no words.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_token() -> str:
    """A secret of 256 bits, safe in an address or a header."""
    return secrets.token_urlsafe(_BYTES)


def hash_of(token: str) -> str:
    """What is kept of a token: SHA-256, hexadecimal; enough for what is random all over."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two texts are the same, in a time that does not tell how much of them is."""
    return hmac.compare_digest(
        one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    )


def new_digits(count: int = 8) -> str:
    """A code of digits, for a mail: typed into the page that waits for it."""
    return "".join(secrets.choice("0123456789") for _ in range(count))


def new_letters(count: int = 8) -> str:
    """A code of letters and digits that are hard to misread."""
    return "".join(secrets.choice(LETTERS) for _ in range(count))


def typed(code: str) -> str:
    """A code as somebody typed it, without case, spaces and dashes."""
    return "".join(letter for letter in code[:64].upper() if letter.isalnum())


def in_groups(code: str, size: int = 4) -> str:
    """A code in groups that people can read aloud: `ABCD-EFGH`."""
    return "-".join(code[at : at + size] for at in range(0, len(code), size))
