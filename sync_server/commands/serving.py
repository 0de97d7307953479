"""Serves: the application over a socket of its own, until it is told to stop."""

from __future__ import annotations

import gc
import sys
from contextlib import closing
from dataclasses import replace

from sync_server.settings import Settings


def serve(settings: Settings) -> None:
    """Serve until a signal comes; requests under way are finished.

    Raises OSError for a port that is taken, WrongDatabase for a database that is not ours,
    Running for a folder on which another server runs.
    """
    from sync_server.app import create_app, prepare
    from sync_server.kit import logs, serving
    from sync_server.kit.database import Database
    from sync_server.kit.running import running

    logs.configure(json_lines=not sys.stderr.isatty())
    with serving.listen(settings.host, settings.port) as bound:
        # Port 0 is whichever is free: tokens and links have to name the one that was taken.
        settings = replace(settings, port=bound.getsockname()[1])
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Before anything is served, so that what is wrong with the database is one sentence.
        with (
            closing(Database(settings.database_url)) as database,
            running(settings.data, single=database.is_sqlite),
        ):
            prepare(database)
        # What stands now stays: a large push makes garbage enough without looking at it again.
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)
        print(f"{settings.name} at {settings.issuer}, data in {settings.data}", flush=True)
        serving.serve(create_app(settings), bound)
