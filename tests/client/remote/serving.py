"""The stand-in server over HTTP: sign-in by pair and device code, and what the sync asks."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import httpx
import msgspec
import zstandard

from client.errors import Cloned, EpochChanged, Refused
from client.remote.bridge import Bridge
from garage.sync.wire import PullRequest
from tests.client.sync.standin import Server

Scope = dict[str, Any]
ISSUER = "http://127.0.0.1:1"


class Served:
    """An ASGI application over a stand-in; what a test sets is what it does wrong."""

    def __init__(self, server: Server, issuer: str = ISSUER) -> None:
        self.server, self.issuer = server, issuer
        self.pairs: dict[str, str] = {}
        self.tokens: dict[str, str] = {}
        """Refresh token → session."""
        self.people: dict[str, str] = {}
        self.access: dict[str, str] = {}
        self.count = 0
        self.asked: list[str] = []
        self.instead: Callable[[str], tuple[int, dict[str, str], bytes] | None] = lambda _: None
        self.lose_token = 0
        self.pending = 1

    async def __call__(
        self,
        scope: Scope,
        receive: Callable[[], Awaitable[Any]],
        send: Callable[[Any], Awaitable[None]],
    ) -> None:
        if scope["type"] == "lifespan":
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        headers = {k.decode().lower(): v.decode() for k, v in scope["headers"]}
        status, extra, answer = self.answer(scope["method"], scope["path"], headers, body)
        await send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [(k.encode(), v.encode()) for k, v in extra.items()],
            }
        )
        await send({"type": "http.response.body", "body": answer})

    def answer(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(path)
        instead = self.instead(path)
        if instead is not None:
            return instead
        if headers.get("content-encoding") == "zstd" and path != "/sync/push":
            body = zstandard.decompress(body)
        try:
            said = self._said(path, headers, body)
        except Cloned as error:
            return self._problem(409, "cloned", error.message)
        except EpochChanged as error:
            return self._problem(409, "epoch", error.message, epoch=error.epoch)
        except Refused as error:
            status = error.status or 403
            return self._problem(status, error.problem, error.message)
        packed = gzip.compress(msgspec.json.encode(said))
        return 200, {"content-type": "application/json", "content-encoding": "gzip"}, packed

    def _problem(
        self, status: int, code: str, detail: str, **more: str
    ) -> tuple[int, dict[str, str], bytes]:
        body = msgspec.json.encode({"status": status, "code": code, "detail": detail, **more})
        return status, {"content-type": "application/problem+json"}, body

    def _said(self, path: str, headers: dict[str, str], body: bytes) -> Any:
        if path == "/.well-known/paddock":
            return {
                "name": "Paddock", "version": "1", "schema": 1, "schema_minimum": 0,
                "epoch": self.server.epoch, "issuer": self.issuer,
            }  # fmt: skip
        if path == "/.well-known/oauth-authorization-server":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/oauth/authorize",
                "token_endpoint": f"{self.issuer}/oauth/token",
            }
        if path.startswith("/oauth/"):
            form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            return self._oauth(path, form)
        return self._api(path, headers.get("authorization", ""), body)

    def _oauth(self, path: str, form: dict[str, str]) -> Any:
        if path == "/oauth/device_authorization":
            return {
                "device_code": "device-code", "user_code": "ABCD", "interval": 1,
                "verification_uri": f"{self.issuer}/device",
            }  # fmt: skip
        if path == "/oauth/revoke":
            self.tokens.pop(form["token"], None)
            return {}
        match form["grant_type"].rpartition(":")[2]:
            case "pair":
                person = self.pairs.pop(form["pair_code"], "")
            case "device_code":
                self.pending -= 1
                if self.pending >= 0:
                    raise Refused("wait", status=400, problem="authorization_pending")
                person = "ann"
            case "authorization_code":
                person = "ann"
            case _:
                session = self.tokens.get(form["refresh_token"], "")
                if not session:
                    raise Refused("ended", status=400, problem="invalid_grant")
                if self.lose_token:
                    self.lose_token -= 1
                    raise Refused("away", status=503)
                del self.tokens[form["refresh_token"]]
                return self._tokens(session)
        if not person:
            raise Refused("no such code", status=400, problem="invalid_grant")
        session = self.server.session(person, form["device"]).session
        self.people[session] = person
        return self._tokens(session)

    def _tokens(self, session: str) -> dict[str, Any]:
        self.count += 1
        self.tokens[f"refresh-{self.count}"] = session
        self.access[f"Bearer access-{self.count}"] = session
        return {
            "access_token": f"access-{self.count}", "refresh_token": f"refresh-{self.count}",
            "expires_in": 600, "token_type": "Bearer",
        }  # fmt: skip

    def _api(self, path: str, authorization: str, body: bytes) -> Any:
        from tests.client.sync.standin import Session

        session = self.access.get(authorization)
        if session is None:
            raise Refused("who?", status=401, problem="unauthorized")
        remote = Session(self.server, self.people[session], session)
        match path:
            case "/account":
                return remote.account()
            case "/account/home":
                return {"home": remote.take_home(msgspec.json.decode(body)["space"])}
            case "/account/device":
                said = msgspec.json.decode(body)
                remote.tell_device(said["device"], said["name"])
                return {}
            case "/account/devices/sign-out":
                mine = {s for s, p in self.people.items() if p == self.people[session]}
                self.tokens = {t: s for t, s in self.tokens.items() if s not in mine - {session}}
                return {"signed_out": 1}
            case "/sync/push":
                return remote.push(body)
            case "/sync/pull":
                return remote.pull(msgspec.json.decode(body, type=PullRequest))
        return {"members": remote.members(path.split("/")[2])}


def transport_to(served: Served, runner: asyncio.Runner | None = None) -> Bridge:
    """What carries a client's requests there, without a socket."""
    return Bridge(httpx.ASGITransport(served), runner)
