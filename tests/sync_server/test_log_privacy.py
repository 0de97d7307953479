"""The log of a real server tells what was done and nothing about who did it, or with what."""

import base64
import contextlib
import email
import email.policy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.sync.client import connect

from garage.ids import new_id
from garage.sync import Clock
from sync_server.kit.clock import now
from tests.end_to_end.serving import PATIENCE_SECONDS, ServerProcess, until
from tests.sync_server.visiting import PAIR, PASSWORD, forms_of, plain

ANNA, BEN = "anna.lindgren@example.org", "ben.okafor@example.net"
NAME, CAR, PHONE = "Anna Lindgren", "Annas rote Isetta", "Annas Telefon"
FROM = "203.0.113.77"
DEVICE = "a1b2c3d4e5f60718"


@pytest.fixture(params=["sqlite", "postgresql"])
def server(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ServerProcess]:
    """Behind a proxy that is trusted: so it knows where each request comes from."""
    monkeypatch.setenv("PADDOCK_SERVER_TRUSTED_PROXIES", "127.0.0.1")
    more: tuple[str, ...] = ()
    if request.param == "postgresql":
        more = ("--database", request.getfixturevalue("new_postgresql")())
    made = ServerProcess(tmp_path / "server", *more)
    made.start()
    yield made
    made.stop()


