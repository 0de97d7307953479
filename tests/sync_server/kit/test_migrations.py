"""Migrations: what they make is what is declared; once, all or nothing, with a copy before."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

import sync_server.app  # noqa: F401 - declares every table
from sync_server.kit import migrations
from sync_server.kit.database import METADATA, Database
from sync_server.kit.migrations import WrongDatabase, bring_up, head, revision_of
from tests.sync_server.postgresql import administer, named

NEXT = '''"""{number}."""
import sqlalchemy as sa
from alembic import op

revision = "{number:04}"
down_revision = "{before:04}"


def upgrade() -> None:
    """Change something."""
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("shoe_size", sa.Integer(), nullable=True))
    {more}
'''


@pytest.fixture
def versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations in a folder where a test may add some."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations.VERSIONS.parent, folder)
    monkeypatch.setattr(migrations, "VERSIONS", folder / "versions")
    return folder / "versions"


def add_revision(versions: Path, more: str = "pass") -> int:
    number = head() + 1
    text = NEXT.format(number=number, before=number - 1, more=more)
    (versions / f"r{number:04}_next.py").write_text(text)
    return number


def revision(database: Database) -> int:
    with database.read() as connection:
        return revision_of(connection)


def columns(database: Database) -> set[str]:
    with database.read() as connection:
        return {column["name"] for column in inspect(connection).get_columns("person")}


def add_person(database: Database) -> None:
    with database.write() as connection:
        connection.execute(
            text("INSERT INTO person (id, email, email_key, created) VALUES ('1', 'a', 'a', 1)")
        )


def test_migrating_from_nothing_makes_the_tables_that_are_declared(
    empty: Database, tmp_path: Path
) -> None:
    bring_up(empty)
    with empty.read() as connection:
        # Alembic misreads SQLite's empty default.
        options = {"compare_type": True, "compare_server_default": not empty.is_sqlite}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, METADATA)
    assert differences == [], "run: python packaging/make_revision.py --first"
    assert revision(empty) == head()


def test_revisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(file.name[1:5]) for file in migrations.VERSIONS.glob("r*.py"))
    assert numbers == list(range(1, head() + 1))


def test_a_database_that_is_up_to_date_is_left_alone(empty: Database, tmp_path: Path) -> None:
    bring_up(empty)
    code = (
        "import sys, sync_server.app\n"
        "from sync_server.kit import database, migrations\n"
        "migrations.bring_up(database.Database(sys.argv[1]))\n"
        "print('alembic' in sys.modules)"
    )
    url = empty.engine.url.render_as_string(hide_password=False)
    done = subprocess.run(
        [sys.executable, "-c", code, url], capture_output=True, text=True, timeout=180
    )
    assert done.stdout.strip() == "False", done.stderr
    assert not (tmp_path / "backups").exists()


def test_a_newer_database_is_refused(empty: Database, tmp_path: Path) -> None:
    bring_up(empty)
    with empty.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9000'"))
    with pytest.raises(WrongDatabase, match=r"newer server \(revision 9000") as refused:
        bring_up(empty)
    assert refused.value.hint.startswith("start the newer server")
    assert revision(empty) == 9000


def test_a_database_of_something_else_is_refused(empty: Database, tmp_path: Path) -> None:
    with empty.write() as connection:
        connection.execute(text("CREATE TABLE shop (id INTEGER)"))
    with pytest.raises(WrongDatabase, match=r"tables of something else \(shop\)"):
        bring_up(empty)


def test_a_database_that_does_not_hold_every_letter_is_refused(postgresql: str) -> None:
    for encoding in ("SQL_ASCII", "LATIN1"):
        name = f"paddock_{encoding.lower()}"
        made = f"CREATE DATABASE {name} ENCODING '{encoding}' LOCALE 'C' TEMPLATE template0"
        administer(postgresql, made)
        with (
            closing(Database(named(postgresql, name))) as database,
            pytest.raises(WrongDatabase, match=f"encoding is {encoding}"),
        ):
            bring_up(database)
        administer(postgresql, f"DROP DATABASE {name}")


def test_what_is_there_survives_the_next_migration(
    empty: Database, versions: Path, tmp_path: Path
) -> None:
    bring_up(empty)
    add_person(empty)
    number = add_revision(versions)
    bring_up(empty)
    assert revision(empty) == number
    assert "shoe_size" in columns(empty)
    with empty.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM person")).scalar_one() == 1


def test_a_migration_that_fails_leaves_everything_as_it_was(
    empty: Database, versions: Path, tmp_path: Path
) -> None:
    bring_up(empty)
    before = head()
    add_revision(versions, more='op.execute("DELETE FROM nothing_of_this_name")')
    with pytest.raises(Exception, match="nothing_of_this_name"):
        bring_up(empty)
    assert revision(empty) == before
    assert "shoe_size" not in columns(empty)


def test_sqlite_is_copied_before_it_is_migrated_and_few_copies_are_kept(
    versions: Path, tmp_path: Path
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'server.sqlite'}")
    bring_up(database)
    assert not (tmp_path / "backups").exists(), "nothing was there to be copied"
    add_person(database)
    for name in range(migrations.KEPT_COPIES):
        (tmp_path / "backups").mkdir(exist_ok=True)
        (tmp_path / "backups" / f"server-2020010{name}T000000-r0001.sqlite").touch()
    before = head()
    add_revision(versions)
    bring_up(database)
    database.close()
    copies = sorted((tmp_path / "backups").iterdir())
    assert len(copies) == migrations.KEPT_COPIES
    assert copies[-1].name.endswith(f"-r{before:04}.sqlite")
    assert copies[-1].stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(copies[-1])) as copy:
        assert copy.execute("SELECT count(*) FROM person").fetchone() == (1,)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_servers_that_start_at_once_migrate_one_after_the_other(
    empty: Database, tmp_path: Path
) -> None:
    url = empty.engine.url.render_as_string(hide_password=False)
    failed: list[BaseException] = []
    gate = threading.Barrier(4)

    def start() -> None:
        database = Database(url)
        gate.wait()
        try:
            bring_up(database)
        except BaseException as error:
            failed.append(error)
        finally:
            database.close()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert revision(empty) == head()
