"""Who calls: the person, session and device that an access token stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Protocol

from fastapi import Depends, Request

from sync_server.kit.problem import Forbidden, Unauthorized


@dataclass(frozen=True)
class Principal:
    """A caller. `device` is that of the stamps (16 hexadecimal digits); empty for none."""

    person: str
    session: str
    device: str
    client: str
    scopes: frozenset[str]
    auth_time: int
    """When the person last typed a password, in seconds since 1970."""


class Authenticate(Protocol):
    """Raises Unauthorized."""

    def __call__(self, token: str) -> Principal: ...


def token_of(authorization: str | None) -> str:
    """The token of an Authorization header; raises Unauthorized."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorized()
    return token.strip()


def _caller(request: Request) -> Principal:
    authenticate: Authenticate = request.app.state.authenticate
    return authenticate(token_of(request.headers.get("authorization")))


# A plain function: FastAPI runs it in the thread pool, since it may ask the database.
Caller = Annotated[Principal, Depends(_caller)]


def within(scope: str) -> Any:
    """Depends on a caller whose token is good for `scope`; raises Forbidden."""

    async def caller(caller: Caller) -> Principal:
        # It waits for nothing: a thread would cost more than the look.
        if scope not in caller.scopes:
            raise Forbidden(
                f"this token is not for `{scope}`",
                f"ask for the scope `{scope}`",
                code="insufficient_scope",
            )
        return caller

    return Depends(caller)


Syncing = Annotated[Principal, within("sync")]
