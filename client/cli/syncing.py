"""Commands of the sync: login, logout, status, sync."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import JSON
from client.cli.output import counted, iso_moment, say, say_json, say_note

if TYPE_CHECKING:
    from client.cli.session import Session
    from client.remote.oauth import Tokens
    from client.sync.engine import Engine
    from client.sync.report import Report
    from client.sync.signing import OtherAccount, SignIn

_PATIENCE = 30.0
"""Seconds that a command waits for another Paddock that syncs the profile."""
_BROWSER_SECONDS = 600.0
_WATCH_SECONDS = 2.0


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    for command in (login, logout, status, sync):
        app.command()(command)


def login(
    context: typer.Context,
    url: str = typer.Argument(metavar="URL", help="The server, as https://garage.example.org."),
    pair: str = typer.Option("", help="A code of `paddock-server pair`.", metavar="CODE"),
    device_code: bool = typer.Option(
        False, "--device-code", help="Show a code to type in a browser on another machine."
    ),
    browser: bool = typer.Option(False, "--browser", help="Open the browser here (the default)."),
    leave_local: bool = typer.Option(
        False, "--leave-local", help="Do not let what is here join the account's garage."
    ),
    take_along: bool = typer.Option(
        False,
        "--take-along",
        help="Where the profile was another account's: let what is your own become this one's. "
        "What others shared with that account leaves this machine.",
    ),
    as_json: bool = JSON,
) -> None:
    """Sign in to a server, and sync from now on."""
    from client.errors import BadRequest
    from client.sync.signing import SignIn

    session: Session = context.obj
    if sum((bool(pair), device_code, browser)) > 1:
        raise BadRequest("several ways to sign in were given", "give one of them")
    signing = SignIn(session.store, url)
    try:
        if pair:
            tokens = signing.oauth.by_pair(pair.strip())
        elif device_code:
            tokens = _by_device_code(signing, session)
        else:
            tokens = _by_browser(signing)
        other = signing.other_account(tokens)
        if other is not None and take_along:
            _say_what_goes(session, other)
        signing.finish(tokens, leave_local=leave_local, take_along=take_along)
    finally:
        signing.close()
    _say_status(session, "Signed in")


def _say_what_goes(session: Session, other: OtherAccount) -> None:
    from client.store.parting import parting

    found = session.store.read(parting)
    goes = f"{counted(found.vehicles, 'vehicle')}, {counted(found.records, 'record')} in all"
    say_note(f"what was {other.before}'s own goes to {other.becomes}: {goes}")
    if found.leaves:
        say_note(f"leaves this machine: {', '.join(found.leaves)}")
    if found.unsent:
        unsent = counted(found.unsent, "record")
        say_note(f"edits of {unsent} there were not sent, and are kept aside")


def _by_device_code(signing: SignIn, session: Session) -> Tokens:
    from client.errors import ServerAway, SignInNeeded

    codes = signing.oauth.begin_device()
    say_note(f"open {codes.verification_uri} and type {codes.user_code}")
    interval, end = max(codes.interval, 1), time.monotonic() + codes.expires_in
    while time.monotonic() < end:
        time.sleep(interval)
        try:
            answer = signing.oauth.poll_device(codes)
        except ServerAway:
            interval *= 2
            continue
        if not isinstance(answer, str):
            return answer
        if answer == "slow_down":
            interval += 5
    raise SignInNeeded("the code was not typed in time", "begin again")


def _by_browser(signing: SignIn) -> Tokens:
    import webbrowser

    from client.errors import SignInNeeded
    from client.remote.loopback import Loopback
    from client.remote.oauth import Pkce

    listener = Loopback("Signed in to Paddock", "You can close this page.")
    try:
        proof = Pkce(signing.http, signing.issuer, listener.redirect)
        say_note(f"if no browser opens, open {proof.url}")
        webbrowser.open(proof.url)
        answer = listener.wait(_BROWSER_SECONDS)
        if answer is None:
            raise SignInNeeded("the browser did not come back", "begin again, or use --device-code")
        return signing.oauth.by_code(proof.code_of(answer), proof.verifier, proof.redirect)
    finally:
        listener.close()


def logout(
    context: typer.Context,
    everywhere: bool = typer.Option(
        False, "--everywhere", help="Sign all devices of the account out."
    ),
    as_json: bool = JSON,
) -> None:
    """Sign out. What is here stays, edits that were not sent too."""
    from client.sync.signing import sign_out

    session: Session = context.obj
    sign_out(session.store, everywhere=everywhere)
    _say_status(session, "Signed out")


def status(
    context: typer.Context,
    kept: bool = typer.Option(
        False, "--kept", help="Name the edits that the server did not take, and say why."
    ),
    as_json: bool = JSON,
) -> None:
    """Say who is signed in, and what waits to be sent."""
    _say_status(context.obj, "", name_kept=kept)


def _say_status(session: Session, done: str, *, name_kept: bool = False) -> None:
    from client.operations.kept_edits import kept_json
    from client.sync.status import read_status

    found = session.store.read(read_status)
    kept = session.store.read(kept_json) if name_kept else []
    account = found.account
    here = account is not None and not account.signed_out
    last = iso_moment(account.last_sync or None) if account is not None else None
    if session.as_json:
        say_json(
            {
                "account": account.email if account is not None and here else None,
                "server": account.server if account is not None else None,
                "state": found.state,
                "waiting": found.waiting,
                "kept": found.kept,
                "last_sync": last,
                **({"kept_edits": kept} if name_kept else {}),
            }
        )
        return
    if account is not None and here:
        say(f"{done or 'Signed in'} as {account.email} at {account.server}")
    elif account is not None:
        say(f"{done or 'Signed out'}: everything stays on this machine")
    else:
        waiting = counted(found.waiting, "record")
        say(f"not syncing: no account; {waiting} on this machine only")
    if account is not None:
        say(f"{found.waiting} waiting, last synced {last or 'never'}")
    if found.kept:
        _say_kept(found.kept, kept)
    if found.state == "outdated":
        say("The server asks for a newer Paddock: this one only reads now.")


def _say_kept(count: int, named: Sequence[Mapping[str, Any]]) -> None:
    how = "" if named else ": paddock status --kept names them"
    were = "was not taken and is kept" if count == 1 else "were not taken and are kept"
    say(f"{counted(count, 'edit')} {were}{how}")
    for edit in named:
        what = f"{edit['kind']} {edit['title']}".replace("_", " ")
        why = ": ".join(part for part in (edit["code"].replace("_", " "), edit["reason"]) if part)
        say(f"  {what}: {', '.join(edit['fields'])} ({why})")


def sync(
    context: typer.Context,
    watch: bool = typer.Option(
        False,
        "--watch",
        help="Go on, and say what comes; with --json a document a line for each sync that "
        "brought or took something, the first in any case.",
    ),
    as_json: bool = JSON,
) -> None:
    """Send what waits and fetch what is new."""
    from client.errors import Forbidden
    from client.sync.engine import Engine
    from client.sync.signing import connect

    session: Session = context.obj
    remote = connect(session.store)
    try:
        engine = Engine(session.store, remote, patience=_PATIENCE)
        report = engine.sync()
        if watch:
            _watch(session, engine, report)
            return
    finally:
        remote.close()
    _say_report(session, report)
    if report.refused:
        raise typer.Exit(Forbidden.exit_status)


def _watch(session: Session, engine: Engine, report: Report) -> None:
    from client.errors import ServerAway
    from client.sync.plan import retry_delay
    from client.sync.report import Report

    attempt, asked = 0, None
    # A program learns from the first document that it is watched from now on.
    first = session.as_json
    while True:
        if first or report.sent or report.received or report.refused:
            _say_report(session, report)
            sys.stdout.flush()
        first = False
        again = retry_delay(attempt, random.random(), asked) if attempt else _WATCH_SECONDS
        time.sleep(again)
        try:
            report = engine.sync()
            attempt, asked = 0, None
        except ServerAway as error:
            attempt, asked, report = attempt + 1, error.retry_after, Report()
            if attempt == 1:
                say_note(str(error))


def _say_report(session: Session, report: Report) -> None:
    from client.sync.status import read_status

    found = session.store.read(read_status)
    shared = [space for space in found.spaces if space.is_shared]
    if session.as_json:
        say_json(
            {
                "sent": report.sent, "received": report.received, "refused": report.refused,
                "overtaken": report.overtaken, "spaces": len(shared),
            }
        )  # fmt: skip
        return
    say(f"{report.sent} sent, {report.received} received")
    if report.overtaken:
        were = "was" if report.overtaken == 1 else "were"
        lost = f"{counted(report.overtaken, 'value')} {were} overtaken"
        say(f"{lost} by edits made at the same time elsewhere")
    if report.refused:
        were = "was refused and is kept" if report.refused == 1 else "were refused and are kept"
        say(f"{report.refused} {were}: paddock status --kept")
