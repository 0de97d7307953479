"""Two profiles of one person and a server, all real processes: they agree, and say what is."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from client.remote.oauth import CLIENT, PAIR_GRANT
from tests.end_to_end.serving import Profile, ServerProcess, until

FILES = Path(__file__).resolve().parents[1] / "data" / "imports"
ROWS = 3_000

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    made = ServerProcess(tmp_path_factory.mktemp("sync") / "server")
    made.start()
    try:
        yield made
    finally:
        made.stop()


def person(server: ServerProcess, name: str) -> str:
    """The address of a new account."""
    return str(server.command("account", "add", f"{name}@example.org", "--name", name)["email"])


def signed_in(server: ServerProcess, email: str, folder: Path) -> Profile:
    """A profile of this person's, not synced yet."""
    profile = Profile(folder)
    said = profile.ask("login", server.url, "--pair", server.pair(email))
    assert (said["account"], said["server"]) == (email, server.url)
    return profile


def test_two_profiles_edit_a_vehicle_offline_and_agree_with_the_overtaken_value_in_the_history(
    server: ServerProcess, tmp_path: Path
) -> None:
    ann = person(server, "ann")
    desk = Profile(tmp_path / "desk")
    id_ = desk.ask("add", "vehicle", "name=Z3")["id"]
    assert desk.ask("sync", status=5)["error"]["code"] == "sign_in"
    wrong = desk.ask("login", server.url, "--pair", "AAAA-BBBB-CCCC", status=5)
    assert wrong["error"]["code"] == "sign_in"
    desk = signed_in(server, ann, desk.folder)
    assert desk.ask("sync")["sent"] == 1
    laptop = signed_in(server, ann, tmp_path / "laptop")
    assert laptop.ask("sync")["received"] == 1

    # Both edit it with nobody to ask.
    server.stop()
    desk.ask("edit", id_, "name=Berta", "trim=Roadster")
    laptop.ask("edit", id_, "name=Herbie", "colour=blue")
    away = desk.ask("sync", status=4)["error"]
    assert away["code"] == "server_away"
    assert "cannot be reached" in away["message"]
    waiting = desk.ask("status")
    assert (waiting["state"], waiting["waiting"], waiting["account"]) == ("waiting", 1, ann)
    server.start()

    assert desk.ask("sync")["sent"] == 1
    assert laptop.ask("sync")["overtaken"] == 1
    desk.ask("sync")
    shown = [profile.ask("show", id_, "--history") for profile in (desk, laptop)]
    for each in shown:
        assert (each["name"], each["trim"], each["colour"]) == ("Herbie", "Roadster", "blue")
        lost = [(one["field"], one["value"]) for one in each["history"] if one["overtaken"]]
        assert lost == [("name", "Berta")]
    assert without_history(shown[0]) == without_history(shown[1])

    # Everywhere means the other one as well; what is here stays.
    assert desk.ask("logout", "--everywhere")["state"] == "signed_out"
    said = until(lambda: ended(laptop), "the end of the session")
    assert said["code"] == "sign_in"
    assert "signed out" in said["message"]
    for profile in (desk, laptop):
        assert profile.ask("show", id_)["name"] == "Herbie"
        assert profile.ask("status")["state"] == "signed_out"


def without_history(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "history"}


def ended(profile: Profile) -> Any:
    """The error of a session that the server has ended; nothing as long as it has not noticed."""
    done = profile.run("sync", "--json")
    return json.loads(done.stdout)["error"] if done.returncode == 5 else None


def test_who_watches_is_told_of_another_s_edit(server: ServerProcess, tmp_path: Path) -> None:
    email = person(server, "watcher")
    desk = signed_in(server, email, tmp_path / "desk")
    laptop = signed_in(server, email, tmp_path / "laptop")
    laptop.ask("sync")
    with laptop.watching() as lines:
        id_ = desk.ask("add", "vehicle", "name=Z3")["id"]
        assert desk.ask("sync")["sent"] == 1
        until(lambda: "0 sent, 1 received\n" in lines, "the edit of another")
        # A server that goes away is told once, and looked for until it is back.
        server.stop()
        until(lambda: any("cannot be reached" in line for line in lines), "the word of it")
        server.start()
        desk.ask("edit", id_, "name=Berta")
        assert desk.ask("sync")["sent"] == 1
        until(lambda: lines.count("0 sent, 1 received\n") == 2, "the second edit")
    assert sum("cannot be reached" in line for line in lines) == 1
    assert laptop.ask("show", id_)["name"] == "Berta"


def test_a_program_that_watches_is_given_a_document_a_line(
    server: ServerProcess, tmp_path: Path
) -> None:
    email = person(server, "program")
    desk = signed_in(server, email, tmp_path / "desk")
    laptop = signed_in(server, email, tmp_path / "laptop")
    laptop.ask("sync")
    with laptop.watching("--json") as lines:
        # The first tells that it is watched from now on, though nothing has come.
        until(lambda: len(lines) == 1, "the first document")
        desk.ask("add", "vehicle", "name=Z3")
        desk.ask("sync")
        until(lambda: len(lines) == 2, "the edit of another")
    first, came, stopped = map(json.loads, lines)
    assert first == {"sent": 0, "received": 0, "refused": 0, "overtaken": 0, "spaces": 1}
    assert came == first | {"received": 1}
    assert stopped["error"]["code"] == "stopped"


