"""The authorization endpoint: whom it trusts with an answer, and what it asks before."""

from pathlib import Path

import pytest

from sync_server.accounts.tables import BROWSER
from sync_server.settings import Settings
from tests.sync_server.templates import with_tables
from tests.sync_server.visiting import Browser, Server, answered, authorize_address, pkce

CHALLENGE = pkce()[1]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """One database: what is asked here is the same over any."""
    return Settings(with_tables(tmp_path / "server"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_id": "nobody"},
        {"redirect_uri": ""},
        {"redirect_uri": "http://127.0.0.1:5000/elsewhere"},
        {"redirect_uri": "http://127.0.0.1:5000/callback?x=1"},
        {"redirect_uri": "http://127.0.0.1:5000/callback#x"},
        {"redirect_uri": "http://anna@127.0.0.1:5000/callback"},
        {"redirect_uri": "http://127.0.0.1.example.org:5000/callback"},
        {"redirect_uri": "http://127.0.0.1:5000@example.org/callback"},
        {"redirect_uri": "https://127.0.0.1:5000/callback"},
        {"redirect_uri": "http://localhost:5000/callback"},
        {"redirect_uri": "http://127.0.0.1:99999/callback"},
        {"redirect_uri": "http://127.0.0.1:05000/callback"},
        *(
            {"redirect_uri": address}
            for address in (
                "HTTP://127.0.0.1:5000/callback",
                "//127.0.0.1:5000/callback",
                "http://127.1:5000/callback",
                "http://2130706433:5000/callback",
                "http://127.0.0.1.:5000/callback",
                "http://127。0。0。1:5000/callback",
                "http://[::ffff:127.0.0.1]:5000/callback",
                "http://[::1%25lo]:5000/callback",
                "http://127.0.0.1:٥٠٠٠/callback",
                "http://127.0.0.1:+5000/callback",
                "http://127.0.0.1:/callback",
                "http://127.0.0.1:0/callback",
                "http://127.0.0.1:5000\t/callback",
                "http://127.0.0.1:5000/callback\n",
                "http://:@127.0.0.1:5000/callback",
                "http://127.0.0.1:5000\\@evil.example/callback",
                "http://127.0.0.1:5000/callback/",
                "http://127.0.0.1:5000/./callback",
                "http://127.0.0.1:5000/%63allback",
                "http://127.0.0.1:5000/callback;x",
                "javascript://127.0.0.1:5000/callback",
                "http://127.0.0.1:5000?/callback",
            )
        ),
    ],
)
def test_an_answer_goes_nowhere_else_than_to_the_client(
    server: Server, wrong: dict[str, str]
) -> None:
    answer = server.ask("GET", authorize_address(CHALLENGE, **wrong))
    assert answer.status_code == 400
    assert "location" not in answer.headers
    assert "That did not work" in answer.text


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"prompt": "none"}, "login_required"),
        ({"max_age": "soon"}, "invalid_request"),
    ],
)
def test_a_wrong_request_is_answered_at_the_redirect_with_the_issuer(
    server: Server, wrong: dict[str, str], error: str
) -> None:
    answer = answered(server.ask("GET", authorize_address(CHALLENGE, **wrong)))
    assert answer["error"] == error
    assert (answer["state"], answer["iss"]) == ("xyz", server.settings.issuer)


def test_a_parameter_that_comes_twice_is_refused(server: Server) -> None:
    address = authorize_address(CHALLENGE) + "&state=other"
    assert server.ask("GET", address).status_code == 400


def test_the_page_asks_who_is_signed_in_and_no_other_site_may_frame_it(
    server: Server, browser: Browser
) -> None:
    server.person()
    browser.open(authorize_address(CHALLENGE))
    assert "Sign in" in browser.page.text
    page = browser.send("/sign-in", email="anna@example.org", password="lamp ocean ticket rubber")
    assert "anna@example.org" in page.text
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "form-action 'self' http://127.0.0.1:49152;" in policy
    assert page.headers["cache-control"] == "no-store"
    assert "<script" not in page.text


def test_no_is_an_answer_too(server: Server, browser: Browser) -> None:
    server.person()
    browser.sign_in()
    browser.open(authorize_address(CHALLENGE))
    assert answered(browser.send("/oauth/authorize", decision="no"))["error"] == "access_denied"


def test_a_yes_from_another_site_counts_for_nothing(server: Server, browser: Browser) -> None:
    server.person()
    browser.sign_in()
    fields = dict(part.split("=") for part in authorize_address(CHALLENGE).split("?")[1].split("&"))
    forged = server.run(browser.client.post("/oauth/authorize", data={**fields, "decision": "yes"}))
    assert forged.status_code == 403
    browser.open(authorize_address(CHALLENGE))
    browser.client.headers["Sec-Fetch-Site"] = "cross-site"
    assert browser.send("/oauth/authorize", decision="yes").status_code == 403


@pytest.mark.parametrize("wish", [{"prompt": "login"}, {"max_age": "300"}])
def test_an_old_log_in_is_renewed_where_the_app_asks_for_it(
    server: Server, browser: Browser, wish: dict[str, str]
) -> None:
    server.person()
    browser.sign_in()
    server.write(lambda c: c.execute(BROWSER.update().values(auth_time=BROWSER.c.auth_time - 999)))
    page = browser.open(authorize_address(CHALLENGE, **wish))
    assert "current-password" in page.text
    browser.send("/sign-in", email="anna@example.org", password="lamp ocean ticket rubber")
    assert "code" in answered(browser.send("/oauth/authorize", decision="yes"))


def test_another_account_can_be_taken_and_the_request_goes_on(
    server: Server, browser: Browser
) -> None:
    server.person()
    server.person("ben@example.org")
    browser.sign_in()
    browser.open(authorize_address(CHALLENGE))
    browser.send("/sign-out")
    page = browser.send("/sign-in", email="ben@example.org", password="lamp ocean ticket rubber")
    assert "ben@example.org" in page.text
    assert "code" in answered(browser.send("/oauth/authorize", decision="yes"))
