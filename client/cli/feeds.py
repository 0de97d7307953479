"""Commands of feeds: addresses at which other programs read one's calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from client.cli.options import JSON
from client.cli.output import iso_moment, say, say_json, say_note, say_table

if TYPE_CHECKING:
    from client.cli.session import Session
    from client.remote.feeds import Feed

feed = typer.Typer(
    name="feed",
    help="Addresses at which other programs read your calendars.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    for name, command in (
        ("create", create), ("list", list_), ("revoke", revoke),
        ("subscribe", subscribe), ("refresh", refresh),
    ):  # fmt: skip
        feed.command(name)(command)
    app.add_typer(feed)


def create(
    context: typer.Context,
    calendar: str = typer.Option(
        "", help="A calendar's name or id, or due:reminders and the like.", metavar="C"
    ),
    vehicle: str = typer.Option("", help="A vehicle's name, plate or id.", metavar="V"),
    garage: str = typer.Option("", help="A garage's name or id.", metavar="G"),
    name: str = typer.Option("", help="What the feed is called by who reads it.", metavar="NAME"),
    detail: str = typer.Option("busy", help="busy, titles or full.", metavar="HOW"),
    once: bool = typer.Option(False, "--once", help="It ends with its first use."),
    until: str = typer.Option("", help="The last day on which it can be read.", metavar="DATE"),
    as_json: bool = JSON,
) -> None:
    """Make a feed; without a calendar, vehicle or garage of all that you may see.

    Its address is shown this once: whoever has it needs no password.
    """
    from client.operations.feeds import Wanted, create_feed

    session: Session = context.obj
    day = (
        session.store.read(lambda reader: session.reading(reader).day_of(until)) if until else None
    )
    language = session.store.read(session.preferences).language or "en"
    made = create_feed(
        session.store, Wanted(calendar, vehicle, garage, name, detail, once, day, language)
    )
    if session.as_json:
        say_json({**_json(made.feed), "url": made.url, "webcal": made.webcal})
        return
    say(made.url)
    say(made.webcal)
    say_note("this address is shown this once; whoever has it needs no password")


def list_(context: typer.Context, as_json: bool = JSON) -> None:
    """List your feeds, and when they were last read."""
    from client.operations.feeds import list_feeds

    session: Session = context.obj
    found = list_feeds(session.store)
    if session.as_json:
        say_json({"feeds": [_json(each) for each in found]})
        return
    if not found:
        say("there are no feeds: paddock feed create")
        return
    rows = [
        (each.name, each.of, each.detail, each.state, iso_moment(each.used) or "never", each.id)
        for each in found
    ]
    say_table(("name", "of", "detail", "state", "last read", "id"), rows)


def revoke(
    context: typer.Context,
    which: str = typer.Argument(metavar="FEED", help="A feed's id, or its name."),
    as_json: bool = JSON,
) -> None:
    """Revoke a feed: its address gives nothing any more."""
    from client.operations.feeds import revoke_feed

    session: Session = context.obj
    gone = revoke_feed(session.store, which)
    if session.as_json:
        say_json({"revoked": gone.id})
    else:
        say(f"revoked {gone.name}")


def subscribe(
    context: typer.Context,
    url: str = typer.Argument(metavar="URL", help="A feed, as webcal://… or https://…"),
    name: str = typer.Option("", help="What its calendar is called.", metavar="NAME"),
    every: str = typer.Option("", help="How often to read it, as PT6H.", metavar="DURATION"),
    as_json: bool = JSON,
) -> None:
    """Fill a calendar of its own with a feed of somebody else's."""
    from client.operations.subscriptions import add_subscription

    session: Session = context.obj
    id_, _ = add_subscription(session.store, url, name, every=every)
    _refresh(session, [id_])


def refresh(
    context: typer.Context,
    which: str = typer.Argument("", metavar="CALENDAR", help="Only this one."),
    as_json: bool = JSON,
) -> None:
    """Read the feeds that you subscribed to."""
    from client.operations.subscriptions import subscribed

    session: Session = context.obj
    _refresh(session, session.store.read(lambda reader: subscribed(reader, which)))


def _refresh(session: Session, ids: list[str]) -> None:
    from client.operations.subscriptions import refresh_subscription

    done = [refresh_subscription(session.store, id_) for id_ in ids]
    if session.as_json:
        say_json(
            {"subscriptions": [
                {"id": each.subscription, "written": each.written, "fault": each.fault or None}
                for each in done
            ]}
        )  # fmt: skip
    else:
        for each in done:
            say(f"{each.written} written" if not each.by_server else "the server reads it")
            if each.fault:
                say_note(each.fault)
    if any(each.fault and not each.written for each in done):
        raise typer.Exit(4)


def _json(each: Feed) -> dict[str, Any]:
    return {
        "id": each.id, "of": each.of, "space": each.space, "target": each.target,
        "name": each.name, "detail": each.detail, "state": each.state, "once": each.once,
        "created": iso_moment(each.created), "until": iso_moment(each.until),
        "used": iso_moment(each.used),
    }  # fmt: skip