class Visitor:
    """Somebody who does everything once, and remembers what the log must not tell."""

    def __init__(self, server: ServerProcess) -> None:
        self.server = server
        self.secrets = {ANNA, BEN, NAME, CAR, PHONE, PASSWORD, FROM, DEVICE, "lindgren", "okafor"}
        self.http = httpx.Client(
            base_url=server.url, timeout=PATIENCE_SECONDS, follow_redirects=True,
            headers={"X-Forwarded-For": FROM},
        )  # fmt: skip
        self._token: dict[str, str] = {}

    def form(self, path: str, **typed: str) -> httpx.Response:
        """Fill in the form of a page."""
        (form,) = [each for each in forms_of(self.http.get(path).text) if each.action == path]
        self.secrets.add(form.fields["form_token"])
        return self.http.post(path, data={**form.fields, **typed})

    def ask(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        """A request of the app's."""
        answer = self.http.request(method, path, json=body, headers=self._token)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    def letter(self, count: int) -> str:
        """The text of the latest of so many letters."""
        folder = self.server.data / "mail"
        files = until(
            lambda: len(found := sorted(folder.glob("*.eml"))) == count and found, "a letter"
        )
        return plain(email.message_from_bytes(files[-1].read_bytes(), policy=email.policy.default))

    def sign_up(self) -> None:
        """Make an account on the page."""
        self.form("/sign-up", email=ANNA, name=NAME, password=PASSWORD)
        (code,) = [line for line in self.letter(1).splitlines() if line.isdigit()]
        self.secrets |= {code, f"{code[:4]} {code[4:]}"}
        assert "Your account" in self.form("/sign-up/code", code=code).text
        self.secrets |= set(self.http.cookies.values())

    def sign_in(self) -> None:
        """Sign a device in, and look that it is."""
        code = self.server.pair(ANNA)
        form = {"grant_type": PAIR, "client_id": "paddock-desktop", "pair_code": code,
                "device": DEVICE, "device_name": PHONE, "zone": "Europe/Berlin"}  # fmt: skip
        tokens = self.http.post("/oauth/token", data=form).json()
        self._token = {"Authorization": f"Bearer {tokens['access_token']}"}
        claims = tokens["access_token"].split(".")[1]
        said = json.loads(base64.urlsafe_b64decode(claims + "=="))
        self.secrets |= {code, tokens["access_token"], tokens["refresh_token"],
                         said["sid"], said["sub"], said["jti"]}  # fmt: skip

    def sync(self) -> str:
        """Push what is taken and what is refused, and pull; the garage."""
        home = self.ask("GET", "/account").get("home") or new_id(now())
        self.ask("POST", "/account/home", {"space": home})
        epoch = self.ask("GET", "/.well-known/paddock")["epoch"]
        stamp = Clock(DEVICE).tick(now()).stamp
        ids, elsewhere = [new_id(now()), new_id(now())], new_id(now())
        patches = [
            {"n": n, "space": space, "id": id_, "kind": "vehicle", "fields": {"name": CAR},
             "stamps": {"": stamp}}
            for n, (id_, space) in enumerate(zip(ids, (home, elsewhere), strict=True), 1)
        ]  # fmt: skip
        body = {"device": DEVICE, "number": 1, "epoch": epoch, "schema": 1, "patches": patches}
        verdicts = self.ask("POST", "/sync/push", body)["verdicts"]
        assert [each["verdict"] for each in verdicts] == ["merged", "refused"]
        self.ask("POST", "/sync/push", {**body, "device": DEVICE[::-1]}, status=403)
        self.ask("POST", "/sync/pull", {"epoch": epoch, "schema": 1, "spaces": {home: 0}})
        self.secrets |= {home, elsewhere, stamp, *ids}
        return home

    def share(self, home: str) -> None:
        """Invite somebody by mail, make a feed, and read both."""
        asked = {"role": "viewer", "email": BEN}
        made = self.ask("POST", f"/spaces/{home}/invitations", asked)
        assert made["code"] in self.letter(2)
        self.ask("POST", "/invitations/look", {"code": made["code"]})
        feed = self.ask("POST", "/feeds", {"of": "space", "space": home})
        token = feed["url"].rpartition("/")[2].removesuffix(".ics")
        assert self.http.get(f"/feeds/{token}.ics").status_code == 200
        self.secrets |= {made["code"], made["id"], feed["feed"]["id"], token}

    def listen(self) -> None:
        """Open a live line, and close it."""
        address = f"ws{self.server.url.removeprefix('http')}/live"
        headers = {**self._token, "X-Forwarded-For": FROM}
        with connect(address, additional_headers=headers, compression=None) as socket:
            assert "ready" in str(socket.recv(PATIENCE_SECONDS))

    def be_refused(self) -> None:
        """Ask for what is not there, guess, and sign in by a password that is wrong."""
        stranger = httpx.Client(base_url=self.server.url, headers={"X-Forwarded-For": FROM})
        with contextlib.closing(stranger):
            assert stranger.get(f"/{ANNA}?name={NAME}").status_code == 404
            assert (
                stranger.get("/account", headers={"Authorization": "Bearer x"}).status_code == 401
            )
            program = stranger.request("PROPFIND", "/dav/", auth=(ANNA, PASSWORD))
            assert program.status_code == 401
        self.form("/forgot", email=BEN)
        with httpx.Client(base_url=self.server.url, headers={"X-Forwarded-For": FROM}) as other:
            page = other.get("/sign-in")
            (form,) = [each for each in forms_of(page.text) if each.action == "/sign-in"]
            typed = {**form.fields, "email": ANNA, "password": PASSWORD[::-1]}
            assert other.post("/sign-in", data=typed).status_code >= 400
        self.secrets.add(PASSWORD[::-1])


def test_the_log_of_a_whole_visit_tells_nothing_about_anybody(server: ServerProcess) -> None:
    anna = Visitor(server)
    with contextlib.closing(anna.http):
        anna.sign_up()
        anna.sign_in()
        anna.share(anna.sync())
        anna.listen()
        anna.be_refused()
    server.stop()
    log = server.log.read_text(encoding="utf-8")
    told = [secret for secret in sorted(anna.secrets) if secret.lower() in log.lower()]
    assert told == []
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    events = {line["event"].partition(":")[0] for line in lines}
    assert {"listening", "request", "socket", "a letter was sent"} <= events
    by_route = {(line["route"], line["status"]) for line in lines if line["event"] == "request"}
    assert {
        ("/sign-up", 200), ("/sync/push", 200), ("/sync/push", 403), ("/feeds/{token}.ics", 200),
        ("/spaces/{space}/invitations", 200), ("unmatched", 404), ("/account", 401),
    } <= by_route  # fmt: skip
    for line in lines:
        assert "127.0.0.1" not in json.dumps(line) or line["event"] == "listening"
