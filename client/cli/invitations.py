"""Invitations: what waits for an answer, and answering."""

# Rooms of the program are imported where a command needs them: `paddock --help` waits for none.
from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import JSON
from client.cli.output import say, say_json, say_table
from client.cli.session import Session

if TYPE_CHECKING:
    from client.operations.invitations import Invitation
    from client.store import Reader


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command()(invitations)
    app.command()(answer)


def invitations(context: typer.Context, as_json: bool = JSON) -> None:
    """Events that you are asked to and have not answered."""
    from client.operations.invitations import open_invitations

    session: Session = context.obj
    now = datetime.now(UTC)
    found = session.store.read(lambda reader: open_invitations(reader, now))
    if session.as_json:
        say_json({"invitations": [_json(each) for each in found]})
    elif found:
        say_table(
            ["when", "what", "by", "id"],
            [[_when(each), each.event.title, each.by, each.event.id] for each in found],
        )
    else:
        say("nobody waits for an answer")


def answer(
    context: typer.Context,
    event: str = typer.Argument(help="The event's id.", metavar="ID"),
    word: str = typer.Argument(help="yes, maybe or no.", metavar="ANSWER"),
    comment: str = typer.Option("", "--comment", help="A word to it.", metavar="TEXT"),
    propose: str = typer.Option(
        "", "--propose", help="Another start, as 2026-03-03T10:00.", metavar="WHEN"
    ),
    reply: Path | None = typer.Option(
        None, "--reply", help="Write the answer into a file, to be mailed by hand.", metavar="FILE"
    ),
    called: str = typer.Option(
        "",
        "--as",
        help="The address that was asked, where it is not the account's.",
        metavar="MAIL",
    ),
    as_json: bool = JSON,
) -> None:
    """Answer an invitation, by the server or as a file.

    \b
    paddock answer 0193… yes --comment "Gladly"
    """
    from client.errors import BadRequest
    from client.operations.invitations import WORDS, be_called, invitation_to, reply_text
    from client.operations.invitations import answer as answer_it

    session: Session = context.obj
    state = WORDS.get(word.casefold())
    if state is None:
        raise BadRequest(f"{word!r} is no answer", "say yes, maybe or no")

    if called:
        be_called(session.store, called)

    def read(reader: Reader) -> Any:
        return _proposed(reader, event, propose) if propose else None

    answer_it(session.store, event, state, comment, session.store.read(read))
    if reply is not None:
        reply.write_text(
            session.store.read(lambda reader: reply_text(reader, event)), "utf-8", newline=""
        )
    found = session.store.read(lambda reader: invitation_to(reader, event))
    assert found is not None
    if session.as_json:
        say_json(_json(found))
    else:
        say(f"answered {word.casefold()}: {found.event.title}")


def _proposed(reader: Reader, event: str, when: str) -> Any:
    """Another start, as long as the event is."""
    from dataclasses import replace

    from client.operations.invitations import invitation_to
    from garage.calendar.times import read_when

    found = invitation_to(reader, event)
    times = found.event.times if found is not None else None
    if times is None:
        return None
    start = read_when(when)
    end = None if times.end is None else start + (times.end - times.start)
    return replace(times, start=start, end=end, rules=(), added=(), removed=())


def _json(invitation: Invitation) -> dict[str, Any]:
    event, own = invitation.event, invitation.attendee
    shape: dict[str, Any] = {
        "id": event.id, "calendar": event.calendar, "title": event.title, "by": invitation.by,
        "start": event.times.start.isoformat() if event.times else None,
        "zone": event.times.zone if event.times else None, "state": invitation.state,
    }  # fmt: skip
    more = {"place": event.place, "comment": own.notes}
    if own.proposed is not None:
        shape["proposed"] = own.proposed.to_json()
    return shape | {name: value for name, value in more.items() if value}


def _when(invitation: Invitation) -> str:
    times = invitation.event.times
    if times is None:
        return ""
    return f"{times.start.isoformat()[:16].replace('T', ' ')} {times.zone}".strip()
