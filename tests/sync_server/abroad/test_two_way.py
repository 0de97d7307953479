"""A calendar here and one abroad are one: whoever keeps it, the same things hold."""

from __future__ import annotations

from tests.sync_server.abroad.sides import Connected, Side

WEEKLY = "FREQ=WEEKLY;BYDAY=MO"
BERLIN = {"zone": "Europe/Berlin"}


def series(ann: Connected, side: Side, title: str = "Training") -> tuple[str, str]:
    """A series that both have: its record, and its id there."""
    id_ = side.add(title, "2026-03-02T18:00", WEEKLY)
    ann.turn()
    return ann.one(title)[0], id_


def test_what_is_there_comes_in_and_an_edit_here_goes_out(ann: Connected, side: Side) -> None:
    side.add("Meeting", "2026-03-02T19:00", place="Club house")
    ann.turn()
    record, event = ann.one("Meeting")
    assert event["times"] == {
        "start": "2026-03-02T19:00", "end": "2026-03-02T20:00", **BERLIN,
    }  # fmt: skip
    assert event["place"] == "Club house"
    ann.edit(record, title="Big meeting")
    ann.turn()
    assert side.shown() == {"Big meeting": "2026-03-02T19:00"}
    assert "Club house" in str(side.one("Big meeting")["location"])
    assert ann.told() == ("ok", "", "")


def test_many_pages_come_in_whole(ann: Connected, side: Side) -> None:
    titles = {f"Day {n:02}": f"2026-03-{n:02}" for n in range(1, 12)}
    for title, start in titles.items():
        side.add(title, start)
    ann.turn()
    assert ann.shown() == titles
    assert side.shown() == titles


def test_an_event_made_here_is_made_there_once(ann: Connected, side: Side) -> None:
    ann.add("MOT", "2026-04-01T09:00", place="Garage Miller", notes="Bring papers")
    ann.add("Holiday", "2026-04-03")
    ann.turn(2)
    assert side.shown() == {"MOT": "2026-04-01T09:00", "Holiday": "2026-04-03"}
    assert ann.shown() == side.shown()


def test_rounds_without_edits_send_nothing(ann: Connected, side: Side) -> None:
    side.add("Theirs", "2026-03-02T19:00", alarms=[15], notes="Some text")
    series(ann, side)
    ann.add("Ours", "2026-04-01T09:00", notes="Other text", status="confirmed")
    ann.turn(2)
    records, before = ann.device.records(), len(side.stand_in.asked)
    ann.turn(2)
    assert {each.method for each in side.stand_in.asked[before:]} == {"GET"}
    assert ann.device.records() == records


def test_edits_of_two_fields_meet_without_a_loss(ann: Connected, side: Side) -> None:
    id_ = side.add("Meeting", "2026-03-02T19:00")
    ann.turn()
    record, _ = ann.one("Meeting")
    side.edit(id_, title="Their title")
    ann.edit(record, place="Our place")
    ann.turn(2)
    assert ann.one("Their title")[1]["place"] == "Our place"
    assert "Our place" in str(side.one("Their title")["location"])
    assert ann.overtaken() == []


def test_of_two_edits_of_one_field_theirs_counts_and_ours_is_kept(
    ann: Connected, side: Side
) -> None:
    id_ = side.add("Meeting", "2026-03-02T19:00")
    ann.turn()
    record, _ = ann.one("Meeting")
    side.edit(id_, title="Their title")
    ann.edit(record, title="Our title")
    ann.turn(2)
    assert set(ann.shown()) == {"Their title"} == set(side.shown())
    assert ann.overtaken() == ["Our title"]


def test_deletions_go_both_ways(ann: Connected, side: Side) -> None:
    first = side.add("First", "2026-03-02T19:00")
    side.add("Second", "2026-03-03T19:00")
    side.add("Third", "2026-03-04T19:00")
    ann.turn()
    side.delete(first)
    ann.delete(ann.one("Second")[0])
    ann.turn(2)
    assert set(ann.shown()) == {"Third"} == set(side.shown())


def test_an_edit_outlives_a_deletion_on_the_other_side(ann: Connected, side: Side) -> None:
    ours, theirs = (side.add(title, "2026-03-02T19:00") for title in ("Ours", "Theirs"))
    ann.turn()
    side.delete(ours)
    ann.edit(ann.one("Ours")[0], place="Here")
    ann.delete(ann.one("Theirs")[0])
    side.edit(theirs, place="There")
    ann.turn(3)
    assert set(ann.shown()) == {"Ours", "Theirs"} == set(side.shown())
    assert ann.one("Theirs")[1]["place"] == "There"
    assert "Here" in str(side.one("Ours")["location"])


def test_a_series_comes_in_with_its_changed_and_its_dropped_days(
    ann: Connected, side: Side
) -> None:
    id_ = side.add("Training", "2026-03-02T18:00", WEEKLY)
    side.edit_instance(id_, "2026-03-09T18:00", title="Race", start="2026-03-09T20:00")
    side.drop_instance(id_, "2026-03-16T18:00")
    ann.turn()
    _, master = ann.one("Training")
    assert master["times"]["rules"] == [WEEKLY]
    assert master["times"]["removed"] == ["2026-03-16T18:00"]
    _, race = ann.one("Race")
    assert race["recurrence"] == "2026-03-09T18:00[Europe/Berlin]"
    assert race["times"]["start"] == "2026-03-09T20:00"
    assert race["uid"] == master["uid"]


