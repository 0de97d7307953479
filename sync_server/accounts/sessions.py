"""Sessions: a device that is signed in, from its first log-in until it is signed out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from babel.dates import format_datetime
from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    RowMapping,
    bindparam,
    delete,
    exists,
    insert,
    select,
    update,
)

from garage.calendar.zones import find_zone
from garage.ids import is_id, new_id
from sync_server.accounts import people
from sync_server.accounts.tables import SESSION
from sync_server.kit import clock
from sync_server.kit.bus import SignedOut, announce
from sync_server.kit.problem import BadRequest, Conflict, NotFound
from sync_server.kit.words import LANGUAGES
from sync_server.mail import service as mail

_DEVICE = re.compile(r"[0-9a-f]{16}")
_ONE = select(SESSION).where(SESSION.c.id == bindparam("of"))
LONGEST_DEVICE_NAME = 100
KEPT_ENDED = 90 * clock.DAY
"""How long it is known where a person was signed in: until then no letter tells of that device."""
KEPT_FOLLOWED = 1 * clock.DAY

WHEN_ALL_END: list[Callable[[Connection, str], None]] = []
"""What else would sign somebody in, and ends with all of a person's sessions."""

WRITTEN_WITH: list[Callable[[Connection, str, str], bool]] = []
"""Whether anybody but this person ever wrote with a device: each room that knows adds itself."""


@dataclass(frozen=True)
class Session:
    """A device that is or was signed in; moments in milliseconds, `auth_time` in seconds."""

    id: str
    person: str
    device: str
    name: str
    client: str
    scope: str
    auth_time: int
    first: int
    last: int
    live: bool
    network: str = ""
    zone: str = ""


@dataclass(frozen=True)
class Whereabouts:
    """What is known of where a device is: its network, shortened, and its clock's zone."""

    network: str
    zone: str


@dataclass(frozen=True)
class Granted:
    """What a log-in gives a client: for whom, how much, and when a password was last typed."""

    person: str
    client: str
    scope: str
    auth_time: int


def checked_device(device: str) -> str:
    """The device of a client's stamps, or "" of one that has none; raises BadRequest."""
    if device and not _DEVICE.fullmatch(device):
        raise BadRequest("`device` is 16 hexadecimal digits in lower case", code="bad_device")
    return device


def checked_device_name(name: str) -> str:
    """What a person calls the device: one line, not too long."""
    printable = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(printable.split())[:LONGEST_DEVICE_NAME]


def open_session(
    connection: Connection, granted: Granted, device: str, name: str, now: int
) -> Session:
    """Sign a device in. An older session of it ends; raises Conflict if it is somebody else's.

    If the person has other devices and this is a new one, a letter tells them.
    """
    device, name = checked_device(device), checked_device_name(name)
    if _is_new(connection, granted.person, device):
        _tell(connection, granted.person, name, now)
    if device:
        _take_over(connection, granted.person, device, now)
    session = Session(
        new_id(now), granted.person, device, name, granted.client, granted.scope,
        granted.auth_time, now, now, True,
    )  # fmt: skip
    row = {key: value for key, value in vars(session).items() if key != "live"}
    connection.execute(insert(SESSION).values(row))
    _tidy(connection, granted.person, device, now)
    return session


def session_of(connection: Connection, session: str) -> Session | None:
    """The session of this id, ended ones too."""
    row = connection.execute(_ONE, {"of": session}).mappings().first()
    return _of(row) if row else None


def live_of(connection: Connection, person: str) -> list[Session]:
    """Where the person is signed in, the last seen first."""
    query = select(SESSION).where(SESSION.c.person == person, SESSION.c.revoked.is_(None))
    rows = connection.execute(query.order_by(SESSION.c.last.desc(), SESSION.c.id)).mappings()
    return [_of(row) for row in rows]


def is_live(session: ColumnElement[str], client: str) -> Exists:
    """Whether a column of another statement names a client's live session, looked up by its id."""
    ours = SESSION.c.revoked.is_(None), SESSION.c.client == client
    return exists().where(SESSION.c.id == session, *ours)


def end(connection: Connection, session: str, now: int) -> None:
    """Sign out; its tokens are worth nothing from now on."""
    _end(connection, (SESSION.c.id == session,), now)


def end_own(connection: Connection, person: str, session: str, now: int) -> None:
    """Sign out one of the person's own; raises NotFound for anybody else's."""
    mine = SESSION.c.id == session, SESSION.c.person == person
    if not is_id(session) or not _end(connection, mine, now):
        raise NotFound()


def end_all(connection: Connection, person: str, now: int, but: str = "") -> int:
    """Sign out everywhere, but for one session; how many there were.

    What was granted and not yet fetched ends first: a device that fetches it meanwhile is waited
    for, and its session is then among those that end.
    """
    for ending in WHEN_ALL_END:
        ending(connection, person)
    return _end(connection, (SESSION.c.person == person, SESSION.c.id != but), now)


