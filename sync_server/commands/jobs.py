"""What was given up, letters and other work: listed, tried again, forgotten."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

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
        rows: list[dict[str, Any]] = [
            {"id": each.id, "what": f"letter {each.template}", "attempts": each.attempts,
             "why": each.reason or ""}
            for each in mail.given_up(connection)
        ]  # fmt: skip
        rows += [
            {"id": job.id, "what": job.name, "attempts": job.attempts, "why": job.error}
            for job in jobs.poisoned(connection)
        ]
    lines = [f"{r['id']}\t{r['what']}\t{r['attempts']} tries\t{r['why']}" for r in rows]
    say({"given_up": rows}, "\n".join(lines) or "nothing was given up", as_json)


@given_up.command()
def retry(context: typer.Context, ids: list[str] | None = IDS, as_json: bool = JSON) -> None:
    """Have it tried again, by the server that runs or the next that starts."""
    count = _each(context, ids, (mail.revive, jobs.revive))
    say({"retried": count}, f"{count} will be tried again", as_json)


@given_up.command()
def drop(context: typer.Context, ids: list[str] | None = IDS, as_json: bool = JSON) -> None:
    """Forget it: the letter is not sent, the work not done."""
    count = _each(context, ids, (mail.drop, jobs.drop))
    say({"dropped": count}, f"{count} forgotten", as_json)


def _each(
    context: typer.Context,
    ids: list[str] | None,
    works: tuple[Callable[[Connection, Collection[str] | None], int], ...],
) -> int:
    with opened(context) as database, database.write() as connection:
        count = sum(work(connection, ids or None) for work in works)
        if ids and count < len(set(ids)):
            raise NotFound("not all of these were given up", "see jobs list")
    return count
