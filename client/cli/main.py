"""Takes a command line to its command, and whatever comes of it to standard output and a status."""

from __future__ import annotations

import os
import sys
from typing import Any

import typer

from client.cli import adding, figures, files, finding, setting
from client.cli.output import say_error
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
for room in (adding, finding, figures, files, setting):
    room.register(app)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"paddock {VERSION}")
        raise typer.Exit


@app.callback()
def paddock(
    context: typer.Context,
    profile: str = typer.Option("", help="The folder of the data.", metavar="DIR"),
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Say the version."
    ),
) -> None:
    """Your garage: vehicles and all that happens to them. Without a command, the window opens."""
    context.obj.profile = profile or None


def run(arguments: list[str], open_store: OpenStore, folder_of: FolderOf) -> int:
    """Run a command; gives the exit status of the architecture's list."""
    session = Session(open_store, folder_of, as_json="--json" in arguments)
    command = typer.main.get_command(app)
    try:
        status = command.main(
            args=arguments, prog_name="paddock", standalone_mode=False, obj=session
        )
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has enough of it, as `head` has.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # the last door: everything leaves as a message and a status
        return _failed(error, session)
    finally:
        session.close()
    return status if isinstance(status, int) else 0


def _failed(error: Exception, session: Session) -> int:
    if isinstance(error, ClientError):
        say_error(session.as_json, error.code, error.message, error.hint)
        return error.exit_status
    if isinstance(error, GarageError):
        field = getattr(error, "field", None)
        extra = {"field": field} if field else {}
        say_error(session.as_json, error.code, error.message, error.hint, **extra)
        return 2
    if isinstance(error, typer.Abort):
        say_error(session.as_json, "stopped", "stopped", "nothing more was done")
        return 1
    if isinstance(error, typer.TyperException):
        return _misused(error, session)
    if isinstance(error, OSError):
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        say_error(session.as_json, "world_failed", what, "check the path and the rights to it")
        return 2 if isinstance(error, FileNotFoundError) else 1
    say_error(
        session.as_json,
        "fault",
        f"{type(error).__name__}: {error}",
        "this is a fault of ours; please report it",
    )
    if os.environ.get("PADDOCK_TRACEBACK"):
        raise error
    return 1


def _misused(error: typer.TyperException, session: Session) -> int:
    context: Any = getattr(error, "ctx", None)
    name = context.command_path if context is not None else "paddock"
    message = error.format_message().rstrip(".")
    say_error(session.as_json, "usage", message[:1].lower() + message[1:], f"see {name} --help")
    return 2
