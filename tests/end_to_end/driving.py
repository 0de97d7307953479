"""A real window under a virtual screen, driven by real keys and clicks, watched from outside."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests import forked

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS, SOON_SECONDS = 60.0, 5.0
NEEDED = ("Xvfb", "xdotool")


def missing() -> list[str]:
    """The foreign programs that are needed and not here."""
    return [name for name in NEEDED if shutil.which(name) is None]


class Screen:
    """A virtual screen of 1440 × 900."""

    def __init__(self) -> None:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-noreset",
                   "-nolisten", "tcp"]  # fmt: skip
        self._server = subprocess.Popen(
            command, pass_fds=(writing,), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            self.display = f":{pipe.readline().strip()}"

    def close(self) -> None:
        """Switch it off."""
        self._server.terminate()
        self._server.wait(60)


class Window:
    """`paddock` on a profile, on a virtual screen; with the sample garage where asked.

    `program` is what starts it, where that is not Python with the sources.
    """

    def __init__(
        self,
        screen: Screen,
        profile: Path,
        *,
        sample: bool = False,
        program: Sequence[str] = (sys.executable, "-m", "client"),
    ) -> None:
        self.profile = profile
        self._environment = os.environ | {
            "DISPLAY": screen.display,
            "PYTHONPATH": str(ROOT),
            "QT_QPA_PLATFORM": "xcb",
        }
        self._environment["PADDOCK_SAMPLE"] = str(int(sample))
        self.process = subprocess.Popen(
            [*program, "--profile", str(profile)],
            env=self._environment, cwd=profile, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.id = self.wait(self._found, "the window")
        self.focus()

    def _found(self) -> str:
        told = self._xdotool("search", "--onlyvisible", "--name", "Paddock$", check=False)
        return told.split()[0] if told.split() else ""

    def _xdotool(self, *words: str, check: bool = True) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self._environment, capture_output=True, text=True, timeout=60
        )
        assert not check or done.returncode == 0, f"xdotool {words}: {done.stderr}"
        return done.stdout

    # ------------------------------------------------------------------ as a person does

    def focus(self) -> None:
        """Give the window the keyboard: there is no window manager that would."""
        self._xdotool("windowfocus", "--sync", self.id)

    def key(self, *keys: str) -> None:
        """Press keys one after the other, as "ctrl+n"."""
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)

    def type(self, words: str) -> None:
        """Type words."""
        self._xdotool("type", "--delay", "8", words)

    def click(self, x: int, y: int) -> None:
        """Click at a place of the window."""
        self._xdotool("mousemove", "--window", self.id, str(x), str(y), "click", "1")

    def drag(self, start: tuple[int, int], end: tuple[int, int], hold: float = 0) -> None:
        """Press at one place, move in steps, let go at another after holding it there.

        Between two programs, whether a place takes the thing is asked and answered: that takes a
        moment.
        """
        self._xdotool("mousemove", "--window", self.id, *map(str, start), "mousedown", "1")
        for step in range(1, 11):
            x = start[0] + (end[0] - start[0]) * step // 10
            y = start[1] + (end[1] - start[1]) * step // 10
            self._xdotool("mousemove", "--window", self.id, str(x), str(y))
        time.sleep(hold)
        self._xdotool("mouseup", "1")

    def title(self) -> str:
        """What the window's title says."""
        return self._xdotool("getwindowname", self.id).strip()

    def ids(self, title: str) -> list[str]:
        """The windows of this title that can be seen, the oldest first."""
        return self._xdotool("search", "--onlyvisible", "--name", f"^{title}$", check=False).split()

    def shows(self, title: str) -> bool:
        """Whether a window of this title, such as a form's, can be seen."""
        return bool(self.ids(title))

    def focus_on(self, title: str) -> None:
        """Wait for a form and give it the keyboard."""
        self.focus_newest(title)

    def focus_newest(self, title: str) -> None:
        """Give the keyboard to the last window of this title that came up."""
        # Another that closes just now makes the search fail.
        newest = max(self.wait(lambda: self.ids(title), title), key=int)
        self._xdotool("windowfocus", "--sync", newest)

    # ------------------------------------------------------------------ as the disk has it

    def records(self, kind: str, *options: str) -> list[dict[str, Any]]:
        """The records of a kind, by the command line in a process of its own."""
        found: list[dict[str, Any]] = self._listed(kind, *options)["records"]
        return found

    def total(self, kind: str) -> int:
        """How many records of a kind there are."""
        return int(self._listed(kind, "--limit", "1")["total"])

    def _listed(self, kind: str, *options: str) -> dict[str, Any]:
        words = ("--profile", str(self.profile), "list", kind, *options, "--json")
        done = forked.run("client", words, environment=self._environment)
        assert done.returncode == 0, done.stdout + done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def wait(self, look: Callable[[], Any], what: str) -> Any:
        """Look until it is there; fails when it does not come."""
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            found = look()
            if found:
                return found
            if self.process.poll() is not None:
                _, said = self.process.communicate()
                raise AssertionError(f"the window ended while waiting for {what}: {said}")
            if time.monotonic() > end:
                raise AssertionError(f"{what} did not come")
            time.sleep(0.1)

    def comes_soon(self, look: Callable[[], Any]) -> bool:
        """Whether it is there within seconds: before what may not be done twice is done again."""
        end = time.monotonic() + SOON_SECONDS
        while not look():
            if time.monotonic() > end:
                return False
            time.sleep(0.1)
        return True

    def picture(self, target: Path) -> None:
        """What the screen shows, where a program to take it is there; to look into a failure."""
        if shutil.which("import"):
            subprocess.run(["import", "-window", "root", str(target)], env=self._environment)

    def close(self) -> None:
        """Close it as a person would; fails where it does not go in peace.

        One that a test has killed is gone already, and had no chance to.
        """
        if self.process.poll() == -signal.SIGKILL:
            self.process.communicate()
            return
        if self.process.poll() is None:
            # A dialog that has just gone had the keyboard.
            self.focus()
            self.key("ctrl+q")
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
        _, said = self.process.communicate()
        status = self.process.returncode
        assert status == 0, f"the window ended badly ({status}): {said}"
