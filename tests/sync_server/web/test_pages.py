"""The pages: strict headers, no scripts, forms that only we send, two languages."""

import json
import re
from pathlib import Path

import pytest

from resources import path
from sync_server.kit.words import chosen
from sync_server.settings import Settings
from sync_server.web import style
from sync_server.web.pages import way_on
from tests.sync_server.templates import with_tables
from tests.sync_server.visiting import PASSWORD, Browser, Server


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """One database: pages are the same over any."""
    return Settings(with_tables(tmp_path / "server"))


PAGES = ["/sign-in", "/sign-up", "/sign-up/code", "/forgot", "/forgot/code", "/device/done"]
NEW = "seven green lanterns hum"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_strict_headers_and_no_script(browser: Browser, address: str) -> None:
    page = browser.open(address)
    assert page.status_code == 200
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert re.search(r'href="(/style\.\w+\.css)"', page.text)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(
    server: Server, browser: Browser
) -> None:
    from dataclasses import replace

    server.person()
    answer = browser.open("/sign-in")
    cookie = answer.headers["set-cookie"].lower()
    assert {"httponly", "path=/", "samesite=lax"} <= set(cookie.split("; "))
    server.app.state.settings = replace(server.settings, base_url="https://garage.example")
    cookie = server.ask("GET", "/sign-in").headers["set-cookie"]
    assert cookie.startswith("__Host-paddock-form=")
    assert "secure" in cookie.lower()


@pytest.mark.parametrize("address", ["/sign-in", "/sign-up", "/forgot", "/sign-out", "/device"])
def test_a_form_without_its_token_is_refused(server: Server, address: str) -> None:
    server.person()
    fields = {"email": "anna@example.org", "password": PASSWORD, "form_token": "x"}
    assert server.ask("POST", address, data=fields).status_code == 403


def test_the_token_of_one_browser_is_worth_nothing_in_another(server: Server) -> None:
    one, other = Browser(server), Browser(server)
    page = one.open("/sign-in").text
    token = re.search(r'name="form_token" value="(\w+)"', page)
    other.open("/sign-in")
    forged = server.run(other.client.post("/sign-in", data={"form_token": token[1]}))
    assert forged.status_code == 403


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/account", "javascript:x", ""],
)
def test_signing_in_leads_to_our_own_pages_alone(address: str) -> None:
    assert way_on(address) == "/"


def test_the_visitors_language_is_spoken(server: Server) -> None:
    assert "Passwort" in Browser(server, "de-AT,de;q=0.9,en;q=0.8").open("/sign-in").text
    assert "Password" in Browser(server, "fr,en;q=0.5").open("/sign-in").text
    german = Browser(server, "de")
    german.open("/forgot")
    assert german.send("/forgot", email="nichts").text.count("E-Mail-Adresse") >= 1


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("fr-FR, de;q=0.3, en;q=0.2", "de"),
        ("en;q=0.5, de;q=0.9", "de"),
        ("de;q=0", "en"),
        ("de;q=x", "en"),
        (";;;,,,=", "en"),
    ],
)
def test_a_language_is_chosen_as_the_browser_likes(accepted: str, language: str) -> None:
    assert chosen(accepted) == language


def marked() -> set[str]:
    """Every text of templates and of the rooms with pages."""
    root = path("pages").parent.parent / "sync_server"
    template = re.compile(r'_\("((?:[^"\\]|\\.)*)"\)')
    code = re.compile(r'N_\(\s*"((?:[^"\\]|\\.)*)"\s*\)')
    found: set[str] = set()
    for folder in ("pages", "letters"):
        for file in path(folder).iterdir():
            found |= set(template.findall(file.read_text("utf-8")))
    for file in root.rglob("*.py"):
        found |= set(code.findall(file.read_text("utf-8")))
    return found


def test_every_text_has_its_german_with_the_same_places() -> None:
    german = json.loads(path("words", "de.json").read_text("utf-8"))
    assert marked() - set(german) == set()
    places = re.compile(r"\{\w+\}")
    odd = [
        text
        for text, translated in german.items()
        if set(places.findall(text)) != set(places.findall(translated))
    ]
    assert odd == []


def test_the_sheet_has_the_apps_colours_light_and_dark(server: Server) -> None:
    tokens = json.loads(path("themes", "tokens.json").read_text("utf-8"))
    sheet = server.ask("GET", f"/style.{style.version()}.css")
    assert sheet.headers["content-type"].startswith("text/css")
    for scheme in ("light", "dark"):
        assert f"--accent:{tokens['colour'][scheme]['accent']}" in sheet.text
    used = set(re.findall(r"var\(--([\w-]+)\)", sheet.text))
    assert used <= set(re.findall(r"--([\w-]+):", sheet.text))


def test_the_link_of_an_invitation_shows_its_code_and_takes_nothing(browser: Browser) -> None:
    assert "ABCD-EFGH" in browser.open("/join/ABCD-EFGH").text
    assert "<form" not in browser.page.text


def test_the_home_page_lists_devices_and_signs_them_out(server: Server, browser: Browser) -> None:
    person = server.person()
    tokens = server.paired(person, device_name="<b>Laptop</b>", zone="Europe/Berlin")
    browser.sign_in()
    assert "&lt;b&gt;Laptop&lt;/b&gt;" in browser.page.text
    assert "Berlin time · network 127.0.0.x" in browser.page.text
    assert "Signed out" in browser.send("/devices/sign-out").text
    assert server.account(tokens).status_code == 401


def test_a_password_is_changed_by_who_knows_it_and_this_browser_stays(
    server: Server, browser: Browser
) -> None:
    tokens = server.paired(server.person())
    browser.sign_in()
    wrong = browser.send("/password", password=NEW, new_password=NEW)
    assert "not your password" in wrong.text
    done = browser.send("/password", password=PASSWORD, new_password=NEW)
    assert "The new password is kept" in done.text
    assert server.account(tokens).status_code == 401
    assert Browser(server).sign_in(password=NEW).status_code == 200


def test_signing_out_of_the_pages_ends_the_cookie(server: Server, browser: Browser) -> None:
    server.person()
    browser.sign_in()
    stolen = dict(browser.client.cookies)
    browser.send("/sign-out")
    thief = Browser(server)
    thief.client.cookies.update(stolen)
    assert "E-mail address" in thief.open("/").text, "it has to sign in"


def test_a_style_sheet_of_another_day_is_not_kept(server: Server) -> None:
    todays = server.ask("GET", f"/style.{style.version()}.css")
    assert "immutable" in todays.headers["cache-control"]
    other = server.ask("GET", "/style.000000000000.css")
    assert (other.status_code, other.headers["cache-control"]) == (200, "no-store")
    assert other.text == todays.text


def test_head_is_answered_as_get_is(server: Server) -> None:
    for address in ("/sign-in", "/", "/join/abc", "/device", f"/style.{style.version()}.css"):
        get, head = server.ask("GET", address), server.ask("HEAD", address)
        assert head.status_code == get.status_code != 405, address
        for name in ("content-type", "cache-control", "location"):
            assert head.headers.get(name) == get.headers.get(name), (address, name)
