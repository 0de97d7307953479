"""The endpoints that clients call: tokens, revocation, introspection, metadata, keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from sync_server.accounts.presence import Presence
from sync_server.kit import clock
from sync_server.kit.database import Database
from sync_server.kit.forms import fields_of
from sync_server.kit.problem import BadRequest, Conflict
from sync_server.oauth.clients import client_of
from sync_server.oauth.errors import OAuthError, Refused, answer, said
from sync_server.oauth.grants import GRANTS, Form, as_oauth
from sync_server.oauth.keys import LIFETIME_SECONDS, Keys
from sync_server.oauth.refresh import Rotated

router = APIRouter(tags=["oauth"])


@router.post("/oauth/token")
async def token(request: Request) -> Response:
    """A token for a code, a pair code, a device code or a refresh token (RFC 6749, 3.2)."""
    arrived = clock.now()
    fields = await fields_of(request)
    try:
        client = client_of(fields.get("client_id", ""))
        form = Form(client.id, fields, arrived)
        grant = GRANTS.get(form.want("grant_type"))
        if grant is None:
            raise OAuthError("unsupported_grant_type", "see the metadata for those there are")
        done = await _database(request).writing(lambda c: grant(c, form, clock.now()))
    except OAuthError as error:
        return answer(error.refused)
    except (BadRequest, Conflict) as problem:
        return answer(as_oauth(problem).refused)
    if isinstance(done, Refused):
        # A reuse may have ended a session: this process is to know at once.
        _presence(request).forget_all() if done.error == "invalid_grant" else None
        return answer(done)
    return said(await run_in_threadpool(_token_answer, _keys(request), done))


def _token_answer(keys: Keys, done: Rotated) -> Mapping[str, Any]:
    return {
        "access_token": keys.access_token(done.session, clock.now()),
        "token_type": "Bearer",
        "expires_in": LIFETIME_SECONDS,
        "refresh_token": done.token,
        "scope": done.session.scope,
    }


def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def _keys(request: Request) -> Keys:
    keys: Keys = request.app.state.keys
    return keys


def _presence(request: Request) -> Presence:
    presence: Presence = request.app.state.presence
    return presence
