"""The command of calendars at Google and Outlook: how they stand, and bringing them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import JSON
from client.cli.output import iso_moment, say, say_json, say_note, say_table

if TYPE_CHECKING:
    from client.cli.session import Session
    from garage.sync.connected import Connection


def register(app: typer.Typer) -> None:
    """Add this room's command."""
    app.command()(connected)


def connected(
    context: typer.Context,
    now: bool = typer.Option(False, "--now", help="Bring them together at once."),
    as_json: bool = JSON,
) -> None:
    """Your calendars at Google and Outlook, and how they stand.

    They are connected on a page of your server, whose address this prints.
    """
    from client.operations.connected import connected_calendars

    session: Session = context.obj
    found = connected_calendars(session.store, now=now)
    if session.as_json:
        said = [_json(each) for each in found.connections]
        say_json({"page": found.page, "offered": found.offered, "connections": said})
        return
    rows = [
        (
            pair.theirs, f"{each.provider} {each.account}", pair.direction,
            iso_moment(pair.done) or "never", each.fault or pair.fault,
        )
        for each in found.connections
        for pair in each.pairs
    ]  # fmt: skip
    if rows:
        say_table(("calendar", "account", "direction", "together", "fault"), rows)
    for each in found.connections:
        if each.state == "again":
            say_note(f"{each.account} has to be connected again")
    say(f"connect calendars at {found.page}")


def _json(each: Connection) -> dict[str, Any]:
    return {
        "id": each.id, "provider": each.provider, "account": each.account, "state": each.state,
        "fault": each.fault or None, "done": iso_moment(each.done),
        "calendars": [
            {
                "theirs": pair.theirs, "space": pair.space, "calendar": pair.calendar,
                "direction": pair.direction, "done": iso_moment(pair.done),
                "fault": pair.fault or None, "kept": pair.kept,
            }
            for pair in each.pairs
        ],
    }  # fmt: skip
