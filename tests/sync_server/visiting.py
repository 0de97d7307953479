"""A server in this process, browsers that fill in its pages, and devices that ask it for tokens."""

from __future__ import annotations

import asyncio
import base64
import email
import email.policy
import hashlib
import secrets
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import httpx
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Connection

from sync_server.accounts import service as accounts
from sync_server.accounts.passwords import Passwords
from sync_server.app import create_app, prepare
from sync_server.kit import clock
from sync_server.kit.working import Worker
from sync_server.mail.service import JOB as LETTER
from sync_server.oauth.service import pair_code
from sync_server.settings import Settings

T = TypeVar("T")
PASSWORD = "lamp ocean ticket rubber"
CALLBACK = "http://127.0.0.1:49152/callback"
PAIR = "urn:paddock:params:oauth:grant-type:pair"
DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
QUICK = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1)


class Server:
    """The application over its database, asked without a network."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.app = create_app(settings)
        self.app.state.passwords = Passwords(QUICK)
        self.database = self.app.state.database
        prepare(self.database)
        self._runner = asyncio.Runner()

    def run(self, work: Awaitable[T]) -> T:
        """Wait for something that the server does."""

        async def waited() -> T:
            return await work

        return self._runner.run(waited())

    def client(self, address: str = "127.0.0.1") -> httpx.AsyncClient:
        """Somebody who calls from an address."""
        transport = httpx.ASGITransport(self.app, client=(address, 50_000))
        return httpx.AsyncClient(transport=transport, base_url=self.settings.issuer)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """One request without a browser."""

        async def asked() -> httpx.Response:
            async with self.client() as client:
                return await client.request(method, path, **more)

        return self.run(asked())

    def at_once(self, requests: list[tuple[str, dict[str, str]]]) -> list[httpx.Response]:
        """Forms that are sent side by side."""

        async def asked() -> list[httpx.Response]:
            async with self.client() as client:
                return await asyncio.gather(
                    *(client.post(path, data=fields) for path, fields in requests)
                )

        return self.run(asked())

    def write(self, work: Callable[[Connection], T]) -> T:
        """Something that whoever runs the server does."""
        with self.database.write() as connection:
            return work(connection)

    def read(self, work: Callable[[Connection], T]) -> T:
        """A look into the database."""
        with self.database.read() as connection:
            return work(connection)

    def person(self, address: str = "anna@example.org", password: str = PASSWORD) -> str:
        """An account."""
        hashed = self.run(self.app.state.passwords.hash(password))
        return self.write(
            lambda c: accounts.add_person(c, address, address.split("@")[0], hashed, clock.now())
        )

    def token(self, grant: str, **fields: str) -> httpx.Response:
        """What the token endpoint says."""
        form = {"grant_type": grant, "client_id": "paddock-desktop", **fields}
        return self.ask("POST", "/oauth/token", data=form)

    def paired(self, person: str, device: str = "0123456789abcdef", **more: str) -> dict[str, Any]:
        """The tokens of a device that was paired."""
        code = self.write(lambda c: pair_code(c, person, clock.now()))
        answer = self.token(PAIR, pair_code=code, device=device, **more)
        assert answer.status_code == 200, answer.text
        tokens: dict[str, Any] = answer.json()
        return tokens

    def refresh(self, token: str, device: str = "0123456789abcdef") -> httpx.Response:
        """What a refresh says."""
        return self.token("refresh_token", refresh_token=token, device=device)

    def account(self, tokens: dict[str, Any], method: str = "GET", path: str = "", **more: Any):
        """A request about the account, with a device's token."""
        headers = {"Authorization": f"Bearer {tokens['access_token']}"}
        return self.ask(method, f"/account{path}", headers=headers, **more)

    def letters(self) -> list[EmailMessage]:
        """All letters so far, sent now if they wait."""

        async def send() -> None:
            await Worker(self.database, {LETTER: self.app.state.handlers[LETTER]}).drain()

        self.run(send())
        files = sorted((self.settings.data / "mail").glob("*.eml"))
        return [
            email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            for file in files
        ]

    def code(self) -> str:
        """The code of the last letter."""
        text = plain(self.letters()[-1])
        return next(line for line in text.splitlines() if line.isdigit())

    def close(self) -> None:
        """Stop."""
        self._runner.close()
        self.database.close()


@contextmanager
def serving(settings: Settings) -> Iterator[Server]:
    """A server, closed at the end."""
    server = Server(settings)
    try:
        yield server
    finally:
        server.close()


def plain(letter: EmailMessage) -> str:
    """The plain text of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    return body.get_content()


@dataclass
class Form:
    """A form of a page: where it goes, what is in it."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[str] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(said["action"]))
        elif tag == "input" and self.forms:
            self.forms[-1].fields[said["name"]] = said.get("value", "")


def forms_of(html: str) -> list[Form]:
    """The forms of a page."""
    return _Forms(html).forms


class Browser:
    """Somebody with a browser: keeps cookies, follows 303, fills in forms."""

    def __init__(self, server: Server, language: str = "en", address: str = "127.0.0.1") -> None:
        self.server = server
        self.client = server.client(address)
        self.client.headers["Accept-Language"] = language
        self.page = httpx.Response(200)

    def open(self, address: str) -> httpx.Response:
        """Go there, and on as far as our pages send one."""
        return self._follow(self.server.run(self.client.get(address)))

    def send(self, action: str, **typed: str) -> httpx.Response:
        """Fill in the page's form that goes there, and send it."""
        forms = [form for form in forms_of(self.page.text) if form.action == action]
        assert forms, f"no form for {action}: {self.page.text}"
        fields = {**forms[0].fields, **typed}
        return self._follow(self.server.run(self.client.post(action, data=fields)))

    def sign_in(self, address: str = "anna@example.org", password: str = PASSWORD):
        """Type address and password."""
        self.open("/sign-in")
        return self.send("/sign-in", email=address, password=password)

    def form_token(self) -> dict[str, str]:
        """What proves that a form is of the page that is open."""
        return {"form_token": forms_of(self.page.text)[0].fields["form_token"]}

    def _follow(self, answer: httpx.Response) -> httpx.Response:
        while answer.status_code in (302, 303):
            assert answer.status_code == 303
            where = answer.headers["location"]
            if urlsplit(where).netloc and not where.startswith(self.server.settings.issuer):
                break
            answer = self.server.run(self.client.get(where))
        self.page = answer
        return answer


def pkce() -> tuple[str, str]:
    """A verifier and its challenge."""
    verifier = secrets.token_urlsafe(32)
    digest = hashlib.sha256(verifier.encode()).digest()
    return verifier, base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def authorize_address(challenge: str, **more: str) -> str:
    """The address that the app opens in the browser."""
    fields = {
        "response_type": "code",
        "client_id": "paddock-desktop",
        "redirect_uri": CALLBACK,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "state": "xyz",
        **more,
    }
    return f"/oauth/authorize?{httpx.QueryParams(fields)}"


def answered(response: httpx.Response) -> dict[str, str]:
    """What came to the app's redirect."""
    assert response.status_code == 303, response.text
    where = urlsplit(response.headers["location"])
    assert f"{where.scheme}://{where.netloc}{where.path}" == CALLBACK
    return {name: values[0] for name, values in parse_qs(where.query).items()}
