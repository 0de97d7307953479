"""Who calls: the person, session and device that an access token stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Protocol

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

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
    """Raises Unauthorized; may ask the database."""

    def __call__(self, token: str) -> Principal: ...


class Recognize(Protocol):
    """Gives the caller where memory alone can tell, else None."""

    def __call__(self, token: str) -> Principal | None: ...


def token_of(authorization: str | None) -> str:
    """The token of an Authorization header; raises Unauthorized."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthorized()
    return token.strip()


async def caller_of(request: Request) -> Principal:
    """Who calls; raises Unauthorized."""
    state = request.app.state
    recognize: Recognize = state.recognize
    authenticate: Authenticate = state.authenticate
    token = token_of(request.headers.get("authorization"))
    # A thread costs more than the look into memory.
    caller = recognize(token)
    return caller if caller is not None else await run_in_threadpool(authenticate, token)


Caller = Annotated[Principal, Depends(caller_of)]


def within(scope: str) -> Any:
    """Depends on a caller whose token is good for `scope`; raises Forbidden."""

    # It waits for nothing: a thread would cost more than the look.
    async def caller(caller: Caller) -> Principal:
        return demand(scope, caller)

    return Depends(caller)


def demand(scope: str, caller: Principal) -> Principal:
    """The caller, if the token is good for `scope`; raises Forbidden."""
    if scope not in caller.scopes:
        raise Forbidden(
            f"this token is not for `{scope}`",
            f"ask for the scope `{scope}`",
            code="insufficient_scope",
        )
    return caller


Syncing = Annotated[Principal, within("sync")]
