"""Signing up, signing in, setting a new password: as somebody with a browser and a mailbox."""

import pytest

from sync_server.accounts.tables import CHALLENGE, PERSON
from sync_server.kit.rates import Rates
from tests.sync_server.visiting import PASSWORD, Browser, Server, plain

ANNA = "anna@example.org"
NEW = "seven green lanterns hum"


def sign_up(browser: Browser, email: str = ANNA, name: str = "Anna", password: str = PASSWORD):
    browser.open("/sign-up")
    return browser.send("/sign-up", email=email, name=name, password=password)


def forget(browser: Browser, email: str = ANNA):
    browser.open("/forgot")
    return browser.send("/forgot", email=email)


def without_token(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "form_token" not in line)


def people(server: Server) -> list[str]:
    return [row.email for row in server.read(lambda c: c.execute(PERSON.select()).all())]


def test_an_account_is_made_once_the_code_of_the_mail_is_typed(
    server: Server, browser: Browser
) -> None:
    assert "Look into your mail" in sign_up(browser).text
    assert people(server) == []
    code = server.code()
    home = browser.send("/sign-up/code", code=f" {code[:4]} {code[4:]} ")
    assert "Your account" in home.text
    assert ANNA in home.text
    assert people(server) == [ANNA]
    assert "Your account" in Browser(server).sign_in().text


def test_the_address_that_is_known_gets_another_letter_and_the_page_is_the_same(
    server: Server, browser: Browser
) -> None:
    server.person()
    known = sign_up(browser).text
    stranger = Browser(server)
    unknown = sign_up(stranger, "ben@example.org").text
    assert without_token(known) == without_token(unknown)
    letters = server.letters()
    assert "You have an account" in letters[0]["subject"]
    assert not any(line.isdigit() for line in plain(letters[0]).splitlines())


def test_a_code_works_in_the_browser_that_asked_for_it_alone(
    server: Server, browser: Browser
) -> None:
    sign_up(browser)
    thief = Browser(server)
    thief.open("/sign-up/code")
    assert "does not fit" in thief.send("/sign-up/code", code=server.code()).text
    assert people(server) == []


def test_a_code_is_over_after_six_wrong_ones(server: Server, browser: Browser) -> None:
    sign_up(browser)
    code = server.code()
    for _ in range(6):
        wrong = "0" * 8 if code != "0" * 8 else "1" * 8
        assert browser.send("/sign-up/code", code=wrong).status_code == 400
    assert "does not fit" in browser.send("/sign-up/code", code=code).text
    assert people(server) == []


def test_a_code_is_over_after_half_an_hour(server: Server, browser: Browser) -> None:
    sign_up(browser)
    code = server.code()
    server.write(
        lambda c: c.execute(CHALLENGE.update().values(expires=CHALLENGE.c.expires - 1_800_000))
    )
    assert "does not fit" in browser.send("/sign-up/code", code=code).text


def test_of_two_sign_ups_of_one_address_the_first_that_is_confirmed_counts(
    server: Server, browser: Browser
) -> None:
    sign_up(browser)
    mine = server.code()
    other = Browser(server)
    sign_up(other, name="Mallory", password=NEW)
    theirs = server.code()
    browser.send("/sign-up/code", code=mine)
    assert "does not fit" in other.send("/sign-up/code", code=theirs).text
    assert "Your account" in Browser(server).sign_in().text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "short"}, "shorter than 15 letters"),
        ({"password": "passwordpassword"}, "among the first that are tried"),
        ({"email": "no address"}, "no e-mail address"),
        ({"email": "a@b@c.org\nBcc: x@y.org"}, "no e-mail address"),
        ({"name": "   "}, "A name is missing"),
        ({"name": "x" * 201}, "cannot be kept"),
    ],
)
def test_what_is_wrong_is_said_in_place_and_what_was_typed_stays(
    server: Server, browser: Browser, typed: dict[str, str], said: str
) -> None:
    page = sign_up(browser, **{"email": ANNA, "name": "Anna", "password": PASSWORD, **typed})
    assert page.status_code == 400
    assert said in page.text
    if "email" not in typed:
        assert f'value="{ANNA}"' in page.text
    assert PASSWORD not in page.text
    assert server.letters() == []


def test_a_wrong_password_and_an_unknown_address_are_one_answer(
    server: Server, browser: Browser
) -> None:
    server.person()
    wrong = browser.sign_in(password=NEW)
    unknown = browser.sign_in("ben@example.org")
    assert wrong.status_code == unknown.status_code == 400
    assert "do not go together" in wrong.text
    assert wrong.text.replace(ANNA, "") == unknown.text.replace("ben@example.org", "")


