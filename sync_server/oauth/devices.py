"""Device codes (RFC 8628): for where there is no browser; another device's browser says yes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from sync_server.accounts import service as accounts
from sync_server.accounts.service import Granted
from sync_server.kit import clock
from sync_server.kit.secret import hash_of, in_groups, new_letters, new_token, typed
from sync_server.oauth.errors import Refused, invalid_grant
from sync_server.oauth.tables import DEVICE_CODE as T

LIFETIME = 10 * clock.MINUTE
INTERVAL_SECONDS = 5
SLOWER_SECONDS = 5


@dataclass(frozen=True)
class Begun:
    """What the client polls with, and what the person types."""

    device_code: str
    user_code: str


@dataclass(frozen=True)
class Waiting:
    """A device that waits for somebody to say yes."""

    user_code: str
    client: str
    scope: str
    device_name: str


def begin(connection: Connection, client: str, scope: str, device_name: str, now: int) -> Begun:
    """New codes."""
    connection.execute(delete(T).where(T.c.expires < now - clock.DAY))
    begun = Begun(new_token(), new_letters(8))
    row = {
        "hash": hash_of(begun.device_code),
        "user_code": begun.user_code,
        "client": client,
        "scope": scope,
        "device_name": device_name,
        "expires": now + LIFETIME,
        "polled": 0,
        "interval": INTERVAL_SECONDS,
    }
    connection.execute(insert(T).values(row))
    return Begun(begun.device_code, in_groups(begun.user_code))


def waiting(connection: Connection, user_code: str, now: int) -> Waiting | None:
    """The device that this code stands for."""
    query = select(T.c.user_code, T.c.client, T.c.scope, T.c.device_name)
    known = T.c.user_code == typed(user_code), T.c.expires > now, T.c.state == "pending"
    row = connection.execute(query.where(*known)).first()
    return Waiting(*row) if row else None


def decide(
    connection: Connection, user_code: str, person: str, auth_time: int, yes: bool, now: int
) -> bool:
    """Let the device in, or not; False if it waits no more."""
    known = T.c.user_code == typed(user_code), T.c.expires > now, T.c.state == "pending"
    values = {
        "person": person,
        "auth_time": auth_time,
        "state": "granted" if yes else "denied",
    }
    return bool(connection.execute(update(T).where(*known).values(values)).rowcount)


def end_all(connection: Connection, person: str) -> None:
    """A device that the person let in, and that has not yet come for it, stays out."""
    let_in = T.c.person == person, T.c.state == "granted"
    connection.execute(update(T).where(*let_in).values(state="denied"))


def poll(connection: Connection, device_code: str, client: str, now: int) -> Granted | Refused:
    """What was decided. To be committed whatever it is: a poll too early slows down."""
    ours = T.c.hash == hash_of(device_code), T.c.client == client
    granted = delete(T).where(*ours, T.c.state == "granted", T.c.expires > now).returning(T)
    row = connection.execute(granted).mappings().first()
    if row is not None:
        return Granted(row["person"], client, row["scope"], row["auth_time"])
    row = connection.execute(select(T).where(*ours)).mappings().first()
    if row is None:
        return invalid_grant("this device code is not known, or used")
    if row["expires"] <= now:
        return Refused("expired_token", "nobody typed the code within ten minutes")
    if row["state"] == "denied":
        return Refused("access_denied", "the person said no")
    early = now - row["polled"] < row["interval"] * clock.SECOND - clock.SECOND // 2
    slower = SLOWER_SECONDS if early else 0
    values = {"polled": now, "interval": row["interval"] + slower}
    connection.execute(update(T).where(*ours).values(values))
    if early:
        return Refused("slow_down", f"not more often than every {values['interval']} s")
    return Refused("authorization_pending", "nobody has said yes yet")


accounts.WHEN_ALL_END.append(end_all)
