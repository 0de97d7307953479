"""The window and its sync: nothing of the network before it is up, and no waiting as it goes."""

import socket
import subprocess
import sys
import time
from pathlib import Path

from client.remote.secrets import MemorySecrets, secret_name
from client.store import Store
from client.store.account import set_account
from client.ui.shell.shell import Shell

ROOT = Path(__file__).resolve().parents[3]

WATCHED = """
import sys
from pathlib import Path
from client.app.start import prepare_window
prepare_window()
from client.app import view as views
from client.app.window import run_window
from PySide6.QtCore import QEvent, QObject, QTimer

# On a loaded machine the first picture may take longer than one that nobody will see.
views._UNSEEN_MILLISECONDS = 60_000

NETWORK = ("httpx", "websockets", "client.sync", "client.remote")

def network():
    return sorted(name for name in NETWORK if name in sys.modules)

class FirstPaint(QObject):
    # Looks as the first picture is painted; what waits for it comes after that event.
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            print("painted", network())
        return False

def watch(view):
    view.shell.installEventFilter(FirstPaint(view))
    def look():
        known = view.desk.is_open and view.shell.sidebar.contents.vehicles
        if known and view.desk.workers.idle and set(sys.argv[2:]) <= set(network()):
            # Closing may take longer than until the next look.
            timer.stop()
            print("settled", network())
            view.shell.close()
    timer = QTimer(view)
    timer.timeout.connect(look)
    timer.start(200)

sys.exit(run_window(Path(sys.argv[1]), ["paddock"], watch))
"""


def run(folder, *awaited):
    """What a window says when it is painted and when it has settled, with these imported."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(folder), *awaited],
        cwd=ROOT, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def sign_in(folder, server):
    with Store(folder) as store:
        store.layered(lambda t: set_account(t.connection, server=server, person="ann", told=1))


def test_a_garage_without_an_account_never_imports_the_network(with_octavia):
    assert run(with_octavia) == ["painted []", "settled []"]


def test_a_garage_with_an_account_imports_the_network_once_it_shows(with_octavia):
    sign_in(with_octavia, "http://127.0.0.1:1")
    painted, settled = run(with_octavia, "client.sync", "httpx")
    assert painted == "painted []"
    assert "client.sync" in settled


def test_a_server_that_never_answers_does_not_keep_the_window_open(
    with_octavia, person, session, monkeypatch
):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        server = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        sign_in(with_octavia, server)
        monkeypatch.setenv("PADDOCK_KEYRING", "memory")
        monkeypatch.setitem(MemorySecrets.kept, secret_name(with_octavia, server), "token")
        closed = []

        def close_while_it_waits(shell):
            state = shell.desk.sync.state
            if state is None or state.phase != "syncing":
                return False
            closed.append(time.monotonic())
            return shell.close()

        person((Shell, close_while_it_waits))
        assert session(with_octavia) == 0
        took = time.monotonic() - closed[0]
    assert took < 10.0
