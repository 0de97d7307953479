"""What holds for every test: no screen, no home, and nothing left behind or said in secret."""

import gc
import logging
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase

from tests.compiling import compile_once
from tests.in_memory import write_in_memory
from tests.new_stores import copy_new_stores
from tests.quick_keys import derive_quickly

# Before any test imports Qt: Qt reads it once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_API", "pyside6")
os.environ.setdefault("PADDOCK_KEYRING", "memory")
# A mail server of the tests may need more than five seconds to come up on a busy machine.
os.environ.setdefault("AIOSMTPD_CONTROLLER_TIMEOUT", "60")
# Nothing depends on the language and the region of who runs the tests.
for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_MONETARY"):
    os.environ.pop(name, None)
os.environ["LANG"] = "C.UTF-8"

write_in_memory()
compile_once()
copy_new_stores()
derive_quickly()
# What is imported to find the tests stays; see `nothing_is_collected_in_threads` for the rest.
gc.disable()

ROOT = Path(__file__).resolve().parent.parent
OUR_LOGGERS = ("client", "garage", "sync_server")
THREAD_GRACE_SECONDS = 30.0
EVENT_MILLISECONDS = 60_000

settings.register_profile(
    "paddock",
    deadline=None,
    # How long examples take to draw is the machine's affair, not the test's.
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
    database=None
    if os.environ.get("CI")
    else DirectoryBasedExampleDatabase(ROOT / ".cache" / "hypothesis"),
    print_blob=True,
)
settings.load_profile("paddock")


def pytest_configure(config: pytest.Config) -> None:
    """Workers get the files in our order: xdist's own has slow files with few tests at the end."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files with slow tests first, then the long ones: at the end no worker toils alone."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    tests = Counter(item.path for item in items)
    items.sort(key=lambda item: (item.path not in slow, -tests[item.path]))


@pytest.fixture(autouse=True, scope="session")
def a_home_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the profile of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    places = ("APPDATA", "LOCALAPPDATA", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    with pytest.MonkeyPatch.context() as patch:
        for place in places:
            patch.setenv(place, str(home / place.lower()))
        yield


class _Listener(logging.Handler):
    """Keeps what the house logs at WARNING and above during one test."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.expected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def unexpected(self) -> list[str]:
        """The lines that no expectation covers."""
        return [line for line in self.lines if not any(part in line for part in self.expected)]

    def missing(self) -> list[str]:
        """The expectations that no line met."""
        return [part for part in self.expected if not any(part in line for line in self.lines)]


@pytest.fixture(autouse=True)
def listener() -> Iterator[_Listener]:
    """A warning in the log that the test did not expect fails it."""
    handler = _Listener()
    loggers = [logging.getLogger(name) for name in OUR_LOGGERS]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield handler
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
    if handler.unexpected():
        pytest.fail("unexpected in the log:\n" + "\n".join(handler.unexpected()))
    if handler.missing():
        pytest.fail("expected in the log and not there:\n" + "\n".join(handler.missing()))


@pytest.fixture(autouse=True)
def logging_is_put_back() -> Iterator[None]:
    """A command of the server's lets its log go where this test looks, and no later one."""
    root, servers = logging.getLogger(), logging.getLogger("paddock")
    before = root.handlers[:], root.level, servers.level
    yield
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    servers.setLevel(before[2])


@pytest.fixture
def expect_log(listener: _Listener) -> Callable[[str], None]:
    """`expect_log("part of a line")`: the test logs that at WARNING or above, and must."""
    return listener.expected.append


_TOO_MUCH = 30_000


@pytest.fixture(autouse=True, scope="session")
def nothing_is_collected_in_threads() -> Iterator[None]:
    """Python's collector may begin in any thread, and what it finds there may be a widget."""
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


def _collect() -> None:
    """Let go of what nobody holds; what is left will stay, and need not be looked at again.

    A window's test leaves some thousands of objects, the modules and their tests half a million.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def collected_between_tests(nothing_is_collected_in_threads: None) -> Iterator[None]:
    """What the tests threw away goes here, in the thread that made the widgets."""
    yield
    if gc.get_count()[0] > _TOO_MUCH:
        _collect()


def _threads() -> set[threading.Thread]:
    # Python code that ran on a thread of Qt's leaves a dummy behind, which is no leak.
    return {
        thread
        for thread in threading.enumerate()
        if thread.is_alive() and not isinstance(thread, threading._DummyThread)
    }


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """A thread that outlives its test fails it; one on its way out gets a moment."""
    before = _threads()
    yield
    end = time.monotonic() + THREAD_GRACE_SECONDS
    for thread in _threads() - before:
        thread.join(max(0.0, end - time.monotonic()))
    left = sorted(thread.name for thread in _threads() - before)
    if left:
        pytest.fail(f"threads left running: {', '.join(left)}")


def _windows() -> list[object]:
    """The top-level widgets that Qt knows; none as long as no test has made an application."""
    qt = sys.modules.get("PySide6.QtWidgets")
    if qt is None or qt.QApplication.instance() is None:
        return []
    return [
        widget
        for widget in qt.QApplication.topLevelWidgets()
        if widget.parent() is None and not widget.inherits("QTipLabel")
    ]


@pytest.fixture(autouse=True)
def no_window_is_left() -> Iterator[None]:
    """A window that outlives its test fails it: it would be painted, and crash, in a later one."""
    before = _windows()
    yield
    if len(_windows()) <= len(before):
        return
    core = sys.modules["PySide6.QtCore"]
    _collect()
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
    left = [window for window in _windows() if window not in before]
    if left:
        pytest.fail(f"windows left open: {', '.join(map(repr, left))}")


_WAITS = ("waitActive", "waitCallback", "waitExposed", "waitSignal", "waitSignals", "waitUntil")


@pytest.fixture
def qtbot(qtbot: Any) -> Any:
    """Qt's robot, who waits for an event as long as a slow and busy machine may need.

    The five seconds of its own are no bound on anything of ours: what is awaited mostly comes at
    once, and only a test that fails waits to the end.
    """
    for name in _WAITS:
        setattr(qtbot, name, partial(getattr(qtbot, name), timeout=EVENT_MILLISECONDS))
    return qtbot