def test_days_of_a_series_change_there_later(ann: Connected, side: Side) -> None:
    _, id_ = series(ann, side)
    side.edit_instance(id_, "2026-03-09T18:00", title="Race")
    ann.turn()
    assert ann.one("Race")[1]["recurrence"] == "2026-03-09T18:00[Europe/Berlin]"
    side.drop_instance(id_, "2026-03-09T18:00")
    side.drop_instance(id_, "2026-03-23T18:00")
    ann.turn()
    _, master = ann.one("Training")
    assert master["times"]["removed"] == ["2026-03-09T18:00", "2026-03-23T18:00"]
    assert set(ann.shown()) == {"Training"}


def test_a_series_goes_out_with_its_changed_and_its_dropped_days(
    ann: Connected, side: Side
) -> None:
    times = {"rules": [WEEKLY], "removed": ["2026-03-16T18:00"]}
    ann.add("Training", "2026-03-02T18:00", times=times)
    uid = ann.one("Training")[1]["uid"]
    ann.device.add(
        kind="event", calendar=ann.calendar.id, uid=uid, title="Race",
        recurrence="2026-03-09T18:00[Europe/Berlin]",
        times={"start": "2026-03-09T20:00", "end": "2026-03-09T21:00", **BERLIN},
    )  # fmt: skip
    ann.turn(2)
    assert side.shown() == {"Training": "2026-03-02T18:00", "Race": "2026-03-09T20:00"}
    assert side.dropped(side.one("Training")["id"]) == {"2026-03-16T18:00"}
    assert ann.shown() == side.shown()


def test_days_of_a_series_change_here_later(ann: Connected, side: Side) -> None:
    record, id_ = series(ann, side)
    side.edit_instance(id_, "2026-03-09T18:00", title="Race")
    ann.turn()
    race, event = ann.one("Race")
    ann.edit(race, title="Final")
    times = ann.events()[record]["times"]
    ann.edit(record, times={**times, "removed": ["2026-03-23T18:00"]})
    ann.turn()
    assert set(side.shown()) == {"Training", "Final"}
    assert side.dropped(id_) == {"2026-03-23T18:00"}
    times = ann.events()[record]["times"]
    ann.edit(record, times={**times, "removed": ["2026-03-09T18:00", "2026-03-23T18:00"]})
    ann.delete(race)
    ann.turn(2)
    assert set(side.shown()) == {"Training"}
    assert side.dropped(id_) == {"2026-03-09T18:00", "2026-03-23T18:00"}
    assert event["uid"] == ann.events()[record]["uid"]


def test_alarms_come_and_go_one_by_one_and_those_of_ours_alone_stay(
    ann: Connected, side: Side
) -> None:
    id_ = side.add("Meeting", "2026-03-02T19:00", alarms=[10])
    ann.turn()
    record, _ = ann.one("Meeting")
    assert ann.alarms(record) == {"-PT10M"}
    ann.device.add(kind="alarm", event=record, action="email", trigger={"offset": "-PT2H"})
    side.edit(id_, alarms=[30])
    ann.turn(2)
    assert ann.alarms(record) == {"-PT30M", "-PT2H"}


def test_what_they_cannot_keep_stays_here_and_says_so(ann: Connected, side: Side) -> None:
    rule = "FREQ=HOURLY;COUNT=3"
    ann.add("Watch", "2026-01-31T09:00", times={"rules": [rule]})
    ann.add("Plain", "2026-02-01T09:00")
    ann.turn(2)
    assert set(side.shown()) == {"Plain"}
    assert set(ann.shown()) == {"Watch", "Plain"}
    (pair,) = ann.device.ask("GET", "/calendars/connected").json()["connections"][0]["pairs"]
    assert (pair["kept"], pair["fault"]) == (1, "")


def test_fields_that_only_one_side_knows_are_left_as_they_are(ann: Connected, side: Side) -> None:
    id_ = side.add("Meeting", "2026-03-02T19:00", onlineMeeting="https://meet.example/1")
    ann.turn()
    record, _ = ann.one("Meeting")
    ann.edit(record, url="https://club.example", foreign="X-MOOD:good")
    ann.turn()
    side.edit(id_, title="Talk")
    ann.turn()
    ann.edit(record, notes="Bring cake")
    ann.turn()
    assert side.one("Talk")["onlineMeeting"] == "https://meet.example/1"
    assert ann.events()[record]["url"] == "https://club.example"
    assert ann.events()[record]["foreign"] == "X-MOOD:good"


def test_an_event_that_was_brought_in_before_is_known_again(ann: Connected, side: Side) -> None:
    side.add("Meeting", "2026-03-02T19:00", iCalUID="m1@club", iCalUId="m1@club")
    ann.device.add(
        kind="event", calendar=ann.calendar.id, uid="m1@club", title="Meeting",
        times={"start": "2026-03-02T19:00", "end": "2026-03-02T20:00", **BERLIN},
        place="Club house",
    )  # fmt: skip
    ann.turn(2)
    assert set(ann.shown()) == {"Meeting"}
    assert len(ann.events()) == 1
    assert set(side.shown()) == {"Meeting"}
