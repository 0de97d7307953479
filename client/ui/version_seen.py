"""Which version of the store the window knows of, so that it follows what others write alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.store import Store


class VersionSeen:
    """What the window writes itself is no news to it; asked and told in the store's threads."""

    def __init__(self) -> None:
        self._seen: int | None = None

    def is_news(self, store: Store) -> bool:
        """Whether somebody else has written since the last look; at the first, nobody has."""
        found = store.data_version()
        before, self._seen = self._seen, found
        return before not in (None, found)

    def wrote(self, store: Store, before: int) -> None:
        """Take note of a write of ours that began at version `before`.

        Where that was not the version seen last, somebody else has written as well: the next look
        has to find it.
        """
        if self._seen == before:
            self._seen = store.data_version()
