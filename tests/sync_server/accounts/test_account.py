"""The account and its devices, as the apps that are signed in ask for them."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection, insert, select
from starlette.requests import HTTPConnection

from sync_server.accounts import service as accounts
from sync_server.accounts.tables import PERSON, SESSION
from sync_server.kit import clock
from sync_server.kit.address import network_of
from sync_server.kit.problem import Conflict
from sync_server.oauth.service import pair_code
from sync_server.records.tables import PUSHED
from tests.sync_server.visiting import PAIR, Server

HOME = "01900000-0000-7000-8000-000000000001"
OTHER_DEVICE = "fedcba9876543210"


def test_the_account_is_told_and_renamed(server: Server) -> None:
    person = server.person()
    tokens = server.paired(person)
    told = {"id": person, "email": "anna@example.org", "name": "anna", "home": ""}
    assert server.account(tokens).json() == told
    renamed = server.account(tokens, "PATCH", json={"name": "  Anna \u202e\u0000  Berg "})
    assert renamed.json()["name"] == "Anna Berg"
    assert server.account(tokens).json()["name"] == "Anna Berg"


@pytest.mark.parametrize("name", ["x" * 201, 7, None])
def test_an_odd_name_is_a_bad_request(server: Server, name: object) -> None:
    tokens = server.paired(server.person())
    answer = server.account(tokens, "PATCH", json={"name": name})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Basic x"}, {"Authorization": "Bearer x"}]
)
def test_nobody_unknown_is_told_anything(server: Server, header: dict[str, str]) -> None:
    answer = server.ask("GET", "/account", headers=header)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_the_first_device_names_the_home_and_the_second_learns_it(server: Server) -> None:
    person = server.person()
    made: list[tuple[str, str, str]] = []

    def make(connection: Connection, person: str, space: str, name: str, now: int) -> None:
        made.append((person, space, name))

    server.app.state.make_home = make
    first, second = server.paired(person), server.paired(person, OTHER_DEVICE)
    assert server.account(first, "POST", "/home", json={"space": HOME}).json() == {"home": HOME}
    other = HOME.replace("1", "2")
    assert server.account(second, "POST", "/home", json={"space": other}).json() == {"home": HOME}
    assert made == [(person, HOME, "anna")]


def test_a_home_whose_id_is_taken_leaves_the_account_without_one(server: Server) -> None:
    def taken(connection: Connection, person: str, space: str, name: str, now: int) -> None:
        raise Conflict("there is a space with this id")

    server.app.state.make_home = taken
    tokens = server.paired(server.person())
    assert server.account(tokens, "POST", "/home", json={"space": HOME}).status_code == 409
    assert server.account(tokens).json()["home"] == ""


def test_one_device_or_all_others_are_signed_out(server: Server) -> None:
    person = server.person()
    here, there, away = (server.paired(person, f"{n:016x}") for n in (1, 2, 3))
    devices = server.account(here, path="/devices").json()["devices"]
    assert [device["here"] for device in devices].count(True) == 1
    gone = next(one for one in devices if one["device"] == f"{2:016x}")["session"]
    assert server.account(here, "DELETE", f"/devices/{gone}").status_code == 204
    assert server.account(there).status_code == 401
    assert server.account(here, "POST", "/devices/sign-out").json() == {"signed_out": 1}
    assert server.account(away).status_code == 401
    assert server.account(here).status_code == 200


def test_a_device_is_shown_with_its_network_and_the_zone_of_its_clock(server: Server) -> None:
    person = server.person()
    here = server.paired(person, zone="Europe/Vienna")
    [device] = server.account(here, path="/devices").json()["devices"]
    assert (device["network"], device["zone"]) == ("127.0.0.x", "Europe/Vienna")

    async def moved(address: str, zone: str, token: str) -> dict[str, str]:
        form = {
            "grant_type": "refresh_token", "client_id": "paddock-desktop", "refresh_token": token,
            "device": "0123456789abcdef", "zone": zone,
        }  # fmt: skip
        async with server.client(address) as client:
            answer: dict[str, str] = (await client.post("/oauth/token", data=form)).json()
            return answer

    for address, zone, kept in (
        ("198.51.100.77", "Europe/Berlin", ("198.51.100.x", "Europe/Berlin")),
        ("2001:db8:85a3:8d3:1319:8a2e:370:7348", "Nowhere/At_All", ("2001:db8:85a3::", "")),
        ("::ffff:203.0.113.9", "../../etc/passwd", ("203.0.113.x", "")),
    ):
        here = server.run(moved(address, zone, here["refresh_token"]))
        [device] = server.account(here, path="/devices").json()["devices"]
        assert (device["network"], device["zone"]) == kept
    # Of one that is signed out nothing of it is kept.
    assert server.account(here, "DELETE", f"/devices/{device['session']}").status_code == 204
    query = select(SESSION.c.network, SESSION.c.zone)
    assert server.read(lambda c: c.execute(query).all()) == [("", "")]


@pytest.mark.parametrize(
    ("trusted", "forwarded", "network"),
    [((), "198.51.100.77", ""), (("10.0.0.0/8",), "198.51.100.77", "198.51.100.x"),
     (("10.0.0.0/8",), "", ""), ((), "", "10.1.2.x")],
)  # fmt: skip
def test_a_proxy_that_nobody_trusts_is_nobodys_network(
    server: Server, trusted: tuple[str, ...], forwarded: str, network: str
) -> None:
    server.app.state.settings = replace(server.settings, trusted_proxies=trusted)
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope = {"type": "http", "client": ("10.1.2.3", 5), "headers": headers, "app": server.app}
    assert network_of(HTTPConnection(scope)) == network


def test_devices_of_others_are_not_there(server: Server) -> None:
    anna, ben = server.person(), server.person("ben@example.org")
    hers, his = server.paired(anna), server.paired(ben, OTHER_DEVICE)
    [theirs] = server.account(his, path="/devices").json()["devices"]
    refused = server.account(hers, "DELETE", f"/devices/{theirs['session']}")
    missing = server.account(hers, "DELETE", "/devices/nothing")
    assert refused.status_code == 404
    assert refused.json() == missing.json()
    assert server.account(his).status_code == 200


def test_a_session_bears_another_device_and_its_old_tokens_do_not(server: Server) -> None:
    tokens = server.paired(server.person())
    change = {"device": OTHER_DEVICE, "name": "Copied laptop"}
    assert server.account(tokens, "POST", "/device", json=change).status_code == 204
    assert server.account(tokens).status_code == 401
    new = server.refresh(tokens["refresh_token"], OTHER_DEVICE).json()
    [device] = server.account(new, path="/devices").json()["devices"]
    assert (device["device"], device["name"]) == (OTHER_DEVICE, "Copied laptop")


@pytest.mark.parametrize("own", [True, False])
def test_a_device_that_another_session_has_is_a_conflict(server: Server, own: bool) -> None:
    person = server.person()
    tokens = server.paired(person)
    server.paired(person if own else server.person("ben@example.org"), OTHER_DEVICE)
    change = {"device": OTHER_DEVICE, "name": ""}
    answer = server.account(tokens, "POST", "/device", json=change)
    assert (answer.status_code, answer.json()["code"]) == (409, "device_taken")
    assert server.account(tokens).status_code == 200


def test_a_device_that_was_written_with_is_one_persons_for_ever(server: Server) -> None:
    ann = server.person()
    session = server.paired(ann)
    pushed = insert(PUSHED).values(person=ann, device=OTHER_DEVICE, number=1, hash="")
    server.write(lambda connection: connection.execute(pushed))
    ben = server.person("ben@example.org")
    code = server.write(lambda connection: pair_code(connection, ben, clock.now()))
    taken = server.token(PAIR, pair_code=code, device=OTHER_DEVICE)
    assert (taken.status_code, taken.json()["error"]) == (400, "device_taken")
    again = server.token(PAIR, pair_code=code, device="00000000000000ff").json()
    change = {"device": OTHER_DEVICE, "name": ""}
    answer = server.account(again, "POST", "/device", json=change)
    assert (answer.status_code, answer.json()["code"]) == (409, "device_taken")
    # Whose it is may bear it again, though none of their sessions did.
    assert server.account(session, "POST", "/device", json=change).status_code == 204


def test_when_a_device_was_seen_is_written_at_times_and_not_with_each_request(
    server: Server,
) -> None:
    tokens = server.paired(server.person())
    server.write(lambda c: c.execute(SESSION.update().values(last=1, first=1)))
    for _ in range(3):
        server.account(tokens)
    assert server.account(tokens, path="/devices").json()["devices"][0]["last"] == 1
    server.run(server.app.state.presence.write_down())
    assert server.account(tokens, path="/devices").json()["devices"][0]["last"] > 1


def test_deleting_the_account_asks_for_a_log_in_of_the_last_minutes(server: Server) -> None:
    tokens = server.paired(server.person())
    server.write(lambda c: c.execute(SESSION.update().values(auth_time=SESSION.c.auth_time - 301)))
    server.app.state.presence.forget_all()
    refused = server.account(tokens, "DELETE")
    assert refused.status_code == 401
    challenge = refused.headers["www-authenticate"]
    assert challenge == 'Bearer error="insufficient_user_authentication", max_age="300"'
    assert server.account(tokens).status_code == 200


def test_a_deleted_account_is_gone_with_all_its_sessions(server: Server) -> None:
    person = server.person()
    forgotten: list[str] = []

    def forget(connection: Connection, person: str, now: int) -> None:
        forgotten.append(person)

    server.app.state.forget_person = forget
    tokens, other = server.paired(person), server.paired(person, OTHER_DEVICE)
    assert server.account(tokens, "DELETE").status_code == 204
    assert forgotten == [person]
    assert server.account(tokens).status_code == 401
    assert server.refresh(other["refresh_token"], OTHER_DEVICE).json()["error"] == "invalid_grant"
    assert server.read(lambda c: c.execute(PERSON.select()).all()) == []
    assert server.read(lambda c: c.execute(SESSION.select()).all()) == []


def test_an_account_that_still_owns_what_others_share_stays(server: Server) -> None:
    def forget(connection: Connection, person: str, now: int) -> None:
        raise Conflict("hand the club over first")

    server.app.state.forget_person = forget
    tokens = server.paired(server.person())
    assert server.account(tokens, "DELETE").status_code == 409
    assert server.account(tokens).status_code == 200


def test_a_token_for_syncing_alone_is_not_for_the_account(server: Server) -> None:
    tokens = server.paired(server.person(), scope="sync")
    refused = server.account(tokens)
    assert (refused.status_code, refused.json()["code"]) == (403, "insufficient_scope")


def test_people_are_found_by_any_spelling_of_their_address_and_called_by_name(
    server: Server,
) -> None:
    person = server.person("Anna@Example.org")
    found = server.read(lambda c: accounts.person_by_email(c, "  anna@EXAMPLE.org"))
    assert found == person
    names = server.read(lambda c: accounts.names_of(c, [person, "nobody"]))
    assert names == {person: "Anna"}
    with pytest.raises(Conflict):
        server.person("ANNA@example.org")
