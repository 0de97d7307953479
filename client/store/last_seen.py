"""What the window keeps of the garage beside the database, and must not keep of what has left."""

from __future__ import annotations

import contextlib
from pathlib import Path

GLIMPSE = "glimpse.json"
"""As the window calls it, which not every program has that syncs."""


def forget_last_seen(folder: Path) -> None:
    """Let the next start show nothing that it has not read."""
    with contextlib.suppress(OSError):
        (folder / GLIMPSE).unlink(missing_ok=True)
