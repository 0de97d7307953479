"""App passwords on the account's page: made with a name, shown once, revoked alone."""

import base64
import re

import pytest
from sqlalchemy import select

from sync_server.accounts import app_passwords
from sync_server.accounts.tables import APP_PASSWORD
from sync_server.kit import clock
from sync_server.kit.secret import hash_of
from tests.sync_server.visiting import PASSWORD, Browser, Server

ANNA = "anna@example.org"


@pytest.fixture
def anna(server: Server, browser: Browser) -> str:
    """Anna, signed in."""
    person = server.person()
    browser.sign_in()
    return person


def made(browser: Browser, name: str = "Phone") -> str:
    """A new app password, as its page shows it."""
    browser.open("/app-passwords")
    page = browser.send("/app-passwords", name=name)
    found = re.search(r'class="code secret">([\w-]+)<', page.text)
    assert found, page.text
    return found[1]


def asked(server: Server, user: str, secret: str):
    """What the calendars say to who comes with these."""
    pair = base64.b64encode(f"{user}:{secret}".encode()).decode()
    return server.ask("OPTIONS", "/dav/", headers={"Authorization": f"Basic {pair}"})


def test_a_password_is_shown_once_and_kept_as_a_hash(
    server: Server, browser: Browser, anna: str
) -> None:
    secret = made(browser)
    assert len(secret) == 43
    assert secret not in browser.open("/app-passwords").text
    rows = server.read(lambda c: c.execute(select(APP_PASSWORD)).mappings().all())
    assert [(row["person"], row["name"], row["hash"]) for row in rows] == [
        (anna, "Phone", hash_of(secret))
    ]
    assert secret not in str(rows)


def test_the_page_says_where_to_and_as_whom(browser: Browser, server: Server, anna: str) -> None:
    made(browser)
    assert server.settings.issuer in browser.page.text
    assert ANNA in browser.page.text
    assert "<script" not in browser.page.text


def test_a_password_without_a_name_is_refused_in_place(browser: Browser, anna: str) -> None:
    browser.open("/app-passwords")
    page = browser.send("/app-passwords", name="  ")
    assert page.status_code == 400
    assert "A name is missing" in page.text


def test_a_revoked_password_lets_nobody_in(server: Server, browser: Browser, anna: str) -> None:
    phone, laptop = made(browser), made(browser, "Laptop")
    assert asked(server, ANNA, phone).status_code == 200
    assert asked(server, ANNA, laptop).status_code == 200
    listed = server.read(lambda c: app_passwords.all_of(c, anna))
    of_phone = next(one.id for one in listed if one.name == "Phone")
    browser.open("/app-passwords")
    page = browser.send("/app-passwords/revoke", id=of_phone)
    assert "Revoked" in page.text
    assert "Phone" not in page.text
    assert asked(server, ANNA, phone).status_code == 401
    assert asked(server, ANNA, laptop).status_code == 200


def test_nobody_revokes_what_is_another_persons(
    server: Server, browser: Browser, anna: str
) -> None:
    bert = server.person("bert@example.org")
    secret = server.write(lambda c: app_passwords.add(c, bert, "Tablet", clock.now()))
    (his,) = server.read(lambda c: app_passwords.all_of(c, bert))
    made(browser)
    browser.open("/app-passwords")
    assert browser.send("/app-passwords/revoke", id=his.id).status_code == 404
    assert asked(server, "bert@example.org", secret).status_code == 200
    assert asked(server, ANNA, secret).status_code == 401


def test_a_last_use_is_shown(server: Server, browser: Browser, anna: str) -> None:
    secret = made(browser)
    assert "not used yet" in browser.open("/app-passwords").text
    asked(server, ANNA, secret)
    server.run(server.app.state.door.write_down())
    assert "last used 20" in browser.open("/app-passwords").text


def test_another_password_of_the_account_revokes_them_all(
    server: Server, browser: Browser, anna: str
) -> None:
    secret = made(browser)
    assert asked(server, ANNA, secret).status_code == 200
    browser.open("/")
    browser.send("/password", password=PASSWORD, new_password="seven green lanterns hum")
    assert asked(server, ANNA, secret).status_code == 401


def test_a_signed_out_visitor_is_sent_to_sign_in_first(browser: Browser, server: Server) -> None:
    server.person()
    assert "/sign-in" in str(browser.open("/app-passwords").url)
    browser.send("/sign-in", email=ANNA, password=PASSWORD)
    assert str(browser.page.url).endswith("/app-passwords")


def test_what_is_wrong_is_never_told(server: Server, browser: Browser, anna: str) -> None:
    secret = made(browser)
    wrong = [
        asked(server, ANNA, "x" * 43),
        asked(server, "nobody@example.org", "x" * 43),
        asked(server, "nobody@example.org", secret),
        asked(server, ANNA, PASSWORD),
    ]
    assert {answer.status_code for answer in wrong} == {401}
    assert len({answer.content for answer in wrong}) == 1
    assert {answer.headers["www-authenticate"] for answer in wrong} == {
        'Basic realm="Paddock", charset="UTF-8"'
    }


@pytest.mark.parametrize(
    "header", ["", "Basic", "Basic ???", "Basic QQ==", "Bearer abc", "x" * 900]
)
def test_a_header_that_is_none_lets_nobody_in(server: Server, header: str) -> None:
    answer = server.ask("OPTIONS", "/dav/", headers={"Authorization": header} if header else {})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Basic")


def test_who_tries_on_and_on_is_slowed_and_the_right_one_is_not(
    server: Server, browser: Browser, anna: str
) -> None:
    secret = made(browser)
    tried = [asked(server, ANNA, f"{n:043}").status_code for n in range(62)]
    assert tried[-1] == 429
    assert tried[0] == 401
    assert asked(server, ANNA, secret).status_code == 200
