"""What was given up, letters and other work: listed, tried again, forgotten."""

from __future__ import annotations

from collections.abc import Callable, Collection

import typer
from sqlalchemy import Connection

from sync_server.commands.accounts import JSON, opened, say
from sync_server.kit import jobs
from sync_server.kit.problem import NotFound
from sync_server.mail import service as mail

given_up = typer.Typer(help="Letters and other work that was given up.", no_args_is_help=True)

IDS = typer.Argument(None, help="Which; without any, all.")


def register(app: typer.Typer) -> None:
    """Put the commands where the others are."""
    app.add_typer(given_up, name="jobs")


@given_up.command("list")
def list_(context: typer.Context, as_json: bool = JSON) -> None:
    """What was given up, the latest first: its id, what it is, how often it was tried, why."""
    with opened(context) as database, database.read() as connection:
        rows = [
            {"id": job.id, "what": _what(job), "attempts": job.attempts, "why": job.error}
            for job in jobs.poisoned(connection)
        ]
    lines = [f"{r['id']}\t{r['what']}\t{r['attempts']} tries\t{r['why']}" for r in rows]
    say({"given_up": rows}, "\n".join(lines) or "nothing was given up", as_json)


@given_up.command()
def retry(context: typer.Context, ids: list[str] | None = IDS, as_json: bool = JSON) -> None:
    """Have it tried again, by the server that runs or the next that starts."""
    count = _each(context, ids, jobs.revive)
    say({"retried": count}, f"{count} will be tried again", as_json)


@given_up.command()
def drop(context: typer.Context, ids: list[str] | None = IDS, as_json: bool = JSON) -> None:
    """Forget it: the letter is not sent, the work not done."""
    count = _each(context, ids, jobs.drop)
    say({"dropped": count}, f"{count} forgotten", as_json)


def _what(job: jobs.Job) -> str:
    return f"{job.name} {job.payload['template']}" if job.name == mail.JOB else job.name


def _each(
    context: typer.Context,
    ids: list[str] | None,
    work: Callable[[Connection, Collection[str] | None], int],
) -> int:
    with opened(context) as database, database.write() as connection:
        count = work(connection, ids or None)
        if ids and count < len(set(ids)):
            raise NotFound("not all of these were given up", "see jobs list")
    return count
