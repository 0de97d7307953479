"""GET /live: one WebSocket a device."""

from __future__ import annotations

import contextlib
import logging

from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.websockets import WebSocket, WebSocketDisconnect

from sync_server.kit.principal import Authenticate, token_of
from sync_server.kit.problem import Unauthorized
from sync_server.live.hub import SIGN_IN_ANEW, TRY_LATER, Line
from sync_server.live.places import Places
from sync_server.live.service import Live

log = logging.getLogger("paddock.server")


async def live(socket: WebSocket) -> None:
    """Pokes, until the device goes or is told to."""
    authenticate: Authenticate = socket.app.state.authenticate
    channel: Live = socket.app.state.live
    places: Places = socket.app.state.places
    # Read aside: the socket would keep all headers for as long as it is open.
    authorization = Headers(scope=socket.scope).get("authorization")
    await socket.accept()
    try:
        token = token_of(authorization)
        caller = await run_in_threadpool(authenticate, token)
        if "sync" not in caller.scopes:
            raise Unauthorized("this token is not for `sync`")
    except Unauthorized:
        await socket.close(SIGN_IN_ANEW)
        return
    except SQLAlchemyError as error:
        await _later(socket, error)
        return
    line = Line(caller.person, caller.session, token, socket.send_text, socket.close)
    places.take(line)
    try:
        await channel.join(line)
        line.say('{"type":"ready"}')
        while True:
            # All that a device says is that it is there.
            await socket.receive_text()
            line.answered = True
    except (WebSocketDisconnect, KeyError, RuntimeError):
        # Gone, or sent bytes, which nobody does who knows the protocol.
        pass
    except SQLAlchemyError as error:
        await _later(socket, error)
    finally:
        places.leave(line)
        channel.hub.remove(line)


async def _later(socket: WebSocket, error: SQLAlchemyError) -> None:
    """The database is away: without it nobody can tell who this is, or what they may hear."""
    log.warning("a line could not begin: %s", type(error).__name__)
    # Who went away meanwhile need not be told.
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        await socket.close(TRY_LATER)
