"""What CalDAV refuses: a status, and the precondition that does not hold as an XML element."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from starlette.responses import Response

from sync_server.calendars import dav_xml
from sync_server.calendars.dav_names import c, d
from sync_server.kit.problem import Problem

XML = "application/xml; charset=utf-8"


class Refused(Problem):
    """A request that is not done; `condition` names why (RFC 4918, section 16)."""

    status: ClassVar[int] = 403
    code = "precondition"

    def __init__(
        self,
        condition: str,
        detail: str = "",
        *,
        status: int = 403,
        inner: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail, headers=headers)
        self.condition = condition
        self.answer_status = status
        self.inner = inner

    @property
    def answer(self) -> Response:
        """As it is sent."""
        parts = [dav_xml.tag(self.condition, self.inner)]
        if self.detail:
            # Any element may stand beside the condition: people read it in their program's log.
            parts.append(dav_xml.tag(d("responsedescription"), dav_xml.said(self.detail)))
        body = dav_xml.document(d("error"), parts)
        return Response(body, self.answer_status, self.headers, XML)


def forbidden(privilege: str, href: str) -> Refused:
    """That a privilege is missing (RFC 3744, section 7.1.1)."""
    inner = dav_xml.tag(
        d("resource"),
        dav_xml.tag(d("href"), dav_xml.said(href))
        + dav_xml.tag(d("privilege"), dav_xml.tag(d(privilege))),
    )
    return Refused(d("need-privileges"), "your role does not allow this", inner=inner)


def invalid_data(why: str) -> Refused:
    """That a body is no calendar that can be kept."""
    return Refused(c("valid-calendar-data"), why)


class PreconditionFailed(Problem):
    """If-Match or If-None-Match does not hold: somebody else was first."""

    status: ClassVar[int] = 412
    code = "precondition_failed"


class NotHere(Problem):
    """The method does nothing at this address."""

    status: ClassVar[int] = 405
    code = "not_here"
