"""What is good once, asked for at once at two processes over one PostgreSQL, by threads."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import httpx
import pytest
from sqlalchemy import Connection

from sync_server.accounts import challenges, sessions
from sync_server.accounts.service import Granted
from sync_server.kit import clock
from sync_server.oauth import codes, devices
from sync_server.oauth.codes import Asked
from sync_server.oauth.service import pair_code
from sync_server.settings import Settings
from tests.sync_server.visiting import CALLBACK, DEVICE_CODE, PAIR, Server, pkce, serving

DEVICE = "0123456789abcdef"
CLIENT = "paddock-desktop"
AT_ONCE = 8
VERIFIER, CHALLENGE = pkce()


@pytest.fixture
def processes(tmp_path: Path, new_postgresql: Callable[[], str]) -> Iterator[list[Server]]:
    """As many processes as ask at once: each has connections and a memory of its own."""
    address = new_postgresql()
    with serving(Settings(tmp_path / "0", address)) as first:
        rest = [Server(Settings(tmp_path / str(n), address)) for n in range(1, AT_ONCE)]
        yield [first, *rest]
        for each in rest:
            each.close()


def at_once(processes: list[Server], ask: Callable[[Server], httpx.Response]) -> list[str]:
    """What each process says: "" for tokens, else the error."""
    barrier = Barrier(len(processes))

    def asked(server: Server) -> str:
        barrier.wait(120)
        answer = ask(server)
        assert answer.status_code in (200, 400, 503), answer.text
        return str(answer.json().get("error", ""))

    with ThreadPoolExecutor(len(processes)) as pool:
        return list(pool.map(asked, processes))


def live(server: Server, person: str) -> int:
    return len(server.read(lambda c: sessions.live_of(c, person)))


def granted(server: Server, person: str) -> str:
    asked = Asked(Granted(person, CLIENT, "sync", 0), CALLBACK, CHALLENGE)
    return server.write(lambda c: codes.new_code(c, asked, clock.now()))


def let_in(server: Server, person: str) -> str:
    def work(connection: Connection) -> str:
        begun = devices.begin(connection, CLIENT, "sync", "", clock.now())
        assert devices.decide(connection, begun.user_code, person, 0, True, clock.now())
        return begun.device_code

    return server.write(work)


@pytest.mark.usefixtures("rivals_may_be_late")
def test_of_refreshes_at_once_one_rotates_and_nobody_is_signed_out(
    processes: list[Server],
) -> None:
    first = processes[0]
    person = first.person()
    token = first.paired(person, DEVICE)["refresh_token"]
    said = at_once(processes, lambda server: server.refresh(token, DEVICE))
    assert sorted(said) == ["", *["temporarily_unavailable"] * (AT_ONCE - 1)]
    assert live(first, person) == 1


def test_what_is_good_once_signs_one_device_in(processes: list[Server]) -> None:
    first = processes[0]
    person = first.person()
    paired = first.write(lambda c: pair_code(c, person, clock.now()))
    said = at_once(processes, lambda server: server.token(PAIR, pair_code=paired))
    assert said.count("") == 1
    waiting = let_in(first, person)
    said = at_once(processes, lambda server: server.token(DEVICE_CODE, device_code=waiting))
    assert said.count("") == 1
    assert live(first, person) == 2
    # A code that is used twice is a stolen one: what the first use made ends as well.
    fields = {"redirect_uri": CALLBACK, "code_verifier": VERIFIER, "code": granted(first, person)}
    said = at_once(processes, lambda server: server.token("authorization_code", **fields))
    assert said.count("") == 1
    assert live(first, person) == 2


def test_tries_at_once_are_no_more_than_one_after_the_other(processes: list[Server]) -> None:
    first = processes[0]
    begun = first.write(lambda c: challenges.begin(c, "reset", "a@example.org", clock.now()))
    barrier = Barrier(AT_ONCE)

    def guess(server: Server) -> int:
        barrier.wait(120)
        take = challenges.take
        return sum(
            server.write(lambda c: take(c, "reset", begun.secret, "x", clock.now())) is not None
            for _ in range(3)
        )

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sum(pool.map(guess, processes)) == 0
    tried = first.read(lambda c: c.execute(challenges.T.select()).one()).tries
    assert tried == challenges.MOST_TRIES
    late = first.write(lambda c: challenges.take(c, "reset", begun.secret, begun.code, clock.now()))
    assert late is None


def test_who_signs_out_everywhere_outruns_a_device_that_comes_in(
    processes: list[Server],
) -> None:
    first, *others = processes
    person = first.person()
    waiting = [let_in(first, person) for _ in others]

    def ask(server: Server) -> httpx.Response:
        if server is first:
            first.write(lambda c: sessions.end_all(c, person, clock.now()))
            return httpx.Response(200, json={})
        code = waiting[processes.index(server) - 1]
        return server.token(DEVICE_CODE, device_code=code)

    at_once(processes, ask)
    assert live(first, person) == 0
    for code in waiting:
        assert "access_token" not in first.token(DEVICE_CODE, device_code=code).json()
