"""A calendar here and one abroad are one: whoever keeps it, the same things hold."""

from __future__ import annotations

from tests.sync_server.abroad.sides import Connected, Side


def test_what_is_there_comes_in_and_what_is_edited_here_goes_out(
    ann: Connected, side: Side
) -> None:
    side.add("Meeting", "2026-03-02T19:00", place="Club house")
    ann.turn()
    record, event = ann.one("Meeting")
    assert event["times"] == {
        "start": "2026-03-02T19:00", "end": "2026-03-02T20:00", "zone": "Europe/Berlin",
    }  # fmt: skip
    assert event["place"] == "Club house"
    ann.edit(record, title="Big meeting")
    ann.turn()
    assert side.shown() == {"Big meeting": "2026-03-02T19:00"}
    assert side.one("Big meeting")["location"] == "Club house"
    assert ann.told() == ("ok", "", "")
