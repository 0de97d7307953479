"""Access tokens: what they say, who believes them, how they end; what the server says of itself."""

import base64
import hmac
import json
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from sync_server.accounts import presence
from sync_server.kit.problem import Unauthorized
from sync_server.oauth import keys as keys_module
from sync_server.oauth.keys import Keys
from sync_server.oauth.tables import SIGNING_KEY
from sync_server.settings import Settings
from tests.sync_server.visiting import Server, serving


def claims_and_key(server: Server, tokens: dict[str, Any]) -> tuple[dict[str, Any], ECKey]:
    jwk = server.read(lambda c: c.execute(SIGNING_KEY.select()).mappings().one()["jwk"])
    key = ECKey.import_key(json.loads(jwk))
    decoded = jwt.decode(tokens["access_token"], KeySet([key]), algorithms=["ES256"])
    return dict(decoded.claims), key


def signed(key: Any, claims: dict[str, Any], alg: str = "ES256", typ: str = "at+jwt") -> str:
    header = {"alg": alg, "typ": typ, "kid": key.kid}
    return jwt.encode(header, claims, key, algorithms=[alg])


def status(server: Server, token: str) -> int:
    return server.account({"access_token": token}).status_code


def test_a_token_says_who_with_which_device_and_for_how_long(server: Server) -> None:
    person = server.person()
    tokens = server.paired(person)
    keys = server.ask("GET", "/oauth/jwks").json()
    decoded = jwt.decode(tokens["access_token"], KeySet.import_key_set(keys), algorithms=["ES256"])
    assert decoded.header["typ"] == "at+jwt"
    claims = decoded.claims
    assert claims["sub"] == person
    assert claims["device"] == "0123456789abcdef"
    assert claims["aud"] == claims["iss"] == server.settings.issuer
    assert claims["client_id"] == "paddock-desktop"
    assert claims["scope"] == "account sync"
    assert claims["exp"] - claims["iat"] == tokens["expires_in"] == 600
    assert abs(claims["auth_time"] - time.time()) < 60
    assert "d" not in keys["keys"][0]


@pytest.mark.parametrize(
    "change",
    [
        {"exp": 1},
        {"aud": "https://elsewhere.example"},
        {"iss": "https://elsewhere.example"},
        {"device": "fedcba9876543210"},
        {"sub": "somebody-else"},
        {"sid": "nothing"},
        {"exp": "late"},
    ],
)
def test_a_token_that_says_anything_else_is_refused(server: Server, change: dict[str, Any]) -> None:
    claims, key = claims_and_key(server, server.paired(server.person()))
    assert status(server, signed(key, claims)) == 200
    assert status(server, signed(key, {**claims, **change})) == 401


def test_a_token_of_another_key_algorithm_or_type_is_refused(server: Server) -> None:
    claims, key = claims_and_key(server, server.paired(server.person()))
    strange = ECKey.generate_key("P-256", {"kid": key.kid}, private=True)
    assert status(server, signed(strange, claims)) == 401
    assert status(server, signed(key, claims, typ="JWT")) == 401
    # The public key as a shared secret, and no signature at all: the classics.
    body = signed(key, claims, typ="at+jwt").split(".")[1]
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"at+jwt"}').rstrip(b"=").decode()
    mac = hmac.digest(key.as_pem(private=False), f"{head}.{body}".encode(), "sha256")
    forged = base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
    assert status(server, f"{head}.{body}.{forged}") == 401
    assert status(server, f"eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.{body}.") == 401


@pytest.mark.parametrize("token", ["x", "a.b.c", "." * 5000, "é.é.é", "e30.e30.e30"])
def test_what_is_no_token_is_refused_and_no_fault(server: Server, token: str) -> None:
    with pytest.raises(Unauthorized):
        server.app.state.authenticate(token)


def test_two_processes_on_one_database_believe_each_other(settings: Settings) -> None:
    with serving(settings) as one, serving(settings) as other:
        tokens = one.paired(one.person())
        assert other.account(tokens).status_code == 200


