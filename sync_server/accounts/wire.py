"""The messages about accounts and devices (docs/protocol.md)."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Account(BaseModel):
    """The caller's own account; `home` is the space of the own garage, or empty."""

    id: str
    email: str
    name: str
    home: str


class Named(BaseModel):
    """What to be called from now on."""

    name: str = Field(max_length=200)


class Home(BaseModel):
    """The space that is the own garage."""

    home: str


class WantedHome(BaseModel):
    """The id that the first device proposes for the own garage."""

    space: str = Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


class Device(BaseModel):
    """A place where the account is signed in; moments in milliseconds since 1970."""

    session: str
    device: str
    name: str
    client: str
    first: int
    last: int
    place: str = ""
    here: bool


class Devices(BaseModel):
    """Where the account is signed in."""

    devices: list[Device]


class Borne(BaseModel):
    """The device that this session bears from now on."""

    device: str = Field(pattern=r"^[0-9a-f]{16}$")
    name: str = Field("", max_length=200)


class SignedOut(BaseModel):
    """How many other sessions ended."""

    signed_out: int
