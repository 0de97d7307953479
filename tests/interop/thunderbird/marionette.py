"""Thunderbird under a virtual screen, driven through Mozilla's own protocol for tests."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.ports import free_port

PATIENCE_SECONDS = 90
SETTINGS = {
    "app.update.enabled": False, "mail.provider.suppress_dialog_on_startup": True,
    "mail.spotlight.firstRunDone": True, "mail.winsearch.firstRunDone": True,
    "mailnews.start_page.enabled": False, "mailnews.start_page_override.mstone": "ignore",
    "mail.rights.version": 1, "mail.shell.checkDefaultClient": False,
    "datareporting.policy.bypassNotification": True, "mail.inappnotifications.enabled": False,
    "datareporting.healthreport.uploadEnabled": False, "network.proxy.type": 0,
    "calendar.timezone.useSystemTimezone": False, "calendar.timezone.local": "Europe/Berlin",
}  # fmt: skip
SCRIPT = """
const [args, done] = arguments;
const {cal} = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
(async () => { %s })().then(
  found => done({found}), error => done({error: `${error} ${error.stack}`}));
"""


class Marionette:
    """A session in a Thunderbird that runs."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self._reader = self._socket.makefile("rb")
        self._number = 0
        self._read()
        self._ask("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {}}})
        self._ask("WebDriver:SetTimeouts", {"script": PATIENCE_SECONDS * 1000})
        self._ask("Marionette:SetContext", {"value": "chrome"})

    def run(self, script: str, *args: Any) -> Any:
        """What an asynchronous script returns, which may use `cal` and `args`."""
        sent = {"script": SCRIPT % script, "args": [list(args)]}
        told = self._ask("WebDriver:ExecuteAsyncScript", sent)["value"]
        assert "error" not in told, told["error"]
        return told.get("found")

    def picture(self, path: Path) -> None:
        """The window as it looks, as PNG."""
        shot = self._ask("WebDriver:TakeScreenshot", {"full": False})["value"]
        path.write_bytes(base64.b64decode(shot))

    def close(self) -> None:
        """Speak no more."""
        self._reader.close()
        self._socket.close()

    def _read(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self._reader.read(1) or b"0:"
        return json.loads(self._reader.read(int(size[:-1])))

    def _ask(self, name: str, fields: dict[str, Any]) -> Any:
        self._number += 1
        sent = json.dumps([0, self._number, name, fields]).encode()
        self._socket.sendall(b"%d:" % len(sent) + sent)
        _, _, error, answer = self._read()
        assert error is None, error
        return answer


@contextmanager
def thunderbird(program: str, folder: Path) -> Iterator[Marionette]:
    """A new profile's window, which is closed afterwards with its screen."""
    port = free_port()
    profile = folder / "profile"
    profile.mkdir()
    said = {**SETTINGS, "marionette.port": port}
    lines = (f'user_pref("{name}", {json.dumps(value)});\n' for name, value in said.items())
    (profile / "user.js").write_text("".join(lines))
    command = [
        "xvfb-run", "--auto-servernum", "--server-args=-screen 0 1280x900x24", program,
        "--profile", str(profile), "--no-remote", "--marionette", "--remote-allow-system-access",
    ]  # fmt: skip
    environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    with (folder / "thunderbird.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        session = _session(process, port)
        try:
            yield session
        finally:
            session.close()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def _session(process: subprocess.Popen[bytes], port: int) -> Marionette:
    end = time.monotonic() + PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            return Marionette(port)
        except OSError:
            time.sleep(0.2)
    raise AssertionError("Thunderbird does not come up")
