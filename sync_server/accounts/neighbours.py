"""What the spaces do for an account: make its own garage, and go on without it."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import Connection


class MakeHome(Protocol):
    """Makes the person's own garage under the given id; raises Conflict if that is taken."""

    def __call__(
        self, connection: Connection, person: str, space: str, name: str, now: int
    ) -> object: ...


class ForgetPerson(Protocol):
    """Takes a person out of all spaces, and away with those that are theirs alone."""

    def __call__(self, connection: Connection, person: str, now: int) -> None: ...
