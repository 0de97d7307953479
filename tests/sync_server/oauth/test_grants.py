"""The token endpoint: pair codes, authorization codes with PKCE, device codes."""

import pytest
from sqlalchemy import update

from sync_server.kit import clock
from sync_server.oauth.service import pair_code
from sync_server.oauth.tables import AUTHORIZATION_CODE, DEVICE_CODE, PAIR_CODE
from tests.sync_server.visiting import (
    CALLBACK,
    PAIR,
    Browser,
    Server,
    answered,
    authorize_address,
    pkce,
)
from tests.sync_server.visiting import (
    DEVICE_CODE as DEVICE_GRANT,
)


def age(server: Server, table, milliseconds: int) -> None:
    server.write(lambda c: c.execute(update(table).values(expires=table.c.expires - milliseconds)))


def code_of(browser: Browser, challenge: str, **more: str) -> dict[str, str]:
    """What the app gets after somebody signed in and said yes."""
    browser.open(authorize_address(challenge, **more))
    browser.send("/sign-in", email="anna@example.org", password="lamp ocean ticket rubber")
    return answered(browser.send("/oauth/authorize", decision="yes"))


def redeem(server: Server, code: str, verifier: str, **more: str):
    fields = {"code": code, "code_verifier": verifier, "redirect_uri": CALLBACK, **more}
    return server.token("authorization_code", **fields)


def test_a_pair_code_signs_one_device_in_however_it_is_typed(server: Server) -> None:
    person = server.person()
    code = server.write(lambda c: pair_code(c, person, clock.now()))
    typed = code.lower().replace("-", " ")
    tokens = server.token(PAIR, pair_code=typed, device="0123456789abcdef", device_name="Laptop")
    assert tokens.json()["token_type"] == "Bearer"
    [device] = server.account(tokens.json(), path="/devices").json()["devices"]
    assert (device["name"], device["device"], device["here"]) == (
        "Laptop",
        "0123456789abcdef",
        True,
    )
    assert server.token(PAIR, pair_code=code).json()["error"] == "invalid_grant"


def test_a_pair_code_is_over_after_ten_minutes(server: Server) -> None:
    person = server.person()
    code = server.write(lambda c: pair_code(c, person, clock.now()))
    age(server, PAIR_CODE, 10 * clock.MINUTE)
    assert server.token(PAIR, pair_code=code).json()["error"] == "invalid_grant"


def test_pair_codes_cannot_be_guessed_at_length(server: Server) -> None:
    answers = [server.token(PAIR, pair_code=f"GUESS{n}") for n in range(21)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0
    assert answers[-1].headers["ratelimit-policy"] == '"pair";q=20;w=600'


def test_a_code_with_its_verifier_gives_tokens(server: Server, browser: Browser) -> None:
    server.person()
    verifier, challenge = pkce()
    answer = code_of(browser, challenge)
    assert answer["state"] == "xyz"
    assert answer["iss"] == server.settings.issuer
    tokens = redeem(server, answer["code"], verifier, device="0123456789abcdef")
    assert tokens.status_code == 200
    assert server.account(tokens.json()).json()["email"] == "anna@example.org"


def test_a_code_that_is_used_twice_signs_out_what_it_made(server: Server, browser: Browser) -> None:
    server.person()
    verifier, challenge = pkce()
    code = code_of(browser, challenge)["code"]
    tokens = redeem(server, code, verifier).json()
    assert server.account(tokens).status_code == 200
    assert redeem(server, code, verifier).json()["error"] == "invalid_grant"
    assert server.account(tokens).status_code == 401
    assert server.refresh(tokens["refresh_token"], "").json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "wrong",
    [
        {"code_verifier": "x" * 43},
        {"redirect_uri": "http://127.0.0.1:1/callback"},
        {"code": "nothing"},
    ],
)
def test_a_code_is_worth_nothing_with_anything_wrong(
    server: Server, browser: Browser, wrong: dict[str, str]
) -> None:
    server.person()
    verifier, challenge = pkce()
    code = code_of(browser, challenge)["code"]
    right = {"code": code, "code_verifier": verifier, "redirect_uri": CALLBACK}
    answer = server.token("authorization_code", **{**right, **wrong})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    if "code" not in wrong:
        assert redeem(server, code, verifier).json()["error"] == "invalid_grant", "it was spent"


def test_a_code_is_over_after_a_minute(server: Server, browser: Browser) -> None:
    server.person()
    verifier, challenge = pkce()
    code = code_of(browser, challenge)["code"]
    age(server, AUTHORIZATION_CODE, clock.MINUTE)
    assert redeem(server, code, verifier).json()["error"] == "invalid_grant"


def begin(server: Server) -> dict:
    fields = {"client_id": "paddock-desktop", "device_name": "Garage PC"}
    answer = server.ask("POST", "/oauth/device_authorization", data=fields)
    assert answer.status_code == 200
    return answer.json()


