"""What other sites, forged headers and hostile names try at the pages, over all of them."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from garage.ids import new_id
from resources import path
from sync_server.accounts import people
from sync_server.app import ROUTERS
from sync_server.kit import clock
from sync_server.oauth import devices
from sync_server.settings import Settings
from sync_server.spaces import service as spaces
from sync_server.spaces.tables import SPACE
from sync_server.web.pages import PageRoute
from tests.sync_server.templates import with_tables
from tests.sync_server.visiting import (
    DEVICE_CODE,
    PASSWORD,
    Browser,
    Server,
    authorize_address,
    forms_of,
    pkce,
    plain,
)

ANNA = "anna@example.org"
NEW = "seven green lanterns hum"
DEVICE = "0123456789abcdef"
MARKUP = "\"'><img src=x onerror=alert(1)><a href='javascript:x'>{{7*7}}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """One database: pages are the same over any."""
    return Settings(with_tables(tmp_path / "server"))


def pages(method: str) -> list[str]:
    """The addresses of all pages that answer to a method."""
    routes = [route for router in ROUTERS for route in router.routes]
    found = [r.path for r in routes if isinstance(r, PageRoute) and method in (r.methods or ())]
    return sorted(path.replace("{token}", "x").replace("{code}", "x") for path in found)


@pytest.mark.parametrize("action", pages("POST"))
def test_no_form_of_ours_is_taken_from_elsewhere(server: Server, action: str) -> None:
    server.person()
    browser = Browser(server)
    browser.sign_in()
    fields = {**browser.form_token(), "email": ANNA, "password": PASSWORD}
    here = server.settings.issuer

    def send(given: dict[str, str], **headers: str) -> int:
        answer = server.run(browser.client.post(action, data=given, headers=headers))
        return answer.status_code

    assert send({**fields, "form_token": "x"}) == 403, "without the page's token"
    assert send({name: fields[name] for name in fields if name != "form_token"}) == 403
    for foreign in ("https://evil.example", "null", f"{here}.evil.example", "", "x", "http://["):
        assert send(fields, Origin=foreign) == 403, foreign
    for site in ("cross-site", "same-site"):
        assert send(fields, **{"Sec-Fetch-Site": site}) == 403
    assert send(fields, Origin=here, **{"Sec-Fetch-Site": "same-origin"}) != 403


def test_a_server_that_is_reached_by_another_name_takes_its_forms(server: Server) -> None:
    server.person()
    browser = Browser(server)
    named = {"Origin": "http://paddock.lan:8765", "Host": "Paddock.lan:8765"}
    browser.client.headers.update(named)
    assert "Your account" in browser.sign_in().text


@pytest.mark.parametrize("address", pages("GET"))
def test_no_page_is_kept_framed_or_given_script(server: Server, address: str) -> None:
    server.person()
    browser = Browser(server)
    browser.sign_in()
    shown = server.run(browser.client.get(address))
    if address.startswith("/style"):
        assert shown.headers["content-type"].startswith("text/css")
        return
    assert shown.headers["cache-control"] == "no-store"
    assert shown.headers["x-frame-options"] == "DENY"
    assert shown.headers["referrer-policy"] == "same-origin"
    if shown.status_code != 303:
        policy = shown.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy


def test_what_people_call_things_is_shown_as_they_wrote_it(server: Server) -> None:
    person = server.person()
    browser = Browser(server)
    browser.sign_in()
    server.paired(person, DEVICE, device_name=MARKUP)
    server.write(lambda c: people.rename(c, person, MARKUP))
    home = new_id(clock.now())
    server.write(lambda c: people.set_home(c, person, home))
    server.write(lambda c: spaces.make_home(c, person, home, "garage", clock.now()))
    server.write(lambda c: c.execute(SPACE.update().values(name=MARKUP)))
    code = server.write(lambda c: devices.begin(c, "paddock-desktop", "", MARKUP, 2**52)).user_code
    browser.open("/app-passwords")
    shown = [browser.send("/app-passwords", name=MARKUP).text]
    shown += [browser.open(address).text for address in ("/", "/app-passwords", "/delete-account")]
    shown.append(browser.open(authorize_address(pkce()[1], state=MARKUP, login_hint=MARKUP)).text)
    browser.open("/device")
    shown.append(browser.send("/device", user_code=code).text)
    for text in shown:
        assert "&gt;&lt;img src=x" in text
        assert "{{7*7}}" in text
        assert "<img" not in text
        assert "'javascript:x'" not in text
    quoted = browser.client.build_request("GET", "/join/x", params={"next": MARKUP}).url.query
    for address in ("/sign-in", "/sign-up", "/forgot", "/join/%3Cimg%3E", "/device"):
        assert "<img" not in browser.open(f"{address}?{quoted.decode()}").text


def test_no_template_lets_what_people_wrote_be_more_than_text() -> None:
    ours = {"style", "back", "forgot", "sign_up"}
    for file in path("pages").glob("*.html"):
        text = file.read_text("utf-8")
        assert not re.search(r"\|\s*safe|autoescape|Markup|<script|\son\w+=|style=", text), file
        for tag in re.findall(r"<\w[^<]*?>", re.sub(r"{%.*?%}", "", text)):
            bare = re.sub(r'"(?:{{.*?}}|[^"])*"', '""', tag)
            assert "{{" not in bare, f"{file.name}: not within quotes: {tag}"
            for led in re.findall(r'(?:href|src|action)="([^"]*)"', tag):
                # An address of theirs might be javascript:, one within ours is not.
                assert led.startswith("/") or led.strip("{ }") in ours, f"{file.name}: {tag}"


def test_no_link_is_made_of_what_a_request_calls_the_server(server: Server) -> None:
    server.person()
    evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil"}
    for address in ("/sign-in/", "/account/", "/app-passwords/", "/oauth/token/", "/join/x/"):
        answer = server.ask("GET", address, headers=evil)
        assert answer.status_code == 404
        assert "location" not in answer.headers
    browser = Browser(server)
    browser.client.headers.update(evil)
    browser.open("/forgot")
    browser.send("/forgot", email=ANNA)
    browser.open("/sign-up")
    browser.send("/sign-up", email=ANNA, name="Anna", password=PASSWORD)
    for letter in server.letters():
        assert "evil" not in plain(letter)
    form = {"client_id": "paddock-desktop"}
    told = server.ask("POST", "/oauth/device_authorization", data=form, headers=evil)
    assert told.json()["verification_uri"] == f"{server.settings.issuer}/device"
    known = server.ask("GET", "/.well-known/oauth-authorization-server", headers=evil)
    assert "evil" not in known.text


def test_signing_in_gives_another_cookie_and_ends_the_one_before(server: Server) -> None:
    server.person()
    browser = Browser(server)
    browser.open("/sign-in")
    chosen = {"Cookie": f"paddock=chosen; paddock-form={browser.client.cookies['paddock-form']}"}
    fields = {**browser.form_token(), "email": ANNA, "password": PASSWORD}
    answer = server.ask("POST", "/sign-in", data=fields, headers=chosen)
    assert answer.status_code == 303
    assert answer.cookies["paddock"] != "chosen"
    browser.sign_in()
    first = browser.client.cookies["paddock"]
    browser.sign_in()
    kept = Browser(server)
    kept.client.cookies.set("paddock", first)
    assert "E-mail address" in kept.open("/").text, "it has to sign in"


def test_signing_out_all_devices_leaves_no_other_browser_in(server: Server) -> None:
    tokens = server.paired(server.person(), DEVICE)
    here, elsewhere = Browser(server), Browser(server)
    elsewhere.sign_in()
    here.sign_in()
    server.paired(server.read(lambda c: people.person_by_email(c, ANNA) or ""), "f" * 16)
    form = next(
        form for form in forms_of(here.open("/").text)
        if form.action == "/devices/sign-out" and "session" not in form.fields
    )  # fmt: skip
    server.run(here.client.post(form.action, data=form.fields))
    assert "Your account" in here.open("/").text
    assert "E-mail address" in elsewhere.open("/").text, "it has to sign in"
    assert server.account(tokens).status_code == 401
    # The same where a device asks for it.
    tokens = server.paired(server.read(lambda c: people.person_by_email(c, ANNA) or ""), DEVICE)
    assert server.account(tokens, "POST", "/devices/sign-out").status_code == 200
    assert "E-mail address" in here.open("/").text, "it has to sign in"


def test_what_was_let_in_and_not_yet_fetched_is_worth_nothing_after_another_password(
    server: Server,
) -> None:
    server.person()
    thief, anna = Browser(server), Browser(server)
    thief.sign_in()
    begun = server.ask(
        "POST", "/oauth/device_authorization", data={"client_id": "paddock-desktop"}
    ).json()
    thief.open("/device")
    thief.send("/device", user_code=begun["user_code"])
    thief.send("/device", decision="yes")
    verifier, challenge = pkce()
    thief.open(authorize_address(challenge))
    code = thief.send("/oauth/authorize", decision="yes").headers["location"]
    anna.sign_in()
    anna.send("/password", password=PASSWORD, new_password=NEW)
    polled = server.token(DEVICE_CODE, device_code=begun["device_code"])
    assert polled.json()["error"] == "access_denied"
    fetched = server.token(
        "authorization_code",
        code=code.partition("code=")[2].partition("&")[0],
        redirect_uri="http://127.0.0.1:49152/callback",
        code_verifier=verifier,
    )
    assert fetched.json()["error"] == "invalid_grant"


def statements(server: Server, work: Callable[[], Any]) -> list[str]:
    """What the database is asked meanwhile."""
    asked: list[str] = []

    def hear(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(server.database.engine, "before_cursor_execute", hear)
    try:
        work()
    finally:
        event.remove(server.database.engine, "before_cursor_execute", hear)
    return asked


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("/forgot", {}),
        ("/sign-up", {"name": "Quinn", "password": PASSWORD}),
        ("/sign-in", {"password": NEW}),
    ],
)
def test_an_unknown_address_is_as_much_work_as_a_known_one(
    server: Server, page: str, fields: dict[str, str]
) -> None:
    server.person()
    work: list[list[str]] = []
    hashed: list[int] = []
    keep = server.app.state.passwords
    verify, make = keep._hash.verify, keep._hash.hash
    keep._hash.verify = lambda *said: hashed.append(1) or verify(*said)
    keep._hash.hash = lambda *said: hashed.append(2) or make(*said)
    for n, address in enumerate(("first@example.org", ANNA, "nobody@example.org")):
        browser = Browser(server, address=f"10.0.0.{n}")
        browser.open(page)
        hashed.clear()

        def send(browser: Browser = browser, address: str = address) -> None:
            browser.send(page, email=address, **fields)
            # The letter's job is work as well, which whoever asks next would feel.
            server.letters()

        work.append([*map(str, hashed), *statements(server, send), *map(str, hashed)])
    assert work[1] == work[2]
    assert len(server.letters()) == {"/forgot": 1, "/sign-up": 3, "/sign-in": 0}[page]


def test_cookies_of_a_server_with_https_belong_to_it_alone(tmp_path: Path) -> None:
    settings = replace(Settings(with_tables(tmp_path / "https")), base_url="https://garage.example")
    server = Server(settings)
    try:
        server.person()
        browser = Browser(server)
        browser.open("/sign-in")
        fields = {**browser.form_token(), "email": ANNA, "password": PASSWORD}
        answer = server.run(browser.client.post("/sign-in", data=fields))
        for cookie in answer.headers.get_list("set-cookie"):
            assert cookie.startswith("__Host-")
            said = {part.strip().lower() for part in cookie.split(";")}
            assert {"httponly", "secure", "samesite=lax", "path=/"} <= said
            assert "domain" not in cookie.lower()
        assert "max-age" in answer.headers["strict-transport-security"]
    finally:
        server.close()
