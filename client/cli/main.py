"""Takes a command line to its command, and whatever comes of it to standard output and a status."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any

import typer

from client.cli import (
    adding,
    calendar,
    connected,
    feeds,
    figures,
    files,
    finding,
    invitations,
    setting,
    syncing,
    upkeep,
)
from client.cli.options import JSON
from client.cli.output import ready_streams, say, say_error, say_json
from client.cli.session import FolderOf, OpenStore, Session
from client.errors import ClientError
from client.version import VERSION
from garage.errors import GarageError

app = typer.Typer(
    name="paddock",
    help="Your garage: vehicles and all that happens to them. Without a command, the window opens.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for room in (
    adding,
    upkeep,
    finding,
    figures,
    files,
    setting,
    syncing,
    calendar,
    feeds,
    invitations,
    connected,
):
    room.register(app)

_WRONG_PATH = (FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError)


def _version(context: typer.Context, asked: bool) -> None:
    if asked:
        session: Session = context.obj
        if session.as_json:
            say_json({"version": VERSION})
        else:
            say(f"paddock {VERSION}")
        raise typer.Exit


@app.callback()
def paddock(
    context: typer.Context,
    profile: str = typer.Option("", help="The folder of the data.", metavar="DIR"),
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Say the version."
    ),
    as_json: bool = JSON,
) -> None:
    """Your garage: vehicles and all that happens to them. Without a command, the window opens.

    \b
    paddock import fuelio.csv        what another app kept
    paddock add vehicle name=Z3      or begin anew
    paddock list fill_up --limit 5   paddock economy   paddock due

    Exit status: 0 done, 2 bad usage or input, 3 refused by a rule, 4 the server is away, 5 sign in
    first, 1 a fault of ours or of the machine. With --json every answer is one JSON document (of
    sync --watch one a line), errors included.
    """
    context.obj.profile = profile or None


@cache
def _command() -> Any:
    """All commands, made ready once."""
    return typer.main.get_command(app)


def run(arguments: list[str], open_store: OpenStore, folder_of: FolderOf) -> int:
    """Run a command; gives the exit status of the architecture's list."""
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    session = Session(open_store, folder_of, as_json="--json" in own)
    ready_streams()
    try:
        command = _command()
        # Not its `main`, which ends the process itself where it is interrupted or its pipe closed.
        with command.make_context("paddock", list(arguments), obj=session) as context:
            status = command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as asked:
        return asked.exit_code
    except BrokenPipeError:
        # Whoever read our output has enough of it, as `head` has.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        say_error(session.as_json, "stopped", "stopped", "nothing more was done")
        return 1
    except Exception as error:  # the last door: everything leaves as a message and a status
        return _failed(error, session)
    finally:
        session.close()
    return status if isinstance(status, int) else 0


def _failed(error: Exception, session: Session) -> int:
    if isinstance(error, ClientError):
        say_error(session.as_json, error.code, error.message, error.hint, **_more(error))
        return error.exit_status
    if isinstance(error, GarageError):
        field = getattr(error, "field", None)
        extra = {"field": field} if field else {}
        say_error(session.as_json, error.code, error.message, error.hint, **extra)
        return 2
    if isinstance(error, typer.TyperException):
        return _misused(error, session)
    if isinstance(error, OSError):
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        wrong_path = isinstance(error, _WRONG_PATH)
        code = "bad_file" if wrong_path else "world_failed"
        say_error(session.as_json, code, what, "check the path and the rights to it")
        return 2 if wrong_path else 1
    say_error(
        session.as_json,
        "fault",
        f"{type(error).__name__}: {error}",
        "this is a fault of ours; please report it",
    )
    if os.environ.get("PADDOCK_TRACEBACK"):
        raise error
    return 1


def _more(error: ClientError) -> dict[str, Any]:
    """What a program can use of an error beside its words: which option answers a question."""
    questions = getattr(error, "questions", ())
    asked = [
        {"option": one.option, "message": one.message, "choices": list(one.choices)}
        for one in questions
    ]
    return {"questions": asked} if asked else {}


def _misused(error: typer.TyperException, session: Session) -> int:
    context: Any = getattr(error, "ctx", None)
    name = context.command_path if context is not None else "paddock"
    message = error.format_message().rstrip(".")
    say_error(session.as_json, "usage", message[:1].lower() + message[1:], f"see {name} --help")
    return 2
