"""What the sync asks of a server, whatever carries it."""

from __future__ import annotations

from typing import Protocol

import msgspec

from garage.sync.wire import Greeting, Member, PullAnswer, PullRequest, PushAnswer, WireEnvelope


class AccountInfo(msgspec.Struct, frozen=True):
    """Who is signed in."""

    id: str
    email: str
    name: str = ""
    home: str = ""


class Poke(msgspec.Struct, frozen=True, rename={"before": "from"}):
    """A message of the server (docs/protocol.md, Live)."""

    type: str
    space: str = ""
    before: int = 0
    head: int = 0
    envelopes: list[WireEnvelope] = []


class DeviceInfo(msgspec.Struct, frozen=True):
    """A session of the account, on some device; moments in milliseconds since 1970."""

    session: str
    device: str
    name: str = ""
    client: str = ""
    first: int = 0
    last: int = 0
    network: str = ""
    """Where it was last, shortened."""
    zone: str = ""
    """That of its clock."""
    here: bool = False
    """Whether it is the one that asks."""


class Remote(Protocol):
    """A server, for one signed-in person; any call may raise ServerAway, SignInNeeded, Refused."""

    def greet(self) -> Greeting:
        """Raises NotPaddock if it is no server of ours."""

    def account(self) -> AccountInfo:
        """Who is signed in."""

    def take_home(self, space: str) -> str:
        """Make `space` the account's own garage unless it has one; gives the one it has."""

    def tell_device(self, device: str, name: str) -> None:
        """Let this session bear another device id; raises Refused if another session has it."""

    def push(self, body: bytes) -> PushAnswer:
        """Send a PushRequest, packed with zstd; raises Cloned, EpochChanged."""

    def pull(self, request: PullRequest) -> PullAnswer:
        """Ask for news; raises EpochChanged."""

    def members(self, space: str) -> list[Member]:
        """Who is in a space."""


class Connected(Remote, Protocol):
    """A remote that a service can hold: closed at the end, with tokens for the live channel."""

    def token(self, worn: str = "") -> str:
        """An access token other than `worn`."""

    def close(self) -> None:
        """Let go of the connections."""
