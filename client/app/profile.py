"""Where a person's data is."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "PADDOCK_PROFILE"


def profile_folder(named: str | None) -> Path:
    """The folder named on the command line, in PADDOCK_PROFILE, or the system's place for data."""
    chosen = named or os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("Paddock", appauthor=False))
