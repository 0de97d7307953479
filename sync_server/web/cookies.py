"""The three cookies: who is signed in, what waits for a code, and what proves a form is ours."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

SIGNED_IN = "paddock"
WAITING = "paddock-waiting"
FORM = "paddock-form"


def read(request: Request, name: str) -> str:
    """The value of a cookie, or ""."""
    return request.cookies.get(_full(request, name), "")[:200]


def write(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    """Set a cookie that scripts and other sites do not get."""
    response.set_cookie(
        _full(request, name), value, max_age=seconds, path="/", secure=_secure(request),
        httponly=True, samesite="lax",
    )  # fmt: skip


def drop(request: Request, response: Response, name: str) -> None:
    """Take a cookie away."""
    write(request, response, name, "", 0)


def _full(request: Request, name: str) -> str:
    # With the prefix no neighbour of the domain can set it.
    return f"__Host-{name}" if _secure(request) else name


def _secure(request: Request) -> bool:
    issuer: str = request.app.state.settings.issuer
    return issuer.startswith("https:")
