"""The account and its devices, for the apps that are signed in."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from sync_server.accounts import browsers, people, sessions
from sync_server.accounts.deleting import delete_account, hang_up
from sync_server.accounts.neighbours import MakeHome
from sync_server.accounts.presence import Presence
from sync_server.accounts.wire import (
    Account,
    Borne,
    Device,
    Devices,
    Home,
    Named,
    SignedOut,
    WantedHome,
)
from sync_server.kit import clock
from sync_server.kit.bodies import packed, sent
from sync_server.kit.database import Reading, Writing, after_commit
from sync_server.kit.documented import answers, takes
from sync_server.kit.principal import Principal, within
from sync_server.kit.problem import BadRequest, Conflict, Forbidden, NotFound, TooMany, Unauthorized
from sync_server.kit.rates import take

SCOPE = "account"
RECENT_SECONDS = 300
"""How long ago a password may have been typed where an account is deleted."""
_HOMES = "100/hour"
"""Of one account: each tells whether an id was used for a garage before."""

router = APIRouter(prefix="/account", tags=["account"])

# In every route the caller comes before the connection: nobody unknown waits in the line.


Owner = Annotated[Principal, within("account")]


@router.get("", responses=answers(Account, Forbidden))
def account(caller: Owner, connection: Reading) -> Response:
    """Whose account it is."""
    return _account(connection, caller)


@router.patch("", responses=answers(Account, BadRequest, Forbidden), openapi_extra=takes(Named))
def rename(named: Annotated[Named, sent(Named)], caller: Owner, connection: Writing) -> Response:
    """Be called otherwise."""
    people.rename(connection, caller.person, named.name)
    return _account(connection, caller)


@router.delete("", status_code=204, responses=answers(None, Forbidden, Conflict, status=204))
def delete(request: Request, caller: Owner, connection: Writing) -> Response:
    """Delete the account, and what is only its own; asks for a log-in of the last 5 minutes."""
    if time.time() - caller.auth_time > RECENT_SECONDS:
        raise _log_in_again()
    delete_account(request.app.state, connection, caller.person)
    return Response(status_code=204)


@router.post(
    "/home",
    responses=answers(Home, BadRequest, Forbidden, Conflict, TooMany),
    openapi_extra=takes(WantedHome),
)
def home(
    request: Request,
    wanted: Annotated[WantedHome, sent(WantedHome)],
    caller: Owner,
    connection: Writing,
) -> Response:
    """The account's own garage: made under the given id, if there is none yet."""
    take(request, _HOMES, "home", caller.person)
    person = _person(connection, caller)
    if not person.home:
        make: MakeHome = request.app.state.make_home
        # First, so that of two devices at once one waits here and then finds it made.
        chosen = people.set_home(connection, person.id, wanted.space)
        if chosen == wanted.space:
            make(connection, person.id, wanted.space, person.name, clock.now())
        return packed(Home(chosen), "")
    return packed(Home(person.home), "")


@router.get("/devices", responses=answers(Devices, Forbidden))
def devices(caller: Owner, connection: Reading) -> Response:
    """Where the account is signed in, the last seen first."""
    found = sessions.live_of(connection, caller.person)
    told = Devices(
        [
            Device(
                session=session.id,
                device=session.device,
                name=session.name,
                client=session.client,
                first=session.first,
                last=session.last,
                here=session.id == caller.session,
                network=session.network,
                zone=session.zone,
            )
            for session in found
        ]
    )
    return packed(told, "")


@router.delete(
    "/devices/{session}",
    status_code=204,
    responses=answers(None, NotFound, Forbidden, status=204),
)
def sign_out(request: Request, caller: Owner, connection: Writing, session: str) -> Response:
    """Sign one device out, this one too."""
    sessions.end_own(connection, caller.person, session, clock.now())
    hang_up(request.app.state, connection, session)
    return Response(status_code=204)


@router.post("/devices/sign-out", responses=answers(SignedOut, Forbidden))
def sign_out_others(request: Request, caller: Owner, connection: Writing) -> Response:
    """Sign all other devices out, and all browsers."""
    ended = [session.id for session in sessions.live_of(connection, caller.person)]
    count = sessions.end_all(connection, caller.person, clock.now(), caller.session)
    browsers.end_all(connection, caller.person)
    hang_up(request.app.state, connection, *(each for each in ended if each != caller.session))
    return packed(SignedOut(count), "")


@router.post(
    "/device",
    status_code=204,
    responses=answers(None, BadRequest, Forbidden, Conflict, status=204),
    openapi_extra=takes(Borne),
)
def bear(
    request: Request,
    borne: Annotated[Borne, sent(Borne)],
    caller: Owner,
    connection: Writing,
) -> Response:
    """Bear another device id from now on; the next token says it, so refresh."""
    session = sessions.session_of(connection, caller.session)
    if session is None:
        raise Unauthorized("the session is over", "sign in again")
    sessions.bear(connection, session, borne.device, borne.name)
    _changed(request, connection, session.id)
    return Response(status_code=204)


def _person(connection: Connection, caller: Principal) -> people.Person:
    person = people.by_id(connection, caller.person)
    if person is None:
        raise Unauthorized("the account was deleted", "sign in with another one")
    return person


def _account(connection: Connection, caller: Principal) -> Response:
    person = _person(connection, caller)
    return packed(Account(person.id, person.email, person.name, person.home), "")


def _changed(request: Request, connection: Connection, *ids: str) -> None:
    """Ask the database again for these sessions."""
    presence: Presence = request.app.state.presence
    after_commit(connection, lambda: presence.forget(*ids))


def _log_in_again() -> Unauthorized:
    """Step-up as RFC 9470 says it."""
    error = Unauthorized(
        "an account is deleted only soon after a log-in",
        f"sign in again with max_age={RECENT_SECONDS}, or prompt=login",
        error="insufficient_user_authentication",
    )
    error.code = "insufficient_user_authentication"
    error.headers["WWW-Authenticate"] += f', max_age="{RECENT_SECONDS}"'
    return error
