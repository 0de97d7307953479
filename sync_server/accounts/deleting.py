"""Deleting an account: what is only its own goes, and its devices are signed out."""

from __future__ import annotations

from sqlalchemy import Connection
from starlette.datastructures import State

from sync_server.accounts import people, sessions
from sync_server.accounts.neighbours import ForgetPerson
from sync_server.accounts.presence import Presence
from sync_server.kit import clock
from sync_server.kit.database import after_commit
from sync_server.live import service as live


def delete_account(state: State, connection: Connection, person: str) -> None:
    """Take the person out of everything, and forget them."""
    forget: ForgetPerson = state.forget_person
    forget(connection, person, clock.now())
    ended = [session.id for session in sessions.live_of(connection, person)]
    people.remove(connection, person)
    hang_up(state, connection, *ended)


def hang_up(state: State, connection: Connection, *ids: str) -> None:
    """These sessions are over: in this process at once, and their live lines in every one."""
    presence: Presence = state.presence
    after_commit(connection, lambda: presence.forget(*ids))

    def tell() -> None:
        for session in ids:
            live.sign_out(state.bus, session)

    after_commit(connection, tell)