def test_what_one_may_not_do_any_more_is_refused_and_kept(
    server: ServerProcess, tmp_path: Path
) -> None:
    owner, guest = person(server, "owner"), person(server, "guest")
    desk = signed_in(server, owner, tmp_path / "owner")
    id_ = desk.ask("add", "vehicle", "name=Z3")["id"]
    desk.ask("sync")
    other = signed_in(server, guest, tmp_path / "guest")
    with browser(server, owner) as mine, browser(server, guest) as theirs:
        family = asked(mine, "POST", "/spaces", {"name": "Family", "kind": "family"})["id"]
        here = desk.ask("show", id_)["space"]
        asked(mine, "POST", "/records/move", {"space": here, "to": family, "ids": [id_]})
        invited = asked(mine, "POST", f"/spaces/{family}/invitations", {"role": "member"})
        asked(theirs, "POST", "/invitations/accept", {"code": invited["code"]})
        assert other.ask("sync")["spaces"] == 2
        other.ask("edit", id_, "name=Mine now")
        who = asked(theirs, "GET", "/account")["id"]
        asked(mine, "PATCH", f"/spaces/{family}/members/{who}", {"role": "viewer"})
    said = other.ask("sync", status=3)
    assert (said["sent"], said["refused"]) == (0, 1)
    assert other.ask("show", id_)["name"] == "Z3"
    after = other.ask("status")
    assert (after["state"], after["waiting"], after["kept"]) == ("synced", 0, 1)
    # And a profile is nobody else's: what is in it would get into another account.
    refused = other.ask("login", server.url, "--pair", server.pair(owner), status=2)
    assert "belongs to guest@example.org" in refused["error"]["message"]


def browser(server: ServerProcess, email: str) -> httpx.Client:
    """What this person may ask of the server, from a device of its own."""
    form = {"grant_type": PAIR_GRANT, "client_id": CLIENT, "pair_code": server.pair(email),
            "device": secrets.token_hex(8), "device_name": "Browser"}  # fmt: skip
    answer = httpx.post(f"{server.url}/oauth/token", data=form, timeout=60)
    assert answer.status_code == 200, answer.text
    token = answer.json()["access_token"]
    return httpx.Client(
        base_url=server.url, headers={"Authorization": f"Bearer {token}"}, timeout=60
    )


def asked(client: httpx.Client, method: str, path: str, body: Any = None) -> Any:
    answer = client.request(method, path, json=body)
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.content else {}


def test_a_garage_made_offline_arrives_whole_on_another_profile(
    server: ServerProcess, tmp_path: Path
) -> None:
    email = person(server, "fuelio")
    desk = Profile(tmp_path / "desk")
    desk.ask("import", str(fuelio_file(tmp_path / "van.csv", ROWS)), "--currency", "EUR")
    before = figures(desk)
    assert before["count"] == ROWS
    desk = signed_in(server, email, desk.folder)
    assert desk.ask("sync")["sent"] > ROWS
    laptop = signed_in(server, email, tmp_path / "laptop")
    assert laptop.ask("sync")["received"] > ROWS
    assert figures(laptop) == before == figures(desk)
    again = [profile.ask("sync") for profile in (desk, laptop)]
    assert [(said["sent"], said["received"]) for said in again] == [(0, 0)] * 2


def fuelio_file(target: Path, rows: int) -> Path:
    """The fill-ups of many years, as Fuelio writes them."""
    head = (FILES / "fuelio_van.csv").read_text("utf-8").split("\n")[:5]
    lines = [
        f'"{date(2009, 1, 1) + timedelta(2 * n)} 08:05","{1000 + 210 * n}","{14 + n % 9}.5","1",'
        f'"{20 + n % 17}.40","","0.0","0.0","","","0","1","200","","0","0.0","{n}","0.0","",'
        f'"{n}","1"'
        for n in range(rows)
    ]
    target.write_text("\n".join([*head, *lines, ""]), "utf-8")
    return target


def figures(profile: Profile) -> dict[str, Any]:
    """Every record as it is shown, and what the program makes of them."""
    records = {
        kind: sorted(listed(profile, kind), key=lambda record: str(record["id"]))
        for kind in ("vehicle", "fill_up")
    }
    return {
        "count": len(records["fill_up"]), "records": records,
        "economy": profile.ask("economy"), "costs": profile.ask("costs"),
    }  # fmt: skip


def listed(profile: Profile, kind: str) -> list[dict[str, Any]]:
    found = profile.ask("list", kind, "--limit", "100000")["records"]
    # Where it is kept may differ: a garage that joins an account's moves into it.
    return [{name: value for name, value in one.items() if name != "space"} for one in found]
