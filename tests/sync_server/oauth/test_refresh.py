"""Refresh tokens: rotated by one, forgiving a lost answer, deadly to a thief."""

from collections import Counter

import pytest
from sqlalchemy import update

from sync_server.oauth import refresh
from sync_server.oauth.tables import REFRESH_TOKEN
from tests.sync_server.visiting import Server


def earlier(server: Server, milliseconds: int) -> None:
    """Let so much time go by for every refresh token."""
    columns = REFRESH_TOKEN.c
    server.write(
        lambda c: c.execute(
            update(REFRESH_TOKEN).values(
                used=columns.used - milliseconds,
                issued=columns.issued - milliseconds,
                expires=columns.expires - milliseconds,
            )
        )
    )


def is_signed_in(server: Server, tokens: dict) -> bool:
    server.app.state.presence.forget_all()
    return server.account(tokens).status_code == 200


def test_a_refresh_gives_a_new_token_and_spends_the_old_one(server: Server) -> None:
    first = server.paired(server.person())
    second = server.refresh(first["refresh_token"])
    assert second.status_code == 200
    assert second.json()["refresh_token"] != first["refresh_token"]
    assert second.headers["cache-control"] == "no-store"
    assert server.refresh(second.json()["refresh_token"]).status_code == 200


@pytest.mark.usefixtures("rivals_may_be_late")
def test_of_twenty_refreshes_at_once_one_rotates_and_nobody_is_signed_out(server: Server) -> None:
    tokens = server.paired(server.person())
    form = {
        "grant_type": "refresh_token",
        "client_id": "paddock-desktop",
        "refresh_token": tokens["refresh_token"],
        "device": "0123456789abcdef",
    }
    answers = server.at_once([("/oauth/token", form)] * 20)
    assert Counter(answer.status_code for answer in answers) == {200: 1, 503: 19}
    told = next(answer for answer in answers if answer.status_code == 503)
    assert told.json()["error"] == "temporarily_unavailable"
    assert told.headers["retry-after"] == "1"
    won = next(answer for answer in answers if answer.status_code == 200).json()
    assert is_signed_in(server, won)
    assert server.refresh(won["refresh_token"]).status_code == 200


def test_a_lost_answer_is_made_good_and_its_token_is_worth_nothing(server: Server) -> None:
    first = server.paired(server.person())
    lost = server.refresh(first["refresh_token"]).json()
    earlier(server, 5_000)
    again = server.refresh(first["refresh_token"])
    assert again.status_code == 200
    assert server.refresh(again.json()["refresh_token"]).status_code == 200
    earlier(server, 5_000)
    assert server.refresh(lost["refresh_token"]).json()["error"] == "invalid_grant"


@pytest.mark.usefixtures("rivals_may_be_late")
def test_two_tries_for_a_lost_answer_at_once_sign_nobody_out(server: Server) -> None:
    first = server.paired(server.person())
    server.refresh(first["refresh_token"])
    earlier(server, 20_000)
    form = {
        "grant_type": "refresh_token",
        "client_id": "paddock-desktop",
        "refresh_token": first["refresh_token"],
        "device": "0123456789abcdef",
    }
    answers = server.at_once([("/oauth/token", form)] * 5)
    assert Counter(answer.status_code for answer in answers) == {200: 1, 503: 4}
    won = next(answer for answer in answers if answer.status_code == 200).json()
    assert server.refresh(won["refresh_token"]).status_code == 200


@pytest.mark.parametrize(
    ("what", "device", "later", "use_successor"),
    [
        ("another device", "fedcba9876543210", 5_000, False),
        ("too late", "0123456789abcdef", refresh.LOST_ANSWER + 1_000, False),
        ("the successor was used", "0123456789abcdef", 5_000, True),
    ],
)
def test_a_reuse_signs_the_whole_family_out(
    server: Server, what: str, device: str, later: int, use_successor: bool
) -> None:
    first = server.paired(server.person())
    second = server.refresh(first["refresh_token"]).json()
    if use_successor:
        second = server.refresh(second["refresh_token"]).json()
    earlier(server, later)
    reused = server.refresh(first["refresh_token"], device)
    assert reused.status_code == 400
    assert reused.json()["error"] == "invalid_grant"
    assert not is_signed_in(server, second), what
    assert server.refresh(second["refresh_token"]).json()["error"] == "invalid_grant"


def test_reuse_in_one_session_leaves_the_other_devices_alone(server: Server) -> None:
    person = server.person()
    one, other = server.paired(person), server.paired(person, "fedcba9876543210")
    server.refresh(one["refresh_token"])
    earlier(server, refresh.LOST_ANSWER + 1_000)
    assert server.refresh(one["refresh_token"]).status_code == 400
    assert server.refresh(other["refresh_token"], "fedcba9876543210").status_code == 200


def test_a_token_of_a_session_that_was_signed_out_is_worth_nothing(server: Server) -> None:
    tokens = server.paired(server.person())
    session = server.account(tokens, path="/devices").json()["devices"][0]["session"]
    assert server.account(tokens, "DELETE", f"/devices/{session}").status_code == 204
    assert server.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert server.account(tokens).status_code == 401


def test_a_token_that_was_not_used_for_long_is_over(server: Server) -> None:
    tokens = server.paired(server.person())
    earlier(server, refresh.LIFETIME)
    assert server.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"


def test_an_unknown_token_is_an_invalid_grant(server: Server) -> None:
    assert server.refresh("nothing").json()["error"] == "invalid_grant"


def test_only_hashes_are_kept(server: Server) -> None:
    tokens = server.paired(server.person())
    rows = server.read(lambda c: c.execute(REFRESH_TOKEN.select()).all())
    assert tokens["refresh_token"] not in str(rows)
