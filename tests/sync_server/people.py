"""People with devices who speak with a server in this process, over HTTP without a socket."""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from dataclasses import dataclass, field
from typing import Any, Self

import httpx
import msgspec
from fastapi import FastAPI
from sqlalchemy import insert, select

from garage.ids import new_id
from garage.sync import Clock
from garage.sync.wire import PullAnswer, PushAnswer, Verdict, WireEnvelope
from sync_server.accounts.people import set_home
from sync_server.accounts.tables import PERSON
from sync_server.kit.clock import now
from sync_server.kit.principal import Principal
from sync_server.kit.problem import Unauthorized
from sync_server.records.epoch import current_epoch
from sync_server.spaces.service import make_home


def stand_in(token: str) -> Principal:
    """Who a token of the tests stands for: person, session and device with dots between."""
    person, _, rest = token.partition(".")
    session, _, device = rest.partition(".")
    if not device:
        raise Unauthorized("no such token")
    return Principal(
        person, session, device, "tests", frozenset({"account", "sync"}), now() // 1000
    )


class World:
    """A running server; its loop turns only while something is asked."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.runner = asyncio.Runner()
        self._devices = itertools.count(int.from_bytes(os.urandom(4)))

    def __enter__(self) -> Self:
        self._lifespan = self.app.router.lifespan_context(self.app)
        self.run(self._lifespan.__aenter__())
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=True)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://server")
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self.http.aclose())
        self.run(self._lifespan.__aexit__(None, None, None))
        self.runner.close()

    def run(self, work: Any) -> Any:
        """Turn the loop until this is done."""
        return self.runner.run(work)

    @property
    def database(self) -> Any:
        """The server's database."""
        return self.app.state.database

    def person(self, name: str) -> Device:
        """A new person, with their own garage and one device."""
        id_ = new_id(now())
        with self.database.write() as connection:
            connection.execute(
                insert(PERSON).values(
                    id=id_, email=f"{name}@example.org", email_key=f"{id_}@example.org", name=name,
                    created=now(),
                )
            )  # fmt: skip
            home = set_home(connection, id_, new_id(now()))
            make_home(connection, id_, home, f"{name}'s garage", now())
        return Device(self, id_, home, f"{next(self._devices):016x}")

    def rows(self, query: Any) -> list[Any]:
        """What the database answers."""
        with self.database.read() as connection:
            return list(connection.execute(query).all())

    def count(self, table: Any) -> int:
        """How many rows a table has."""
        return len(self.rows(select(table)))


@dataclass
class Device:
    """One device of a person."""

    world: World
    person: str
    home: str
    device: str
    number: int = 0
    ahead: int = 0
    """How wrong its clock is, in milliseconds."""
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = Clock(self.device)

    def another(self) -> Device:
        """A second device of the same person."""
        return Device(self.world, self.person, self.home, f"{next(self.world._devices):016x}")

    def stamp(self) -> str:
        """The next stamp of this device, later than all that the server has stamped so far.

        A real device has seen those; this one lets their millisecond pass.
        """
        begun = now()
        while begun == now() and begun + self.ahead != self.clock.milliseconds:
            time.sleep(0)
        self.clock = self.clock.tick(now() + self.ahead)
        return self.clock.stamp

    @property
    def headers(self) -> dict[str, str]:
        """Who asks."""
        token = f"{self.person}.session-{self.device}.{self.device}"
        return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Any request, as this person."""
        headers |= self.headers
        content = None if body is None else msgspec.json.encode(body)
        request = self.world.http.request(method, path, content=content, headers=headers)
        answer: httpx.Response = self.world.run(request)
        return answer

    def epoch(self) -> str:
        """The server's epoch."""
        with self.world.database.read() as connection:
            return current_epoch(connection).id

    def patch(
        self, id_: str = "", kind: str = "vehicle", space: str = "", base: Any = None, **fields: Any
    ) -> dict[str, Any]:
        """An edit with a stamp of its own."""
        patch = {
            "n": 1, "space": space or self.home, "id": id_ or new_id(now()), "kind": kind,
            "fields": fields, "stamps": {"": self.stamp()},
        }  # fmt: skip
        return patch if base is None else {**patch, "base": base}

    def body(self, *patches: dict[str, Any]) -> dict[str, Any]:
        """The next push's body."""
        self.number += 1
        numbered = [{**patch, "n": n} for n, patch in enumerate(patches, 1)]
        return {
            "device": self.device, "number": self.number, "epoch": self.epoch(), "schema": 1,
            "patches": numbered,
        }  # fmt: skip

    def send(self, body: Any) -> PushAnswer:
        """Push a body that must be taken."""
        answer = self.ask("POST", "/sync/push", body)
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=PushAnswer)

    def push(self, *patches: dict[str, Any]) -> list[Verdict]:
        """Push patches; the verdicts."""
        return self.send(self.body(*patches)).verdicts

    def add(self, kind: str = "vehicle", space: str = "", **fields: Any) -> WireEnvelope:
        """Add a record, which must be merged."""
        (verdict,) = self.push(self.patch(kind=kind, space=space, **fields))
        assert verdict.verdict == "merged", verdict
        assert verdict.envelope is not None
        return verdict.envelope

    def pull(self, spaces: dict[str, int] | None = None, **more: Any) -> PullAnswer:
        """Pull; without spaces, the home from the beginning."""
        held = {self.home: 0} if spaces is None else spaces
        body = {"epoch": self.epoch(), "schema": 1, "spaces": held, **more}
        answer = self.ask("POST", "/sync/pull", body)
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=PullAnswer)

    def records(self, space: str = "") -> dict[str, WireEnvelope]:
        """Everything in a space."""
        space = space or self.home
        (page,) = self.pull({space: 0}).pages
        return {each.id: each for each in page.envelopes}
