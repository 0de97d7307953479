"""Where the reading of a calendar of Microsoft Graph stands, as a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from sync_server.abroad.foreign import Later, TheirEvent
from sync_server.kit import clock

OLD_MS = 15 * clock.DAY
"""After this the window of the delta is moved on."""

Stage = Literal["", "base", "list", "delta"]


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """A stage, its next page, the delta to go on with, when it was begun, and the versions of all
    series."""

    stage: Stage = ""
    link: str = ""
    delta: str = ""
    made: int = 0
    series: Mapping[str, str] = {}

    @classmethod
    def read(cls, text: str) -> Cursor:
        """What `text` wrote; the beginning for none."""
        if not text:
            return cls()
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.MsgspecError as error:
            raise Later("the cursor cannot be read") from error

    @property
    def text(self) -> str:
        """As it is kept."""
        return msgspec.json.encode(self).decode()

    def at(self, stage: Stage, link: str, delta: str = "") -> Cursor:
        """It goes on there."""
        return msgspec.structs.replace(self, stage=stage, link=link, delta=delta or self.delta)

    def with_series(self, events: Iterable[TheirEvent]) -> Cursor:
        """With the versions that came."""
        known = dict(self.series)
        for each in events:
            if each.gone:
                known.pop(each.id, None)
            elif each.days is not None:
                known[each.id] = each.etag
        return msgspec.structs.replace(self, series=known)

    def is_old(self, now: int) -> bool:
        """Whether its window is to be moved on."""
        return self.stage == "delta" and now - self.made > OLD_MS
