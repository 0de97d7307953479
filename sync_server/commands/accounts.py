"""Accounts, for whoever runs the server: make, list and remove them, pair a device."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Iterator

import typer

from sync_server.accounts import service as accounts
from sync_server.accounts.passwords import Passwords, check
from sync_server.kit import bus, clock, journal
from sync_server.kit.beside import Telling
from sync_server.kit.database import Database
from sync_server.kit.journal import Journal
from sync_server.kit.problem import NotFound
from sync_server.oauth.service import pair_code
from sync_server.settings import Settings

JSON = typer.Option(False, "--json", help="Answer as one JSON document.")
account = typer.Typer(help="The accounts of this server.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Put the commands where the others are."""
    app.add_typer(account, name="account")
    app.command()(pair)


@account.command()
def add(
    context: typer.Context,
    email: str = typer.Argument(help="The address; it counts as confirmed."),
    name: str = typer.Option(..., help="What the person is called."),
    password_stdin: bool = typer.Option(
        False, help="Read a password from standard input; without one, only pair codes sign in."
    ),
    as_json: bool = JSON,
) -> None:
    """Make an account."""
    hashed = None
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
        check(password, email, name)
        hashed = asyncio.run(Passwords().hash(password))
    with opened(context) as database, database.write() as connection:
        person = accounts.add_person(connection, email, name, hashed, clock.now())
    say({"id": person, "email": email, "name": name}, f"{email} has an account now", as_json)


@account.command("list")
def list_(context: typer.Context, as_json: bool = JSON) -> None:
    """Who has an account here."""
    with opened(context) as database, database.read() as connection:
        people = accounts.everybody(connection)
    rows = [{"id": one.id, "email": one.email, "name": one.name} for one in people]
    lines = "\n".join(f"{one.email}\t{one.name}" for one in people) or "there are no accounts yet"
    say({"accounts": rows}, lines, as_json)


@account.command()
def remove(
    context: typer.Context,
    email: str = typer.Argument(help="The address of the account."),
    as_json: bool = JSON,
) -> None:
    """Remove an account, and what is only its own."""
    with opened(context) as database, database.write() as connection:
        person = accounts.person_by_email(connection, email) or _nobody(email)
        from sync_server.app import forget_person

        forget_person(connection, person, clock.now())
        for session in accounts.live_of(connection, person):
            bus.announce(connection, bus.SignedOut(session.id))
        accounts.remove(connection, person)
    say({"id": person, "email": email}, f"{email} has no account any more", as_json)


def pair(
    context: typer.Context,
    email: str = typer.Argument(help="The address of the account."),
    as_json: bool = JSON,
) -> None:
    """Print a code that signs one device in: `paddock login URL --pair CODE`."""
    settings: Settings = context.obj
    with opened(context) as database, database.write() as connection:
        person = accounts.person_by_email(connection, email) or _nobody(email)
        code = pair_code(connection, person, clock.now())
    say({"code": code, "email": email, "server": settings.issuer}, code, as_json)


@contextlib.contextmanager
def opened(context: typer.Context) -> Iterator[Database]:
    """The database of the server that the context is about, brought up; closed at the end."""
    from sync_server.app import prepare, to_servers

    settings: Settings = context.obj
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(settings.database_url)
    try:
        prepare(database)
        # Whom a restored database would know again is written down beside it.
        journal.attach(database.engine, Journal(settings.data))
        telling = Telling(to_servers(settings).tell)
        bus.attach(database.engine, telling)
        yield database
        telling.tell_all()
    finally:
        database.close()


def _nobody(email: str) -> str:
    raise NotFound(f"nobody has an account with the address {email}", "see account list")


def say(document: dict[str, object], text: str, as_json: bool) -> None:
    """Answer in words, or as one JSON document."""
    print(json.dumps(document, ensure_ascii=False) if as_json else text)