def bear(connection: Connection, session: Session, device: str, name: str) -> None:
    """Let the session bear another device; raises Conflict if another session has it."""
    device = checked_device(device)
    if not device:
        raise BadRequest("`device` is missing", code="bad_device")
    query = select(SESSION.c.id).where(SESSION.c.device == device, SESSION.c.revoked.is_(None))
    if set(connection.execute(query).scalars()) - {session.id}:
        raise _taken()
    _demand_own(connection, session.person, device)
    values = {"device": device, "name": checked_device_name(name) or session.name}
    connection.execute(update(SESSION).where(SESSION.c.id == session.id).values(values))


def seen(connection: Connection, moments: Mapping[str, int]) -> None:
    """Write down when sessions were last heard of."""
    for session, moment in sorted(moments.items()):
        later = SESSION.c.id == session, SESSION.c.last < moment
        connection.execute(update(SESSION).where(*later).values(last=moment))


def was_at(connection: Connection, session: str, there: Whereabouts) -> None:
    """Write down where a session is now; a zone that there is not is passed over."""
    zone = there.zone if find_zone(there.zone) else ""
    other = (SESSION.c.network != there.network) | (SESSION.c.zone != zone)
    values = {"network": there.network, "zone": zone}
    connection.execute(update(SESSION).where(SESSION.c.id == session, other).values(values))


def _is_new(connection: Connection, person: str, device: str) -> bool:
    """Whether it is another device than those that the person ever signed in; not of the first."""
    known = set(connection.execute(_DEVICES, {"whose": person}).scalars())
    return bool(known) and (not device or device not in known)


def _tell(connection: Connection, person: str, name: str, now: int) -> None:
    whose = people.by_id(connection, person)
    if whose is None:
        return
    language = whose.language or LANGUAGES[0]
    at = datetime.fromtimestamp(now / 1000, UTC)
    values = {"device": name, "when": f"{format_datetime(at, 'long', locale=language)}"}
    mail.post(connection, whose.email, "new_sign_in", values, language)


def _take_over(connection: Connection, person: str, device: str, now: int) -> None:
    # Members of a space see each other's devices in the stamps: none may pass for another's.
    if connection.execute(_ANOTHERS, {"with": device, "whose": person}).first():
        raise _taken()
    _demand_own(connection, person, device)
    # The device itself goes on with the new one: its line is no stranger's to be hung up.
    _revoke(connection, (SESSION.c.person == person, SESSION.c.device == device), now)


# Made once: each sign-in asks them.
_DEVICES = select(SESSION.c.device).where(SESSION.c.person == bindparam("whose")).distinct()
_ANOTHERS = select(SESSION.c.person).where(
    SESSION.c.device == bindparam("with"),
    SESSION.c.revoked.is_(None),
    SESSION.c.person != bindparam("whose"),
)


def _demand_own(connection: Connection, person: str, device: str) -> None:
    """A device is one person's for ever: who did what is told by its stamps, signed in or not."""
    if any(by_another(connection, device, person) for by_another in WRITTEN_WITH):
        raise _taken()


def _tidy(connection: Connection, person: str, device: str, now: int) -> None:
    """Forget sessions that ended long ago; of a device that is signed in again, all but today's.

    What is left tells `_is_new` which devices there were: the new session at least.
    """
    long_ago = SESSION.c.revoked < now - KEPT_ENDED
    followed = (SESSION.c.device == device) & (SESSION.c.revoked < now - KEPT_FOLLOWED)
    connection.execute(delete(SESSION).where(SESSION.c.person == person, long_ago | followed))


def _taken() -> Conflict:
    return Conflict("this device is another's", "draw a new one", code="device_taken")


def _end(connection: Connection, clauses: tuple[object, ...], now: int) -> int:
    """End sessions, and have their live lines closed at once, in every process."""
    ended = _revoke(connection, clauses, now)
    for session in ended:
        announce(connection, SignedOut(session))
    return len(ended)


def _revoke(connection: Connection, clauses: tuple[object, ...], now: int) -> list[str]:
    live = update(SESSION).where(*clauses, SESSION.c.revoked.is_(None))  # type: ignore[arg-type]  # columns' comparisons
    ended = live.values(revoked=now, network="", zone="").returning(SESSION.c.id)
    return list(connection.execute(ended).scalars())


def _of(row: RowMapping) -> Session:
    return Session(
        row["id"], row["person"], row["device"], row["name"], row["client"], row["scope"],
        row["auth_time"], row["first"], row["last"], row["revoked"] is None, row["network"],
        row["zone"],
    )  # fmt: skip
