"""Problem details (RFC 9457): every refusal of the server, in one shape.

Problem             status  code
    BadRequest      400     bad_request     with `errors` where fields are at fault
    Unauthorized    401     unauthorized    sign in, or again
    Forbidden       403     forbidden       seen, but not allowed
    NotFound        404     not_found       not there, or not to be seen: the same
    Conflict        409     conflict        and others: cloned, epoch
    TooLarge        413     too_large
    TooMany         429     too_many        with Retry-After
    Unavailable     503     unavailable     with Retry-After
        DiskFull    503     disk_full
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from garage.words import N_

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger("paddock.server")


class Problem(Exception):
    """What happened (`detail`), what to do (`hint`), a `code` for programs, more for either."""

    status: ClassVar[int] = 500
    code: str = "fault"
    members: ClassVar[Mapping[str, Any]] = {}
    """What it may say besides, by name: JSON Schema, for the description of the routes."""

    def __init__(
        self,
        detail: str = "",
        hint: str = "",
        *,
        code: str = "",
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.hint = hint
        if code:
            self.code = code
        self.headers = dict(headers or {})
        self.more = more


class BadRequest(Problem):
    """What was sent cannot be understood or accepted."""

    status = 400
    code = "bad_request"


class Unauthorized(Problem):
    """Nobody, or nobody any more, is signed in."""

    status = 401
    code = "unauthorized"

    def __init__(self, detail: str = "", hint: str = "", *, error: str = "invalid_token") -> None:
        challenge = f'Bearer error="{error}"' if detail else "Bearer"
        super().__init__(detail, hint, headers={"WWW-Authenticate": challenge})


class Forbidden(Problem):
    """It is there, and the role does not allow it."""

    status = 403
    code = "forbidden"


class NotFound(Problem):
    """It is not there, or the caller may not know that it is: one answer for both."""

    status = 404
    code = "not_found"

    def __init__(self, detail: str = N_("there is nothing here for you"), hint: str = "") -> None:
        super().__init__(detail, hint)


class Conflict(Problem):
    """It does not go with how things are."""

    status = 409
    code = "conflict"


class TooLarge(Problem):
    """More than the server takes at once."""

    status = 413
    code = "too_large"


class TooMany(Problem):
    """Too much too fast; `seconds` until it may be tried again."""

    status = 429
    code = "too_many"

    def __init__(self, seconds: int, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(
            "too many requests",
            f"try again in {seconds} s",
            headers={"Retry-After": str(seconds), **(headers or {})},
        )


class Unavailable(Problem):
    """Not now."""

    status = 503
    code = "unavailable"

    def __init__(self, detail: str, seconds: int = 5) -> None:
        super().__init__(detail, N_("try again later"), headers={"Retry-After": str(seconds)})


class DiskFull(Unavailable):
    """There is no room left for what was sent; nothing of it was taken."""

    code = "disk_full"

    def __init__(self) -> None:
        super().__init__(N_("the server's disk is full"), seconds=60)


class NoSuchMethod(Problem):
    """The path is there, and takes something else."""

    status = 405
    code = "method_not_allowed"


def answer(problem: Problem) -> Response:
    """The problem as an HTTP answer."""
    body: dict[str, Any] = {
        "type": f"urn:paddock:problem:{problem.code}",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "code": problem.code,
    }
    if problem.detail:
        body["detail"] = problem.detail
    if problem.hint:
        body["hint"] = problem.hint
    body |= problem.more
    return JSONResponse(body, problem.status, problem.headers, MEDIA_TYPE)


def answer_to(scope: Scope, problem: Problem) -> Response:
    """The problem as whoever asked reads it: a page for a person with a browser."""
    state = getattr(scope.get("app"), "state", None)
    as_page: AsPage | None = getattr(state, "problem_page", None)
    if as_page is None or not _reads_pages(scope):
        return answer(problem)
    return as_page(Request(scope), problem)


AsPage = Callable[[Request, Problem], Response]


def _reads_pages(scope: Scope) -> bool:
    """Whether HTML is asked for by name, as browsers do and programs that want data do not."""
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept")
    kinds = (part.partition(b";")[0].strip().lower() for part in accepted[:500].split(b","))
    return b"text/html" in kinds


_BY_STATUS: Mapping[int, type[Problem]] = {
    kind.status: kind for kind in (BadRequest, Forbidden, Conflict, TooLarge)
}


def install(app: FastAPI) -> None:
    """Let every refusal, the framework's own included, be a problem."""

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return answer_to(request.scope, error)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        problem = BadRequest(N_("the request is not as it should be"), errors=_said(error.errors()))
        return answer_to(request.scope, problem)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        kind = _BY_STATUS.get(error.status_code)
        if kind is not None:
            problem = kind(str(error.detail), headers=error.headers)
            return answer_to(request.scope, problem)
        if error.status_code in _NO_PAGE and _reads_pages(request.scope):
            return answer_to(request.scope, _NO_PAGE[error.status_code](error.headers))
        return _plain(error)

    async def fault(request: Request, error: Exception) -> Response:
        # The path's template and the error's kind: neither says anything about a person.
        route = getattr(request.scope.get("route"), "path", "?")
        log.error("fault in %s: %s", route, type(error).__name__, exc_info=error)
        problem = Problem(N_("a fault of the server"), N_("it was written down; try again later"))
        return answer_to(request.scope, problem)

    app.add_exception_handler(Problem, ours)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(Exception, fault)


_NO_PAGE: Mapping[int, Callable[[Mapping[str, str] | None], Problem]] = {
    404: lambda _: NotFound(N_("there is no such page"), N_("look at the address again")),
    405: lambda headers: NoSuchMethod(
        N_("this page is not for looking at"), N_("it answers the app"), headers=headers
    ),
}
"""What a person reads where no route of ours was asked."""


def _plain(error: HTTPException) -> Response:
    status = error.status_code
    code = HTTPStatus(status).name.lower()
    body = {
        "type": f"urn:paddock:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
    }
    return JSONResponse(body, status, error.headers, MEDIA_TYPE)


def _said(errors: Sequence[Any]) -> list[dict[str, str]]:
    return [
        {"where": ".".join(str(part) for part in error["loc"]), "reason": str(error["msg"])}
        for error in errors[:20]
    ]
