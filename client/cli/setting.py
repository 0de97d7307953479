"""Commands about the garage itself: settings, check, kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import JSON
from client.cli.output import say, say_json, say_table
from client.cli.session import Session

if TYPE_CHECKING:
    from garage.records import Kind

_SHOWN = (
    "name", "region", "currency", "language", "theme", "zone", "units", "date_order", "numbers",
)  # fmt: skip
_NOT_TYPED = {
    "units": "write units.PURPOSE=UNIT, as units.economy=mpg_uk",
    "window": "the window keeps its own place",
    "tables": "the window keeps how its tables are arranged",
}
_WINDOWS_OWN = "the window keeps it for itself"


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command()(settings)
    app.command()(check)
    app.command("kinds")(kinds_)


def settings(
    context: typer.Context,
    pairs: list[str] = typer.Argument(None, metavar="NAME=VALUE…"),
    as_json: bool = JSON,
) -> None:
    """Show settings, or change them.

    \b
    paddock settings region=GB currency=GBP zone=Europe/London
    paddock settings units.economy=mpg_uk units.volume=
    """
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
            units = dict(values.get("units", there.get("units")) or {})
            units[purpose] = value
            values["units"] = {k: v for k, v in units.items() if v} or None
        elif name == "units" or (name in SETTINGS and name not in _SHOWN):
            raise BadRequest(f"{name} is not set so", _NOT_TYPED.get(name, _WINDOWS_OWN))
        else:
            values[name] = value or None
    if values:
        change_settings(session.store, values)
        there = session.store.read(lambda reader: reader.settings())
    if session.as_json:
        say_json({"settings": {name: there[name] for name in _SHOWN if name in there}})
        return
    for name in _SHOWN:
        if name == "units" and there.get(name):
            for purpose, code in sorted(there[name].items()):
                say(f"units.{purpose}: {code}")
        else:
            say(f"{name}: {there.get(name, f'not set ({SETTINGS[name]})')}")


def check(context: typer.Context, as_json: bool = JSON) -> None:
    """Look whether the database is sound."""
    session: Session = context.obj
    session.store.quick_check()
    if session.as_json:
        say_json({"sound": True})
    else:
        say("the database is sound")


def kinds_(
    context: typer.Context,
    kind: str = typer.Argument("", metavar="[KIND]", help="One kind, with its fields."),
    as_json: bool = JSON,
) -> None:
    """The kinds of records there are, and their fields."""
    from garage.records import kind_named, kinds

    session: Session = context.obj
    chosen = [kind_named(kind)] if kind else list(kinds())

    def shape(one: Kind) -> dict[str, Any]:
        return {"kind": one.name, "label": one.label, "owner": one.owner, "fields": _fields(one)}

    if session.as_json:
        say_json({"kinds": [shape(one) for one in chosen]})
    elif kind:
        rows = [
            [
                field["name"] + (" *" if field["required"] else ""),
                field["label"],
                ", ".join(field["choices"] or field["refers_to"]),
            ]
            for field in _fields(chosen[0])
        ]
        say_table([chosen[0].name, "label", "takes"], rows)
        say("* is needed")
    else:
        say_table(["kind", "label"], [[one.name, one.label] for one in chosen])


def _fields(kind: Kind) -> list[dict[str, Any]]:
    return [
        {
            "name": field.name,
            "label": field.label,
            "required": field.required,
            "choices": list(getattr(field.type, "choices", ())),
            "refers_to": list(getattr(field.type, "kinds", ())),
        }
        for field in kind.fields
        if not field.hidden
    ]