def poll(server: Server, codes: dict, **more: str):
    return server.token(DEVICE_GRANT, device_code=codes["device_code"], **more)


def test_a_device_without_a_browser_is_let_in_by_another(server: Server, browser: Browser) -> None:
    server.person()
    codes = begin(server)
    assert codes["verification_uri"] == f"{server.settings.issuer}/device"
    assert poll(server, codes).json()["error"] == "authorization_pending"
    browser.sign_in()
    browser.open(codes["verification_uri_complete"])
    browser.send("/device")
    assert "Garage PC" in browser.page.text
    assert "The device is signed in" in browser.send("/device", decision="yes").text
    tokens = poll(server, codes, device="0123456789abcdef", device_name="Garage PC")
    assert tokens.status_code == 200
    assert server.account(tokens.json()).status_code == 200
    assert poll(server, codes).json()["error"] == "invalid_grant"


def test_a_device_whose_code_is_refused_is_told(server: Server, browser: Browser) -> None:
    server.person()
    codes = begin(server)
    browser.sign_in()
    browser.open("/device")
    browser.send("/device", user_code=codes["user_code"].lower())
    browser.send("/device", decision="no")
    assert poll(server, codes).json()["error"] == "access_denied"


def test_a_device_that_asks_too_often_is_slowed_down(server: Server) -> None:
    codes = begin(server)
    assert poll(server, codes).json()["error"] == "authorization_pending"
    assert poll(server, codes).json()["error"] == "slow_down"


def test_a_device_code_is_over_after_ten_minutes(server: Server, browser: Browser) -> None:
    server.person()
    codes = begin(server)
    age(server, DEVICE_CODE, 10 * clock.MINUTE)
    assert poll(server, codes).json()["error"] == "expired_token"
    browser.sign_in()
    browser.open("/device")
    assert "No device waits" in browser.send("/device", user_code=codes["user_code"]).text


@pytest.mark.parametrize(
    ("fields", "error", "status"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type", 400),
        ({"client_id": "nobody"}, "invalid_client", 401),
        ({"client_id": ""}, "invalid_client", 401),
        ({"grant_type": ""}, "invalid_request", 400),
        ({"refresh_token": ""}, "invalid_request", 400),
        ({"grant_type": PAIR, "pair_code": "x", "scope": "everything"}, "invalid_scope", 400),
    ],
)
def test_a_wrong_form_is_refused_in_the_words_of_the_standard(
    server: Server, fields: dict[str, str], error: str, status: int
) -> None:
    right = {"grant_type": "refresh_token", "client_id": "paddock-desktop", "refresh_token": "x"}
    answer = server.ask("POST", "/oauth/token", data={**right, **fields})
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"grant_type=refresh_token&grant_type=refresh_token", "application/x-www-form-urlencoded"),
        (b'{"grant_type": "refresh_token"}', "application/json"),
        (b"a=%FF", "application/x-www-form-urlencoded"),
        (b"&".join(b"a%d=1" % n for n in range(60)), "application/x-www-form-urlencoded"),
        (b"", "application/x-www-form-urlencoded"),
    ],
)
def test_an_odd_body_is_a_bad_request_and_no_fault(server: Server, body: bytes, kind: str) -> None:
    answer = server.ask("POST", "/oauth/token", content=body, headers={"content-type": kind})
    assert answer.status_code in (400, 401)
    assert "error" in answer.json()


def test_nobody_signs_in_with_the_device_of_somebody_else(server: Server) -> None:
    server.paired(server.person())
    other = server.person("ben@example.org")
    code = server.write(lambda c: pair_code(c, other, clock.now()))
    taken = server.token(PAIR, pair_code=code, device="0123456789abcdef")
    assert (taken.status_code, taken.json()["error"]) == (400, "device_taken")
    again = server.token(PAIR, pair_code=code, device="00000000000000ff")
    assert again.status_code == 200, "the code was not spent on it"


def test_signing_in_again_on_a_device_ends_its_session_before(server: Server) -> None:
    person = server.person()
    before, now = server.paired(person), server.paired(person)
    assert server.account(before).status_code == 401
    assert len(server.account(now, path="/devices").json()["devices"]) == 1


def test_a_device_that_was_not_known_is_told_by_mail(server: Server) -> None:
    person = server.person()
    server.paired(person)
    assert server.letters() == [], "the first device is no surprise"
    server.paired(person)
    assert server.letters() == [], "it is known"
    code = server.write(lambda c: pair_code(c, person, clock.now()))
    server.token(PAIR, pair_code=code, device="00000000000000ff", device_name="Cellar PC")
    [letter] = server.letters()
    assert letter["to"] == "anna@example.org"
    assert "New sign-in" in letter["subject"]
    body = letter.get_body(("plain",))
    assert body is not None
    assert "Cellar PC, " in body.get_content()
