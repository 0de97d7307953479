"""A CalDAV request: who asks, what for, and the database as far as the projections have come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from fastapi import Request
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sync_server.accounts.service import LetIn
from sync_server.calendars import dav_xml, projection
from sync_server.calendars.dav_calendars import readable
from sync_server.calendars.dav_places import Place
from sync_server.calendars.dav_refused import XML
from sync_server.calendars.dav_xml import Element
from sync_server.kit.database import Database
from sync_server.kit.problem import BadRequest
from sync_server.kit.words import chosen

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """A request, its body read."""

    request: Request
    who: LetIn
    place: Place
    body: bytes

    @property
    def person(self) -> str:
        """Who asks."""
        return self.who.person

    @property
    def database(self) -> Database:
        """The server's database."""
        database: Database = self.request.app.state.database
        return database

    @property
    def language(self) -> str:
        """In which the program wants to be told what has no words of somebody's own."""
        return chosen(self.header("accept-language"))

    def header(self, name: str) -> str:
        """A header, or ""."""
        return self.request.headers.get(name, "").strip()

    def xml(self) -> Element | None:
        """The body as XML; raises BadRequest."""
        return dav_xml.parse(self.body)

    def demand_xml(self) -> Element:
        """The body as XML, which must be there."""
        found = self.xml()
        if found is None:
            raise BadRequest("there is no body", "send what is asked for as XML")
        return found

    async def reading(self, work: Callable[[Connection], T]) -> T:
        """`work` over one snapshot, in which all that the person may read is up to date."""

        def whole(connection: Connection) -> tuple[list[str], T | None]:
            behind = projection.behind(connection, readable(connection, self.person))
            return behind, None if behind else work(connection)

        while True:
            behind, answer = await self.database.reading(whole)
            if not behind:
                return answer  # type: ignore[return-value]  # `work` was done
            await self._bring_up(behind)

    async def working(self, work: Callable[[], T]) -> T:
        """`work` in a thread: it may take long."""
        return await run_in_threadpool(work)

    async def writing(self, work: Callable[[Connection], T]) -> T:
        """`work` as one transaction, which brings up itself what was written since."""
        await self.reading(lambda _: None)
        return await self.database.writing(work)

    async def _bring_up(self, spaces: Iterable[str]) -> None:
        for space in spaces:
            while await self.database.writing(partial(projection.bring_up, space=space)):
                pass


def multistatus(parts: Iterable[str]) -> Response:
    """207, with a response for each resource (and what else stands beside them)."""
    return Response(dav_xml.document("{DAV:}multistatus", parts), 207, media_type=XML)
