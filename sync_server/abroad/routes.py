"""Calendars abroad for the app: how they stand, and having their turn come now."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from garage.sync.connected import Connected, Connection
from garage.sync.connected import Pair as PairShown
from sync_server.abroad import connections, mates
from sync_server.abroad.connections import Linked
from sync_server.abroad.mates import Pair
from sync_server.abroad.syncing import Syncing
from sync_server.kit.bodies import packed
from sync_server.kit.database import Reading, Writing
from sync_server.kit.documented import answers
from sync_server.kit.principal import Syncing as Caller
from sync_server.kit.problem import NotFound

router = APIRouter(tags=["calendars abroad"])
PAGE = "/connected-calendars"


@router.get("/calendars/connected", responses=answers(Connected))
def connected(request: Request, caller: Caller, connection: Reading) -> Response:
    """The caller's connected calendars, and where others are connected."""
    syncing: Syncing = request.app.state.syncing
    held = connections.of_person(connection, caller.person)
    pairs = mates.pairs_of(connection, [each.id for each in held])
    return packed(
        Connected(
            page=f"{request.app.state.settings.issuer}{PAGE}",
            offered=sorted(syncing.providers),
            connections=[_shown(each, pairs) for each in held],
        ),
        "",
    )


@router.post(
    "/calendars/connected/{connected}/sync", status_code=204,
    responses=answers(None, NotFound, status=204),
)  # fmt: skip
def sync(connected: str, caller: Caller, connection: Writing) -> Response:
    """Bring a connection's calendars together as soon as it can be."""
    held = connections.own(connection, caller.person, connected)
    if held.state == "ok":
        connections.due(connection, held.id, 0)
    return Response(status_code=204)


def _shown(held: Linked, pairs: list[Pair]) -> Connection:
    return Connection(
        id=held.id, provider=held.provider, account=held.account, state=held.state,
        fault=held.fault, done=held.done,
        pairs=[
            PairShown(
                theirs=each.name, space=each.space, calendar=each.calendar,
                direction=each.direction, done=each.done, fault=each.fault, kept=each.kept,
            )
            for each in pairs
            if each.connection == held.id
        ],
    )  # fmt: skip
