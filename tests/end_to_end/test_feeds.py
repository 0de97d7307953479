"""Feeds from the command line: made, read by anybody who has the address, listed and revoked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.end_to_end.serving import Profile, ServerProcess

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    made = ServerProcess(tmp_path_factory.mktemp("feeds") / "server")
    made.start()
    try:
        yield made
    finally:
        made.stop()


def test_a_feed_is_made_read_listed_and_revoked(server: ServerProcess, tmp_path: Path) -> None:
    server.command("account", "add", "ann@example.org", "--name", "Ann")
    ann = Profile(tmp_path / "ann")
    assert ann.ask("feed", "create", status=5)["error"]["code"] == "sign_in"
    ann.ask("login", server.url, "--pair", server.pair("ann@example.org"))
    vehicle = ann.ask("add", "vehicle", "name=Berta")["id"]
    ann.ask("add", "reminder", "vehicle=Berta", "title=Oil change", "due=2028-01-01")
    ann.ask("add", "calendar", "name=Garage")
    made = ann.ask("feed", "create", "--vehicle", "Berta", "--detail", "titles")
    assert made["url"].startswith(f"{server.url}/feeds/")
    assert made["webcal"] == made["url"].replace("http:", "webcal:")
    assert (made["of"], made["target"], made["used"]) == ("vehicle", vehicle, None)
    answer = httpx.get(made["url"], timeout=60)
    assert "SUMMARY:Oil change (Berta)" in answer.text
    assert (
        httpx.get(
            made["url"], headers={"If-None-Match": answer.headers["etag"]}, timeout=60
        ).status_code
        == 304
    )

    once = ann.ask("feed", "create", "--calendar", "garage", "--once", "--until", "2040-01-01")
    assert httpx.get(once["url"], timeout=60).text.startswith("BEGIN:VCALENDAR")
    assert httpx.get(once["url"], timeout=60).status_code == 404
    states = {each["name"]: each["state"] for each in ann.ask("feed", "list")["feeds"]}
    assert states == {"Berta": "live", "Garage": "used"}
    assert all(each["used"] for each in ann.ask("feed", "list")["feeds"])

    assert ann.ask("feed", "revoke", "Berta")["revoked"] == made["id"]
    assert httpx.get(made["url"], timeout=60).status_code == 404
    assert ann.ask("feed", "revoke", "Berta", status=2)["error"]["code"] == "not_found"
    wrong = ann.ask("feed", "create", "--calendar", "Nobody's", status=2)["error"]
    assert "Garage" in wrong["hint"]
    assert ann.ask("feed", "create", "--detail", "all", status=2)["error"]["code"] == "bad_request"
    shown = ann.run("feed", "create", "--calendar", "reminders").stdout.splitlines()
    assert [line.partition(":")[0] for line in shown] == ["http", "webcal"]
    assert "reminders" in ann.run("feed", "list").stdout


def test_a_feed_within_a_private_network_is_not_read(server: ServerProcess, tmp_path: Path) -> None:
    ben = Profile(tmp_path / "ben")
    said = ben.ask("feed", "subscribe", f"{server.url}/feeds/x.ics", "--name", "Inside", status=4)
    (subscription,) = said["subscriptions"]
    assert "private network" in subscription["fault"]
    (record,) = ben.ask("list", "subscription")["records"]
    assert "private network" in record["fault"]
    assert ben.ask("feed", "refresh", "inside", status=4)["subscriptions"] == [subscription]
    assert ben.ask("feed", "refresh", "Nothing", status=2)["error"]["code"] == "not_found"
    assert ben.ask("feed", "subscribe", "file:///etc/passwd", status=2)["error"]["code"]
    assert "Inside" in {each["name"] for each in ben.ask("list", "calendar")["records"]}
