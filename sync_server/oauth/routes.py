"""The endpoints that clients call: tokens, revocation, introspection, metadata, keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from sync_server.accounts.presence import Presence
from sync_server.accounts.service import Whereabouts, checked_device_name, was_at
from sync_server.kit import clock, tries
from sync_server.kit.address import network_of
from sync_server.kit.database import Database
from sync_server.kit.forms import fields_of
from sync_server.kit.problem import BadRequest, Conflict
from sync_server.kit.rates import take
from sync_server.oauth import clients, devices, inspection
from sync_server.oauth.clients import client_of
from sync_server.oauth.documented import (
    DEVICE_CODE_FORM,
    DEVICE_CODES,
    INTROSPECTED,
    ONE_TOKEN_FORM,
    PUBLIC,
    REVOKED,
    TOKEN_FORM,
    TOKENS,
)
from sync_server.oauth.errors import OAuthError, Refused, answer, said
from sync_server.oauth.grants import GRANTS, Form, as_oauth
from sync_server.oauth.keys import LIFETIME_SECONDS, Keys
from sync_server.oauth.metadata import described
from sync_server.oauth.refresh import Rotated

router = APIRouter(tags=["oauth"])
_AT_ONCE = "120/minute"
_GUESSES = "20/10minutes"
"""For what somebody might guess; a device that polls for its code stays well below the first."""


@router.post("/oauth/token", responses=TOKENS, openapi_extra=TOKEN_FORM)
async def token(request: Request) -> Response:
    """A token for a code, a pair code, a device code or a refresh token (RFC 6749, 3.2)."""
    arrived = clock.now()
    take(request, _AT_ONCE, "token")
    try:
        form = await _form(request, arrived)
        kind = form.want("grant_type")
        grant = GRANTS.get(kind)
        if grant is None:
            raise OAuthError("unsupported_grant_type", "see the metadata for those there are")
        if kind == clients.PAIR:
            await tries.take(request, _GUESSES, "pair")
        there = Whereabouts(network_of(request), form.get("zone"))

        def work(connection: Connection) -> Rotated | Refused:
            done = grant(connection, form, clock.now())
            if isinstance(done, Rotated):
                was_at(connection, done.session.id, there)
            return done

        done = await _database(request).writing(work)
    except OAuthError as error:
        return answer(error.refused)
    except (BadRequest, Conflict) as problem:
        return answer(as_oauth(problem).refused)
    if isinstance(done, Refused):
        if done.error == "invalid_grant":
            # It may have ended a session: this process is to know at once.
            _presence(request).forget_all()
        return answer(done)
    return said(await run_in_threadpool(_token_answer, _keys(request), done))


@router.post("/oauth/device_authorization", responses=DEVICE_CODES, openapi_extra=DEVICE_CODE_FORM)
async def device_authorization(request: Request) -> Response:
    """Codes for a device without a browser (RFC 8628, 3.1)."""
    take(request, "20/10minutes", "device-code")
    try:
        form = await _form(request, clock.now())
        scope = clients.scope_of(form.get("scope"))
        name = checked_device_name(form.get("device_name"))
    except OAuthError as error:
        return answer(error.refused)
    begun = await _database(request).writing(
        lambda c: devices.begin(c, form.client, scope, name, clock.now())
    )
    address = f"{_keys(request).issuer}/device"
    return said(
        {
            "device_code": begun.device_code,
            "user_code": begun.user_code,
            "verification_uri": address,
            "verification_uri_complete": f"{address}?user_code={begun.user_code}",
            "expires_in": devices.LIFETIME // clock.SECOND,
            "interval": devices.INTERVAL_SECONDS,
        }
    )


@router.post("/oauth/revoke", responses=REVOKED, openapi_extra=ONE_TOKEN_FORM)
async def revoke(request: Request) -> Response:
    """Sign out the session that a token belongs to; an unknown one is no error (RFC 7009)."""
    take(request, _AT_ONCE, "revoke")
    try:
        form = await _form(request, clock.now())
        text = form.want("token")
    except OAuthError as error:
        return answer(error.refused)
    keys, presence = _keys(request), _presence(request)
    await _database(request).writing(
        lambda c: inspection.revoke(c, keys, text, form.client, clock.now())
    )
    presence.forget_all()
    return said({})


@router.post("/oauth/introspect", responses=INTROSPECTED, openapi_extra=ONE_TOKEN_FORM)
async def introspect(request: Request) -> Response:
    """What a token of the client's own stands for (RFC 7662); of others nothing is told."""
    take(request, _AT_ONCE, "introspect")
    try:
        form = await _form(request, clock.now())
        text = form.want("token")
    except OAuthError as error:
        return answer(error.refused)
    keys = _keys(request)
    return said(
        await _database(request).reading(
            lambda c: inspection.introspect(c, keys, text, form.client, clock.now())
        )
    )


@router.get("/oauth/jwks", responses=PUBLIC)
async def jwks(request: Request) -> Response:
    """The public keys that tokens are signed with."""
    keys = await run_in_threadpool(_keys(request).public)
    return JSONResponse(keys, headers={"Cache-Control": "public, max-age=300"})


@router.get("/.well-known/oauth-authorization-server", responses=PUBLIC)
async def metadata(request: Request) -> Response:
    """What this authorization server can do and where (RFC 8414)."""
    return JSONResponse(described(_keys(request).issuer))


async def _form(request: Request, arrived: int) -> Form:
    """The form of a known client; raises OAuthError."""
    try:
        fields = await fields_of(request)
    except BadRequest as problem:
        raise as_oauth(problem) from problem
    return Form(client_of(fields.get("client_id", "")).id, fields, arrived)


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
