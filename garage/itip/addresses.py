"""Addresses of calendars' people: "mailto:anna@example.org", told apart without case."""

from __future__ import annotations

_SCHEME = "mailto:"


def mail_of(address: str) -> str:
    """The e-mail address in a calendar address; "" where it is none."""
    text = address.strip()
    if text[: len(_SCHEME)].lower() == _SCHEME:
        text = text[len(_SCHEME) :].partition("?")[0]
    local, at, domain = text.rpartition("@")
    plain = text.isprintable() and not any(mark in text for mark in ' <>",;:\\()[]')
    return text if at and local and domain.strip(".") and plain and len(text) <= 254 else ""


def key_of_address(address: str) -> str:
    """What makes two spellings of an address one person."""
    return (mail_of(address) or address.strip()).casefold()


def calendar_address(mail: str) -> str:
    """The calendar address of an e-mail address."""
    return f"{_SCHEME}{mail}"
