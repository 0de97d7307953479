"""What other rooms with pages ask: who visits, how to answer, how to check a form."""

from __future__ import annotations

from fastapi import Request

from sync_server.accounts import browsers
from sync_server.accounts.browsers import Visit
from sync_server.kit import clock
from sync_server.kit.database import Database
from sync_server.web import cookies
from sync_server.web.pages import (
    PageRoute,
    form,
    language_of,
    page,
    query,
    see_other,
    visitors_tongue,
    way_on,
    with_next,
)

__all__ = [
    "PageRoute",
    "Visit",
    "form",
    "language_of",
    "page",
    "query",
    "see_other",
    "visit",
    "visitors_tongue",
    "way_on",
    "with_next",
]


async def visit(request: Request) -> Visit | None:
    """Who is signed in with this browser."""
    token = cookies.read(request, cookies.SIGNED_IN)
    if not token:
        return None
    database: Database = request.app.state.database
    return await database.reading(lambda c: browsers.visit_of(c, token, clock.now()))
