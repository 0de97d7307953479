"""A real server on this machine, a profile whose window syncs with it, and another device."""

import contextlib
import socket
import threading
from datetime import UTC, datetime

import pytest
import uvicorn

from client.app.pages import PAGES
from client.app.syncing import Syncing
from client.operations.records import add, edit
from client.remote import secrets
from client.remote.secrets import MemorySecrets
from client.store import Store
from client.sync.engine import Engine
from client.sync.signing import SignIn, connect
from client.ui.desk import Desk
from client.ui.shell.shell import Shell
from garage.records import Vehicle, kind_named
from sync_server.accounts.people import add_person
from sync_server.app import create_app
from sync_server.kit import clock
from sync_server.oauth.service import pair_code
from sync_server.settings import Settings
from tests.sync_server.templates import with_tables

PATIENCE = 60_000


class Server:
    """A server in a thread, over a database of its own."""

    def __init__(self, folder):
        self.people = {}
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.app = create_app(Settings(with_tables(folder), base_url=self.url))
        config = uvicorn.Config(
            self.app, ws="websockets-sansio", log_level="error", ws_per_message_deflate=False,
            lifespan="on", timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, name="test-server")
        self._thread.start()

    def _serve(self):
        self._server.run(sockets=[self._socket])

    @property
    def is_up(self):
        return self._server.started

    def account(self, email="ann@example.org", name="Ann"):
        with self.app.state.database.write() as connection:
            self.people[email] = add_person(connection, email, name, None, clock.now())

    def pair(self, email="ann@example.org"):
        with self.app.state.database.write() as connection:
            return pair_code(connection, self.people[email], clock.now())

    def stop(self):
        self._server.should_exit = True
        self._thread.join()


@pytest.fixture(autouse=True)
def no_secrets_are_left():
    MemorySecrets.kept.clear()
    secrets._CHOSEN.clear()


@pytest.fixture
def person():
    return {"name": "Jonas", "region": "IE", "zone": "UTC"}


@pytest.fixture
def server(tmp_path, qtbot):
    """A server where Ann has an account."""
    made = Server(tmp_path / "server")
    qtbot.waitUntil(lambda: made.is_up, timeout=PATIENCE)
    made.account()
    yield made
    made.stop()


@pytest.fixture
def herbie(store):
    """A vehicle of this profile's."""
    return add(store, kind_named("vehicle"), {"name": "Herbie", "plate": "OFP 857"}).ids[0]


@pytest.fixture
def desk(store, person):
    made = Desk(store, person, lambda: datetime.now(UTC))
    syncing = made.sync.runner = Syncing(made.sync)
    yield made
    made.stop()
    syncing.close()
    made.close()


@pytest.fixture
def shell(desk, qtbot, settled):
    """The window on the garage's page."""
    made = Shell(desk, PAGES)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.begin()
    settled()
    return made


@pytest.fixture
def sign_in(server):
    """Sign a profile in by a pair code, without its window."""

    def by_pair(store, email="ann@example.org", **options):
        with contextlib.closing(SignIn(store, server.url)) as signing:
            signing.finish(signing.oauth.by_pair(server.pair(email)), **options)

    return by_pair


class Elsewhere:
    """Another device of Ann's."""

    def __init__(self, store):
        self.store = store

    def sync(self):
        with contextlib.closing(connect(self.store)) as remote:
            return Engine(self.store, remote).sync()

    def names(self):
        return sorted(v.name for v in self.store.read(lambda reader: reader.all(Vehicle)))


@pytest.fixture
def elsewhere(tmp_path, person, sign_in):
    """Another device, signed in."""
    with Store(tmp_path / "elsewhere") as opened:
        opened.set_settings(person)
        sign_in(opened)
        yield Elsewhere(opened)


@pytest.fixture
def phase(desk, qtbot):
    """Wait until the sync stands so."""

    def wait(*phases):
        def there():
            return desk.sync.state is not None and desk.sync.state.phase in phases

        qtbot.waitUntil(there, timeout=PATIENCE)

    return wait


@pytest.fixture
def overtaken(desk, store, herbie, sign_in, elsewhere, phase):
    """Herbie was renamed here and elsewhere at the same time; elsewhere came later."""
    sign_in(store)
    desk.sync.begin(store)
    phase("synced")
    elsewhere.sync()
    desk.sync.halt()
    edit(store, herbie, {"name": "Mine"})
    edit(elsewhere.store, herbie, {"name": "Theirs"})
    elsewhere.sync()
    desk.sync.begin(store)
    return herbie