def test_a_session_that_was_signed_out_elsewhere_ends_here_within_seconds(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(settings) as one, serving(settings) as other:
        tokens = one.paired(one.person())
        assert other.account(tokens).status_code == 200
        [device] = one.account(tokens, path="/devices").json()["devices"]
        one.account(tokens, "DELETE", f"/devices/{device['session']}")
        later = time.monotonic() + presence.FRESH_SECONDS
        monkeypatch.setattr(presence.time, "monotonic", lambda: later)
        assert other.account(tokens).status_code == 401


def test_a_token_that_is_remembered_ends_with_its_time_and_its_session(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = server.paired(server.person())
    claims, key = claims_and_key(server, tokens)
    recognize = server.app.state.recognize
    token = signed(key, claims)
    assert recognize(token) is None
    assert status(server, token) == 200
    assert recognize(token).person == claims["sub"]
    assert recognize(token + "x") is None
    with monkeypatch.context() as later:
        later.setattr(keys_module.time, "time", lambda: claims["exp"])
        assert recognize(token) is None
    assert status(server, token) == 200
    [device] = server.account(tokens, path="/devices").json()["devices"]
    server.account(tokens, "DELETE", f"/devices/{device['session']}")
    assert recognize(token) is None
    assert status(server, token) == 401


def test_a_token_is_not_believed_any_more_when_its_key_is_gone(server: Server) -> None:
    keys: Keys = server.app.state.keys
    claims, _ = claims_and_key(server, server.paired(server.person()))
    passing = ECKey.generate_key("P-256", {"kid": "passing"}, private=True)
    row = {"kid": "passing", "jwk": json.dumps(passing.as_dict(private=True)), "created": 2**40}
    server.write(lambda c: c.execute(SIGNING_KEY.insert().values(row)))
    keys._looked = 0.0
    token = signed(passing, claims)
    assert status(server, token) == 200
    server.write(lambda c: c.execute(SIGNING_KEY.delete().where(SIGNING_KEY.c.kid == "passing")))
    keys._looked = 0.0
    assert status(server, "x") == 401
    assert status(server, token) == 401


def test_a_key_that_another_process_made_later_is_found(server: Server) -> None:
    keys: Keys = server.app.state.keys
    claims, _ = claims_and_key(server, server.paired(server.person()))
    new = ECKey.generate_key("P-256", {"kid": "new"}, private=True)
    row = {"kid": "new", "jwk": json.dumps(new.as_dict(private=True)), "created": 2**40}
    server.write(lambda c: c.execute(SIGNING_KEY.insert().values(row)))
    keys._looked = 0.0
    assert keys.claims_of(signed(new, claims)) == claims


def ask(server: Server, path: str, token: str, client: str = "paddock-desktop"):
    return server.ask("POST", path, data={"token": token, "client_id": client})


def test_revocation_signs_the_session_out_and_forgives_the_unknown(server: Server) -> None:
    person = server.person()
    for kind in ("refresh_token", "access_token"):
        tokens = server.paired(person)
        assert ask(server, "/oauth/revoke", tokens[kind]).status_code == 200
        assert server.account(tokens).status_code == 401
        assert server.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert ask(server, "/oauth/revoke", "nothing").status_code == 200
    assert ask(server, "/oauth/revoke", "nothing", "nobody").status_code == 401


def test_introspection_tells_of_live_tokens_and_nothing_of_others(server: Server) -> None:
    person = server.person()
    tokens = server.paired(person)
    for kind in ("refresh_token", "access_token"):
        told = ask(server, "/oauth/introspect", tokens[kind]).json()
        assert (told["active"], told["sub"]) == (True, person)
    after = server.refresh(tokens["refresh_token"]).json()
    spent = ask(server, "/oauth/introspect", tokens["refresh_token"]).json()
    assert spent == {"active": False}
    ask(server, "/oauth/revoke", after["refresh_token"])
    assert ask(server, "/oauth/introspect", after["access_token"]).json() == {"active": False}
    assert ask(server, "/oauth/introspect", "nothing").json() == {"active": False}


def test_the_metadata_name_what_is_there(server: Server) -> None:
    said = server.ask("GET", "/.well-known/oauth-authorization-server").json()
    assert said["issuer"] == server.settings.issuer
    assert said["code_challenge_methods_supported"] == ["S256"]
    for name in ("token", "revocation", "introspection", "device_authorization"):
        path = said[f"{name}_endpoint"].removeprefix(said["issuer"])
        assert server.ask("POST", path).status_code in (400, 401)
    assert server.ask("GET", said["jwks_uri"].removeprefix(said["issuer"])).status_code == 200


def test_the_first_requests_of_a_new_process_are_believed_even_when_they_come_at_once(
    server: Server,
) -> None:
    token = server.paired(server.person())["access_token"]
    database, settings = server.app.state.database, server.app.state.settings
    with ThreadPoolExecutor(8) as pool:
        for _ in range(20):
            keys = Keys(database, settings.issuer)
            together = Barrier(8)

            def read(keys: Keys = keys, together: Barrier = together) -> str:
                together.wait()
                return str(keys.claims_of(token)["sub"])

            people = {each.result() for each in [pool.submit(read) for _ in range(8)]}
            assert len(people) == 1
