"""Takes a command line to its command; without one, the server serves."""

from __future__ import annotations

import errno
import sys
from dataclasses import replace
from pathlib import Path

import typer
from platformdirs import user_data_path
from sqlalchemy.exc import DatabaseError, OperationalError

from sync_server.commands import accounts, jobs, operating, serving
from sync_server.kit.problem import Problem
from sync_server.settings import Settings
from sync_server.stated import BadSetting
from sync_server.version import VERSION

_FOLDER = user_data_path("paddock-server", appauthor=False)

SETTINGS = """
Settings of the environment, each with PADDOCK_SERVER_ before it:

\b
DATABASE, URL       as --database and --base-url
NAME, SIGN_UP       what it is called; "no": only you make accounts
SMTP, MAIL_FROM     the mail server, smtps://user:password@host; the sender of mail
LANGUAGE            what guests who told none are written to in: en or de
IMAP, IMAP_ADDRESS  the mailbox of answers to invitations, imaps://…; its address
IMAP_EVERY          seconds between two looks at it
INVITATION_PAUSE    seconds without a change before guests hear of it
TRUSTED_PROXIES     networks whose X-Forwarded-For is believed
REDIS               redis://…, for many processes
METRICS_TOKEN       what /metrics then asks for
MOST_REQUESTS       how many requests a process answers at once
MOST_SYNCED         how many MiB one account may send and fetch in an hour
JOBS                "no" where `worker` does the jobs
GOOGLE_CLIENT, GOOGLE_SECRET        for connected calendars
MICROSOFT_CLIENT, MICROSOFT_SECRET, MICROSOFT_TENANT
SEALING_KEY         under which their tokens are kept
GOOGLE_AT, MICROSOFT_AT             stand-ins for tests
"""
"""What stands at the end of --help; docs/server.md says more of each."""

app = typer.Typer(
    name="paddock-server",
    epilog=SETTINGS,
    help="The sync server of Paddock. Without a command, it serves.",
    add_completion=False,
    invoke_without_command=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for room in (accounts, jobs, operating):
    room.register(app)


def _version(asked: bool) -> None:
    if asked:
        print(f"paddock-server {VERSION}")
        raise typer.Exit


@app.callback()
def paddock_server(
    context: typer.Context,
    data: Path = typer.Option(
        _FOLDER,
        envvar="PADDOCK_SERVER_DATA",
        help="The folder of the data.",
    ),
    host: str = typer.Option("127.0.0.1", help="The address to listen at."),
    port: int = typer.Option(8765, min=0, max=65535, help="The port to listen at."),
    database: str = typer.Option("", metavar="URL", help="PostgreSQL in place of SQLite."),
    base_url: str = typer.Option("", metavar="URL", help="How people reach the server."),
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Say the version."
    ),
) -> None:
    """The sync server of Paddock. Without a command, it serves."""
    settings = replace(Settings.from_environment(data), host=host, port=port)
    if database:
        settings = replace(settings, url=database)
    if base_url:
        settings = replace(settings, base_url=base_url.rstrip("/"))
    context.obj = settings
    if context.invoked_subcommand is None:
        serving.serve(settings)


def run(arguments: list[str]) -> int:
    """Run a command; gives the exit status of the architecture's list."""
    try:
        command = typer.main.get_command(app)
        with command.make_context("paddock-server", list(arguments)) as context:
            command.invoke(context)
        sys.stdout.flush()
    except typer.Exit as asked:
        return asked.exit_code
    except typer.TyperException as error:
        return _said(error.format_message(), "see paddock-server --help", 2)
    except Problem as problem:
        return _said(problem.detail, problem.hint, 3 if problem.status == 403 else 2)
    except BadSetting as bad:
        return _said(str(bad), "", 2)
    except DatabaseError as error:
        # Those that are neither tell of a mistake of ours.
        if type(error) not in (DatabaseError, OperationalError):
            raise
        what = str(error.orig).strip().partition("\n")[0]
        hint = "look at --data and PADDOCK_SERVER_DATABASE"
        return _said(f"the database cannot be used: {what}", hint, 1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _said("another program listens at that port", "choose another with --port", 1)
        return _said(str(error), "check the folder and the rights to it", 1)
    return 0


def _said(what: str, hint: str, status: int) -> int:
    print(f"error: {what}; {hint}" if hint else f"error: {what}", file=sys.stderr)
    return status
