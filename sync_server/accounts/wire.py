"""The messages about accounts and devices (docs/protocol.md)."""

from __future__ import annotations

from typing import Annotated

import msgspec

Name = Annotated[str, msgspec.Meta(max_length=200)]


class Account(msgspec.Struct, frozen=True):
    """The caller's own account; `home` is the space of the own garage, or empty."""

    id: str
    email: str
    name: str
    home: str


class Named(msgspec.Struct, frozen=True):
    """What to be called from now on."""

    name: Name


class Home(msgspec.Struct, frozen=True):
    """The space that is the own garage."""

    home: str


class WantedHome(msgspec.Struct, frozen=True):
    """The id that a device proposes for the own garage."""

    space: Annotated[
        str, msgspec.Meta(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", max_length=36)
    ]


class Device(msgspec.Struct, frozen=True):
    """A place where the account is signed in; moments in milliseconds since 1970."""

    session: str
    device: str
    name: str
    client: str
    first: int
    last: int
    here: bool
    network: str = ""
    """Where it was last, shortened; "" if that is not known."""
    zone: str = ""
    """That of its clock (IANA), if it told."""


class Devices(msgspec.Struct, frozen=True):
    """Where the account is signed in."""

    devices: list[Device]


class Borne(msgspec.Struct, frozen=True):
    """The device that this session bears from now on."""

    device: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$", max_length=16)]
    name: Name = ""


class SignedOut(msgspec.Struct, frozen=True):
    """How many other sessions ended."""

    signed_out: int
