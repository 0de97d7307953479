"""What the mail does for spaces: it brings invitations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from sqlalchemy import Connection


class Post(Protocol):
    """A letter, sent once the transaction is durable."""

    def __call__(
        self,
        connection: Connection,
        to: str,
        template: str,
        values: Mapping[str, str],
        language: str,
    ) -> None: ...
