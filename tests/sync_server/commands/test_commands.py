"""`paddock-server`, as whoever runs the server types it."""

import asyncio
import io
import json
import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from sync_server.app import create_app
from sync_server.commands import run
from sync_server.kit import jobs
from sync_server.kit.database import Database
from sync_server.kit.jobs import JOB
from sync_server.kit.running import Running
from sync_server.mail import service as mail
from sync_server.settings import DATABASE_NAME, Settings
from tests.sync_server.people import World
from tests.sync_server.visiting import PAIR, Browser, serving

Command = Callable[..., tuple[int, str, str]]
PASSWORD = "lamp ocean ticket rubber"


@pytest.fixture
def command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    """Runs one: its status, and what it printed and complained."""

    def typed(*arguments: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        status = run(["--data", str(tmp_path / "server"), *arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return typed


def test_an_account_is_made_listed_paired_and_removed(command: Command, tmp_path: Path) -> None:
    made = command("account", "add", "anna@example.org", "--name", "Anna", "--json")
    assert made[0] == 0
    person = json.loads(made[1])
    assert (person["email"], person["name"]) == ("anna@example.org", "Anna")
    assert "anna@example.org\tAnna" in command("account", "list")[1]
    code = json.loads(command("pair", "anna@example.org", "--json")[1])["code"]
    with serving(Settings(tmp_path / "server")) as server:
        assert server.token(PAIR, pair_code=code).status_code == 200
    assert command("account", "remove", "ANNA@example.org")[0] == 0
    assert json.loads(command("account", "list", "--json")[1]) == {"accounts": []}


def test_a_password_from_standard_input_signs_in(command: Command, tmp_path: Path) -> None:
    made = command(
        "account", "add", "anna@example.org", "--name", "Anna", "--password-stdin",
        stdin=f"{PASSWORD}\n",
    )  # fmt: skip
    assert made[0] == 0
    with serving(Settings(tmp_path / "server")) as server:
        assert "Your account" in Browser(server).sign_in().text


def test_an_account_without_a_password_is_signed_in_by_pairing_alone(
    command: Command, tmp_path: Path
) -> None:
    command("account", "add", "anna@example.org", "--name", "Anna")
    with serving(Settings(tmp_path / "server")) as server:
        assert Browser(server).sign_in(password="").status_code == 400


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pair", "nobody@example.org"], "nobody has an account"),
        (["account", "remove", "nobody@example.org"], "nobody has an account"),
        (["account", "add", "no address", "--name", "x"], "no e-mail address"),
        (["account", "add", "anna@example.org", "--name", "x"], "there is an account"),
        (["account", "add", "b@example.org", "--name", "x", "--password-stdin"], "shorter than"),
        (["account", "add"], "Missing"),
        (["fly"], "No such command"),
        (["--port", "high"], "Invalid value"),
    ],
)
def test_what_is_wrong_is_one_line_and_a_status(
    command: Command, arguments: list[str], said: str
) -> None:
    command("account", "add", "anna@example.org", "--name", "Anna")
    status, printed, complained = command(*arguments, stdin="short\n")
    assert (status, printed) == (2, "")
    assert complained.startswith("error: ")
    assert said in complained
    assert complained.count("\n") == 1


def test_a_server_that_cannot_start_says_why_in_one_line(command: Command, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = str(other.getsockname()[1])
        assert "another program listens at that port" in _complaint(command("--port", taken))
    away = f"postgresql://paddock:secret@127.0.0.1:{taken}/paddock"
    said = _complaint(command("--port", "0", "--database", away))
    assert "the database cannot be used" in said
    assert "secret" not in said
    (tmp_path / "server").mkdir(exist_ok=True)
    (tmp_path / "server" / DATABASE_NAME).write_bytes(b"a letter to a friend, and no database")
    assert "file is not a database" in _complaint(command("--port", "0"))


def _complaint(ended: tuple[int, str, str]) -> str:
    status, printed, complained = ended
    assert (status, printed, complained.count("\n")) == (1, "", 1), complained
    assert complained.startswith("error: ")
    return complained


def test_the_version_is_told(command: Command) -> None:
    assert command("--version")[1].startswith("paddock-server ")


def test_what_was_given_up_is_listed_tried_again_and_forgotten(
    command: Command, tmp_path: Path
) -> None:
    assert "nothing was given up" in command("jobs", "list")[1]
    database = Database(Settings(tmp_path / "server").database_url)
    with database.write() as connection:
        mail.post(connection, "anna@example.org", "password_changed", {})
        connection.execute(update(JOB).values(poisoned=2, attempts=9, error="550 no such box"))
        jobs.enqueue(connection, "feed", {"id": "x"})
        feed = update(JOB).where(JOB.c.name == "feed")
        connection.execute(feed.values(poisoned=1, attempts=8, error="ServerAway"))
    database.close()
    rows = json.loads(command("jobs", "list", "--json")[1])["given_up"]
    assert [(row["what"], row["attempts"], row["why"]) for row in rows] == [
        ("letter password_changed", 9, "550 no such box"),
        ("feed", 8, "ServerAway"),
    ]
    assert "1 will be tried again" in command("jobs", "retry", rows[0]["id"])[1]
    status, _, why = command("jobs", "drop", rows[0]["id"])
    assert (status, "not all of these" in why) == (2, True)
    assert json.loads(command("jobs", "drop", "--json")[1]) == {"dropped": 1}
    assert "nothing was given up" in command("jobs", "list")[1]


def test_a_second_server_on_one_sqlite_folder_is_refused(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[object] = []
    monkeypatch.setattr("sync_server.kit.serving.serve", lambda app, _: served.append(app))
    settings = Settings(tmp_path / "server")
    with World(create_app(settings)):
        status, _, complained = command("--port", "0")
        assert (status, served) == (2, [])
        assert f"{settings.data} is in use; stop the server that runs on it" in complained
        with pytest.raises(Running):
            asyncio.run(_start(settings))
        assert command("account", "list")[0] == 0, "commands go beside it"
    assert command("--port", "0")[0] == 0
    assert len(served) == 1


async def _start(settings: Settings) -> None:
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        pass


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MOST_REQUESTS", "abc"), ("MOST_REQUESTS", "0"), ("IMAP_EVERY", "x"),
        ("IMAP_EVERY", "nan"), ("INVITATION_PAUSE", "-1"), ("SMTP", "foo"),
        ("SMTP", "smtp://me:secret@host:port"), ("IMAP", "imap.example.org"),
        ("TRUSTED_PROXIES", "127.0.0.1 bogus"), ("REDIS", "foo"), ("URL", "paddock.example.org"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_meant_is_one_sentence_with_its_name(
    command: Command, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"PADDOCK_SERVER_{name}", value)
    status, printed, complained = command("account", "list")
    assert (status, printed, complained.count("\n")) == (2, "", 1), complained
    assert complained.startswith(f"error: PADDOCK_SERVER_{name} ")
    assert "it has to be" in complained
    assert "secret" not in complained


def test_sound_settings_are_taken(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "MOST_REQUESTS": "50", "IMAP_EVERY": "2.5", "SMTP": "smtps://me:se%2Fcret@host:465",
        "IMAP": "imaps://me:x@host/INBOX", "TRUSTED_PROXIES": "127.0.0.1 10.0.0.0/8 ::1",
        "REDIS": "redis://localhost:6379/1", "URL": "https://paddock.example.org/",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"PADDOCK_SERVER_{name}", value)
    assert command("account", "list")[0] == 0
    assert Settings.from_environment(Path()).issuer == "https://paddock.example.org"


def test_help_names_every_setting_and_no_other(command: Command) -> None:
    asked: list[str] = []

    class Listening(dict[str, str]):
        def get(self, name: str, default: Any = None) -> Any:
            asked.append(name.removeprefix("PADDOCK_SERVER_"))
            return default

    Settings.from_environment(Path(), Listening())
    status, said, _ = command("--help")
    assert status == 0
    (listed,) = re.findall(r"PADDOCK_SERVER_ before it:(.*)", said, re.DOTALL)
    named = {name for line in listed.splitlines() for name in _NAMES.findall(line)}
    assert {name.strip(" ,") for names in named for name in names.split()} == set(asked)


_NAMES = re.compile(r"^(?: *[A-Z]+(?:_[A-Z]+)*(?:,|  +|$))+")
"""The names that a line begins with."""
