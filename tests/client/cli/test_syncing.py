"""login, status, sync, logout: what they say, and with which exit status."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from client.remote.secrets import MemorySecrets
from tests.client.cli.running import Paddock
from tests.client.remote.serving import Served
from tests.client.sync.standin import Server


@pytest.fixture
def served() -> Iterator[tuple[Served, str]]:
    """The stand-in server on a port of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    app = Served(Server(lambda: time.time_ns() // 1_000_000), url)
    app.pairs |= {"CODE-1": "ann", "CODE-2": "ann"}
    config = uvicorn.Config(app, log_level="critical", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield app, url
    server.should_exit = True
    thread.join()
    listening.close()
    MemorySecrets.kept.clear()


def test_two_profiles_agree_and_the_overtaken_value_is_in_the_history(
    garage: Paddock, profile: Path, tmp_path: Path, templates: Path, served: tuple[Served, str]
) -> None:
    app, url = served
    before = garage("status", "--json").json
    assert before == {
        "account": None, "server": None, "state": "local", "waiting": 1, "kept": 0,
        "last_sync": None,
    }  # fmt: skip
    signed = garage("login", url, "--pair", "CODE-1", "--json").json
    assert (signed["account"], signed["server"], signed["state"]) == ("ann@x.org", url, "waiting")
    assert garage("sync", "--json").json == {
        "sent": 1, "received": 0, "refused": 0, "overtaken": 0, "spaces": 1,
    }  # fmt: skip
    other = Path(shutil.copytree(templates / "empty", tmp_path / "other"))
    assert garage("login", url, "--pair", "CODE-2", at=other).status == 0
    assert garage("sync", at=other).out == "0 sent, 1 received\n"
    (record,) = garage("list", "vehicle", "--json", at=other).json["records"]
    garage("edit", record["id"], "name=Here")
    garage("edit", record["id"], "name=There", at=other)
    garage("sync")
    assert garage("sync", "--json", at=other).json["overtaken"] == 1
    garage("sync")
    shown = garage("show", record["id"], "--history", "--json").json
    assert shown["name"] == "There"
    lost = [each for each in shown["history"] if each["overtaken"]]
    assert [(each["field"], each["value"]) for each in lost] == [("name", "Here")]
    assert "name: Here (overtaken by" in garage("show", record["id"], "--history").out
    app.server.refuse[record["id"]] = "forbidden"
    garage("edit", record["id"], "name=Refused")
    refused = garage("sync", "--json")
    assert (refused.status, refused.json["refused"]) == (3, 1)
    after = garage("status", "--json").json
    assert (after["state"], after["waiting"], after["kept"]) == ("synced", 0, 1)
    assert after["last_sync"].endswith("+00:00")
    assert "1 edit was not taken and is kept: paddock status --kept names" in garage("status").out
    named = garage("status", "--kept")
    assert named.out.splitlines()[-2:] == [
        "1 edit was not taken and is kept", "  vehicle There: name (forbidden: no)",
    ]  # fmt: skip
    (edit,) = garage("status", "--kept", "--json").json["kept_edits"]
    assert (edit["record"], edit["fields"]) == (record["id"], {"name": "Refused"})
    assert edit["code"] == "forbidden"


def test_counts_agree_with_their_words(
    garage: Paddock, profile: Path, tmp_path: Path, templates: Path, served: tuple[Served, str]
) -> None:
    app, url = served
    garage("login", url, "--pair", "CODE-1")
    garage("sync")
    other = Path(shutil.copytree(templates / "empty", tmp_path / "other"))
    garage("login", url, "--pair", "CODE-2", at=other)
    garage("sync", at=other)
    (record,) = garage("list", "vehicle", "--json", at=other).json["records"]
    for fields in (["name"], ["name", "notes"]):
        garage("edit", record["id"], *(f"{field}=Here {len(fields)}" for field in fields))
        there = [f"{field}=There {len(fields)}" for field in fields]
        garage("edit", record["id"], *there, at=other)
        garage("sync")
        lost = "1 value was" if len(fields) == 1 else "2 values were"
        assert f"{lost} overtaken by edits made" in garage("sync", at=other).out
        garage("sync")
    app.server.refuse[record["id"]] = "too_large"
    garage("edit", record["id"], "name=Refused")
    refused = garage("sync").out.splitlines()
    assert refused[-1] == "1 was refused and is kept: paddock status --kept"
    garage("edit", record["id"], "name=Refused again")
    garage("sync")
    said = garage("status", "--kept").out.splitlines()[-3:]
    assert said[0] == "2 edits were not taken and are kept"
    assert [line.rpartition("(")[2] for line in said[1:]] == ["too large: no)"] * 2


def test_what_goes_wrong_has_its_exit_status(garage: Paddock, served: tuple[Served, str]) -> None:
    app, url = served
    assert garage("sync", "--json").status == 5
    assert garage("sync", "--json").error["code"] == "sign_in"
    assert garage("login", url, "--pair", "WRONG", "--json").status == 5
    assert garage("login", "http://127.0.0.1:1", "--pair", "X", "--json").error["code"] == (
        "server_away"
    )
    assert garage("login", "ftp://x", "--json").status == 2
    assert garage("login", url, "--pair", "X", "--browser", "--json").status == 2
    assert garage("login", url, "--pair", "CODE-1").status == 0
    app.instead = lambda _: (200, {"content-type": "text/html"}, b"<h1>Wi-Fi</h1>")
    away = garage("sync", "--json")
    assert (away.status, away.error["code"]) == (4, "not_paddock")
    app.instead = lambda _: None
    assert garage("sync").status == 0
    gone = garage("logout", "--everywhere", "--json").json
    assert (gone["account"], gone["state"]) == (None, "signed_out")
    assert garage("sync", "--json").status == 5
    assert len(garage("list", "vehicle", "--json").json["records"]) == 1
    assert "everything stays on this machine" in garage("status").out


def test_a_device_code_is_typed_elsewhere(
    garage: Paddock, served: tuple[Served, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, url = served
    monkeypatch.setattr("client.cli.syncing.time.sleep", lambda _: None)
    answer = garage("login", url, "--device-code")
    assert answer.status == 0
    assert f"{url}/device and type ABCD" in answer.err
    assert garage("sync").out.startswith("1 sent")


def test_what_is_here_can_be_left_here(garage: Paddock, served: tuple[Served, str]) -> None:
    app, url = served
    first = app.server.session("ann", "f" * 16)
    first.take_home("01890a5d-ac96-774b-bcce-b302099a8057")
    garage("login", url, "--pair", "CODE-1", "--leave-local")
    assert garage("sync", "--json").json["sent"] == 0
    assert len(garage("list", "vehicle", "--json").json["records"]) == 1


def test_the_browser_comes_back_to_this_machine(
    garage: Paddock, served: tuple[Served, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from urllib.parse import parse_qs, urlencode, urlsplit
    from urllib.request import urlopen

    app, url = served
    pages: list[bytes] = []

    def open_browser(address: str) -> bool:
        asked = {n: v[0] for n, v in parse_qs(urlsplit(address).query).items()}
        assert asked["code_challenge_method"] == "S256"
        assert asked["redirect_uri"].startswith("http://127.0.0.1:")
        answer = urlencode({"code": "c", "state": asked["state"], "iss": app.issuer})
        with urlopen(f"{asked['redirect_uri']}?{answer}") as page:
            pages.append(page.read())
        return True

    monkeypatch.setattr("webbrowser.open", open_browser)
    answer = garage("login", url, "--browser")
    assert answer.status == 0
    assert "Signed in as ann@x.org" in answer.out
    assert b"You can close this page" in pages[0]
