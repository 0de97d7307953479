"""Sessions that ended are forgotten after a while, and are never looked through."""

from typing import Any

from sqlalchemy import event, select, text, update

from sync_server.accounts.tables import SESSION
from sync_server.kit import clock
from sync_server.oauth.tables import REFRESH_TOKEN
from tests.sync_server.visiting import Server

LATER = "fedcba9876543210"


def end_all(server: Server, days: int) -> None:
    """Let every session have ended so long ago."""
    moment = clock.now() - days * clock.DAY
    server.write(lambda c: c.execute(update(SESSION).values(revoked=moment)))


def kept(server: Server) -> list[str]:
    query = select(SESSION.c.device).order_by(SESSION.c.id)
    return list(server.read(lambda c: c.execute(query).scalars().all()))


def test_what_ended_long_ago_goes_with_its_tokens_when_the_person_signs_in(server: Server) -> None:
    anna, bob = server.person(), server.person("bob@example.org")
    server.paired(anna, "00000000000000a1")
    server.paired(bob, "00000000000000b1")
    end_all(server, 91)
    server.paired(anna, LATER)
    assert kept(server) == ["00000000000000b1", LATER]
    assert len(server.read(lambda c: c.execute(select(REFRESH_TOKEN)).all())) == 2


def test_a_device_signed_in_again_and_again_is_one_row(server: Server) -> None:
    anna = server.person()
    for _ in range(5):
        server.paired(anna)
        end_all(server, 2)
    assert len(kept(server)) == 1


def test_a_device_that_ended_lately_is_known_and_no_letter_is_sent(server: Server) -> None:
    anna = server.person()
    server.paired(anna)
    end_all(server, 89)
    server.paired(anna, LATER)
    told = len(server.letters())
    assert told == 1
    server.paired(anna)
    assert len(server.letters()) == told
    end_all(server, 91)
    server.paired(anna, "00000000000000a1")
    assert len(server.letters()) == told + 1, "the last one is known for ever"


def test_no_request_of_a_signed_in_device_looks_through_the_sessions(server: Server) -> None:
    if not server.database.is_sqlite:
        return
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    tokens = server.paired(server.person())
    event.listen(server.database.engine, "before_cursor_execute", note)
    assert server.refresh(tokens["refresh_token"]).status_code == 200
    server.account(tokens)
    event.remove(server.database.engine, "before_cursor_execute", note)
    plans = []
    with server.database.read() as connection:
        for statement, parameters in asked:
            if statement.split()[0] in ("SELECT", "UPDATE", "DELETE", "INSERT"):
                found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                plans += [row[3] for row in found]
    assert any("session" in plan for plan in plans)
    assert [plan for plan in plans if plan.startswith("SCAN ") and "VIRTUAL" not in plan] == []


def test_removing_a_space_or_an_account_looks_through_no_table(server: Server) -> None:
    if not server.database.is_sqlite:
        return
    with server.database.read() as connection:
        for table, column in (
            ("person", "home"), ("feed", "space"), ("authorization_code", "person"),
            ("device_code", "person"), ("pair_code", "person"),
        ):  # fmt: skip
            query = text(f"EXPLAIN QUERY PLAN DELETE FROM {table} WHERE {column} = 'x'")
            plans = [row[3] for row in connection.execute(query)]
            assert all(plan.startswith("SEARCH") for plan in plans), plans