def test_guessing_from_one_place_keeps_nobody_out_who_is_elsewhere(server: Server) -> None:
    server.person()
    guesser = Browser(server, address="10.0.0.1")
    for _ in range(10):
        assert guesser.sign_in(password=NEW).status_code == 400
    assert guesser.sign_in().status_code == 429
    assert "Your account" in Browser(server, address="10.0.0.2").sign_in().text


def test_guessing_is_counted_whatever_address_the_guesser_claims(server: Server) -> None:
    server.person()
    guesser = Browser(server, address="10.0.0.1")
    for n in range(10):
        guesser.client.headers["X-Forwarded-For"] = f"1.2.3.{n}"
        assert guesser.sign_in(password=NEW).status_code == 400
    guesser.client.headers["X-Forwarded-For"] = "1.2.3.99"
    assert guesser.sign_in().status_code == 429


def test_guessing_goes_on_in_no_other_process_and_after_no_restart(server: Server) -> None:
    server.person()
    guesser = Browser(server, address="10.0.0.1")
    for _ in range(10):
        guesser.sign_in(password=NEW)
    # What one process has counted in its memory, another knows nothing of.
    server.app.state.rates = Rates()
    told = guesser.sign_in()
    assert told.status_code == 429
    # The window slides: after the next has begun, a tenth of it may have to pass as well.
    assert 0 < int(told.headers["retry-after"]) <= 660


def test_guessing_at_an_account_is_slowed_down_wherever_it_comes_from(server: Server) -> None:
    server.person()
    for n in range(50):
        Browser(server, address=f"10.0.0.{n}").sign_in(password=NEW)
    told = Browser(server, address="10.0.1.1").sign_in()
    assert told.status_code == 429
    assert int(told.headers["retry-after"]) > 0
    assert "Too many tries" in told.text


def test_a_new_password_signs_out_devices_and_browsers_and_signs_nobody_in(
    server: Server, browser: Browser
) -> None:
    tokens = server.paired(server.person())
    elsewhere = Browser(server)
    elsewhere.sign_in()
    forget(browser)
    page = browser.send("/forgot/code", code=server.code(), password=NEW)
    assert "Sign in with it now" in page.text
    assert "sign-in" in str(page.url)
    assert server.account(tokens).status_code == 401
    assert server.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert "E-mail address" in elsewhere.open("/").text, "it has to sign in"
    assert "/devices" not in browser.open("/").text
    assert browser.sign_in().status_code == 400
    assert "Your account" in browser.sign_in(password=NEW).text
    assert "was changed" in server.letters()[-1]["subject"]


def test_a_new_password_for_an_unknown_address_is_the_same_page_and_no_letter(
    server: Server, browser: Browser
) -> None:
    server.person()
    pages = [forget(Browser(server), email).text for email in (ANNA, "ben@example.org")]
    assert without_token(pages[0]) == without_token(pages[1])
    assert [letter["to"] for letter in server.letters()] == [ANNA]


def test_a_new_password_that_is_too_easy_costs_no_try(server: Server, browser: Browser) -> None:
    server.person()
    forget(browser)
    code = server.code()
    for _ in range(8):
        assert "shorter" in browser.send("/forgot/code", code=code, password="short").text
    assert "Sign in with it now" in browser.send("/forgot/code", code=code, password=NEW).text


def test_a_code_to_sign_up_sets_no_password(server: Server, browser: Browser) -> None:
    other = Browser(server)
    sign_up(other)
    left_over = server.code()
    sign_up(browser)
    browser.send("/sign-up/code", code=server.code())
    other.open("/forgot/code")
    assert "does not fit" in other.send("/forgot/code", code=left_over, password=NEW).text
    assert "Your account" in Browser(server).sign_in().text


def test_where_nobody_may_sign_up_the_page_says_so(server: Server, browser: Browser) -> None:
    from dataclasses import replace

    server.app.state.settings = replace(server.settings, sign_up=False)
    assert "/sign-up" not in browser.open("/sign-in").text
    closed = browser.open("/sign-up")
    assert closed.status_code == 403
    assert "Ask whoever runs this server" in closed.text


def test_letters_to_one_address_are_few(server: Server, browser: Browser) -> None:
    for _ in range(5):
        forget(browser)
    assert forget(Browser(server, address="10.9.9.9")).status_code == 429
