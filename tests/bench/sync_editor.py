"""Another device in a process of its own: edits what it is told to, its sync running beside.

`python -m tests.bench.sync_editor FOLDER ADDRESS TOKEN`; each line is an id and a station.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from client.app.start import settle
from client.operations.records import edit
from client.remote.http import Http
from client.remote.server import HttpRemote
from client.store import Store
from client.sync.service import SyncService
from tests.bench.sync_world import Seen, Tokens


def main(folder: Path, address: str, token: str) -> None:
    """Say "ready" once the live line stands, then edit until the input ends."""
    settle()
    tokens: Any = Tokens(token)
    seen = Seen()
    with Store(folder) as store:
        service = SyncService(
            store, folder, lambda _: HttpRemote(Http(address), tokens), state_changed=seen.state
        )
        service.start()
        try:
            seen.wait_live()
            print("ready", flush=True)
            for line in sys.stdin:
                id_, _, station = line.rstrip("\n").partition(" ")
                edit(store, id_, {"station": station})
        finally:
            service.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
