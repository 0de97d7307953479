"""settings, status, check and kinds."""

from pathlib import Path

import pytest

from tests.client.cli.running import Paddock


def test_settings_are_kept_and_forgotten(paddock: Paddock) -> None:
    assert paddock("settings", "--json").json == {"settings": {}}
    set_ = paddock("settings", "region=de", "units.volume=gal_uk", "zone=Europe/Berlin", "--json")
    assert set_.json["settings"] == {
        "region": "DE", "units": {"volume": "gal_uk"}, "zone": "Europe/Berlin",
    }  # fmt: skip
    paddock("settings", "units.economy=mpg_uk")
    assert "units.economy: mpg_uk\n" in paddock("settings").out
    left = paddock("settings", "units.volume=", "units.economy=", "region=", "--json").json
    assert left == {"settings": {"zone": "Europe/Berlin"}}


@pytest.mark.parametrize(
    "pair",
    ["region=XX", "currency=XYZ", "zone=Nowhere", "theme=pink", "colour=1", "name", "units=1",
     "units.volume=foo", "units.colour=km", "window=1", "alarms=1", "scroll=x", "=",
     "zone=../../etc/passwd"],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_refused(paddock: Paddock, pair: str) -> None:
    said = paddock("settings", pair, "--json")
    assert said.status == 2
    assert said.error["hint"]
    assert paddock("settings", "--json").json == {"settings": {}}


def test_the_region_decides_how_things_are_shown(garage: Paddock) -> None:
    garage("add", "fill_up", "volume=45.2", "total=1071.30", "date=2024-04-03")
    garage("settings", "region=DE")
    row = garage("list", "fill_up").out.splitlines()[1]
    assert "1.071,30" in row
    assert "45,2" in row


def test_status_and_check(garage: Paddock, profile: Path) -> None:
    status = garage("status", "--json").json
    assert status.keys() == {"account", "server", "state", "waiting", "kept", "last_sync"}
    assert status["waiting"] == 1
    assert "1 record on" in garage("status").out
    assert garage("check", "--json").json == {"sound": True}
    database = profile / "paddock.sqlite"
    database.write_bytes(b"SQLite format 3\0" + b"\x99" * 9_000)
    for path in profile.glob("paddock.sqlite-*"):
        path.unlink()
    for command in ("check", "status"):
        damaged = garage(command, "--json")
        assert damaged.status == 1
        assert damaged.error["code"] == "damaged"


def test_kinds_tell_their_fields(paddock: Paddock) -> None:
    kinds = paddock("kinds", "--json").json["kinds"]
    assert {"vehicle", "fill_up", "reminder"} <= {each["kind"] for each in kinds}
    (fill_up,) = paddock("kinds", "fill-up", "--json").json["kinds"]
    fields = {field["name"]: field for field in fill_up["fields"]}
    assert fields["vehicle"]["required"] is True
    assert fields["vehicle"]["refers_to"] == ["vehicle"]
    assert "source" not in fields
    assert "becomes" in paddock("kinds", "plan_item").out
    assert paddock("kinds", "colour", "--json").error["code"] == "unknown_kind"
