"""Commands for whoever runs a server: back up, restore, check, work."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from sync_server.kit import backups, logs, migrations
from sync_server.kit.database import Database
from sync_server.kit.problem import BadRequest, Conflict
from sync_server.kit.running import alone, working
from sync_server.settings import Settings

if TYPE_CHECKING:
    from sync_server.invited.arriving import Arriving
    from sync_server.kit.working import Worker

JSON = typer.Option(False, "--json", help="Answer as one JSON document.")


def register(app: typer.Typer) -> None:
    """Put the commands where the others are."""
    for command in (backup, restore, check, worker):
        app.command()(command)


def backup(
    context: typer.Context,
    file: Path = typer.Argument(help="The file to write."),
    force: bool = typer.Option(False, help="Overwrite a file of that name."),
    as_json: bool = JSON,
) -> None:
    """Write the database into one file, while the server runs."""
    settings: Settings = context.obj
    if file.exists() and not force:
        raise Conflict(f"{file} is there already", "name another file, or add --force")
    source = settings.sqlite_file
    if source is None:
        backups.run_tool(*backups.dump_command(settings.database_url, str(file)))
        file.chmod(0o600)
    elif source.exists():
        backups.copy_sqlite(source, file)
    else:
        raise BadRequest(f"there is no database in {settings.data}", "look at --data")
    size = file.stat().st_size
    _say({"file": str(file), "bytes": size}, f"{file}: {size / 2**20:.1f} MiB", as_json)


def restore(
    context: typer.Context,
    file: Path | None = typer.Argument(None, help="What backup wrote."),
    already: bool = typer.Option(
        False, help="It was restored by other means: only let the server know."
    ),
    as_json: bool = JSON,
) -> None:
    """Put a backup in the database's place; the server must not run.

    Devices then offer again what the server has forgotten since the backup.
    """
    settings: Settings = context.obj
    if (file is None) == (not already):
        raise BadRequest("name the file that backup wrote, or say --already")
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(settings.data):
        kept = _put_back(settings, file) if file is not None else None
        if file is None or not settings.sqlite_file:
            _mark(settings)
    words = "restored; the next start begins a new epoch"
    if kept is not None:
        words += f"\nwhat was there before: {kept}"
    _say({"restored": True, "before": str(kept) if kept else None}, words, as_json)


def check(
    context: typer.Context,
    mail: bool = typer.Option(False, help="Sign in at the mail server as well."),
    as_json: bool = JSON,
) -> None:
    """Look whether all is well; exits with 1 if something is not."""
    from sync_server.app import CHECKS
    from sync_server.commands import checking

    found = []
    for one in checking.check(context.obj, CHECKS, mail=mail):
        found.append(one)
        if not as_json:
            print(f"{'ok   ' if one.ok else 'FAULT'}  {one.name}: {one.said}", flush=True)
    well = all(one.ok for one in found)
    if as_json:
        print(json.dumps({"ok": well, "checks": [asdict(one) for one in found]}))
    if not well:
        raise typer.Exit(1)


def worker(
    context: typer.Context,
    drain: bool = typer.Option(False, help="Do what is due, and end."),
) -> None:
    """Do the server's jobs in a process of its own.

    Servers then run with PADDOCK_SERVER_JOBS=no.
    """
    _demand_its_folder(context.obj)
    logs.configure(json_lines=not sys.stderr.isatty())
    asyncio.run(_work(context.obj, drain=drain))


def _demand_its_folder(settings: Settings) -> None:
    """Raises Conflict where a worker could not tell the server's database from a restored one.

    What tells them apart over SQLite lies in the server's folder only: from another the worker
    would begin a new epoch under the server that runs.
    """
    file = settings.sqlite_file
    if file is not None and file.parent.resolve() != settings.data.resolve():
        raise Conflict(
            "the worker of a server over SQLite needs the server's data folder",
            f"the database is in {file.parent}, and --data is {settings.data}",
        )


async def _work(settings: Settings, *, drain: bool) -> None:
    from sync_server.app import create_app, prepare, to_servers
    from sync_server.kit.working import Worker
    from sync_server.records.in_step import in_step

    app = create_app(settings, to_servers(settings))
    database: Database = app.state.database
    with closing(database), working(settings.data):
        prepare(database)
        work = Worker(database, app.state.handlers, slow=app.state.slow)
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(work.stop))
        async with in_step(settings.data, database, app.state.bus):
            if drain:
                print(f"{await work.drain()} jobs done", file=sys.stderr)
            else:
                await _on_and_on(work, app.state.arriving)


async def _on_and_on(work: Worker, reading: Arriving | None) -> None:
    """Do jobs and read the mailbox of answers, until the work is stopped."""
    mailbox = asyncio.create_task(reading.run()) if reading is not None else None
    try:
        await work.run()
    finally:
        if mailbox is not None:
            mailbox.cancel()
            await asyncio.gather(mailbox, return_exceptions=True)


def _put_back(settings: Settings, file: Path) -> Path | None:
    if not file.is_file():
        raise BadRequest(f"{file} is not there", "name the file that backup wrote")
    target = settings.sqlite_file
    if target is None:
        backups.run_tool(*backups.load_command(settings.database_url, str(file)))
        return None
    revision = backups.revision_of_sqlite(file)
    if revision > migrations.head():
        raise BadRequest(
            f"{file} is of a newer server (revision {revision})", "restore it with that one"
        )
    return backups.restore_sqlite(file, target)


def _mark(settings: Settings) -> None:
    """Let a database that was restored by other means say that it is a backup."""
    with closing(Database(settings.database_url)) as database, database.write() as connection:
        backups.mark(connection)


def _say(document: dict[str, object], words: str, as_json: bool) -> None:
    print(json.dumps(document, ensure_ascii=False) if as_json else words)
