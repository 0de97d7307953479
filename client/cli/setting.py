"""The command that shows and changes settings, and the one that tells how things stand."""

from __future__ import annotations

from typing import Any

import typer

from client.cli.options import JSON
from client.cli.output import say, say_json
from client.cli.session import Session


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command()(settings)
    app.command()(status)
    app.command("check")(check)


def settings(
    context: typer.Context,
    pairs: list[str] = typer.Argument(None, metavar="NAME=VALUE…"),
    as_json: bool = JSON,
) -> None:
    """Show settings, or change them: paddock settings region=GB units.economy=mpg_uk."""
    from client.errors import BadRequest
    from client.operations.settings import SETTINGS, change_settings

    session: Session = context.obj
    there = session.store.read(lambda reader: reader.settings())
    values: dict[str, Any] = {}
    for pair in pairs or []:
        name, equals, value = pair.partition("=")
        if not equals:
            raise BadRequest(f"{pair!r} sets nothing", "write name=value")
        head, dot, purpose = name.partition(".")
        if head == "units" and dot:
            units = dict(values.get("units", there.get("units", {})))
            units[purpose] = value
            values["units"] = {k: v for k, v in units.items() if v}
        else:
            values[name] = value or None
    if values:
        change_settings(session.store, values)
        there = session.store.read(lambda reader: reader.settings())
    if session.as_json:
        say_json({"settings": there})
        return
    for name, what in SETTINGS.items():
        if name != "window":
            say(f"{name}: {there.get(name, f'not set ({what})')}")


def status(context: typer.Context, as_json: bool = JSON) -> None:
    """How things stand with the account and the sync."""
    session: Session = context.obj
    waiting = session.store.read(lambda reader: reader.waiting())
    if session.as_json:
        say_json(
            {
                "account": None,
                "server": None,
                "state": "local",
                "waiting": waiting,
                "kept": 0,
                "last_sync": None,
            }
        )
    else:
        say(f"not syncing: no account; {waiting} records on this machine only")


def check(context: typer.Context, as_json: bool = JSON) -> None:
    """Look whether the database is sound."""
    session: Session = context.obj
    session.store.quick_check()
    if session.as_json:
        say_json({"sound": True})
    else:
        say("the database is sound")
