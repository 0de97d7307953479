"""When things go wrong abroad: nothing is lost, nothing is made twice, and it is told."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from sync_server.abroad.connections import pause_after
from sync_server.abroad.tables import CONNECTION
from sync_server.kit.clock import HOUR, MINUTE, SECOND, now
from tests.sync_server.abroad.sides import Connected, Side
from tests.sync_server.abroad.standing import Fault, away, half, lost, status

WEEKLY = "FREQ=WEEKLY;BYDAY=MO"


def due_in(ann: Connected) -> float:
    """Seconds until its turn comes by itself."""
    (row,) = ann.device.world.rows(select(CONNECTION.c.next))
    return float(row.next - now()) / 1_000


def test_a_cursor_that_is_over_has_everything_read_again_and_nothing_changes(
    ann: Connected, side: Side
) -> None:
    kept, gone = side.add("Kept", "2026-03-02T19:00"), side.add("Gone", "2026-03-03T19:00")
    ann.turn()
    records = ann.device.records()
    side.forget_cursors()
    ann.turn()
    assert ann.device.records() == records
    side.forget_cursors()
    side.delete(gone)
    side.edit(kept, title="Still kept")
    ann.turn()
    assert set(ann.shown()) == {"Still kept"}
    assert ann.told() == ("ok", "", "")


@pytest.mark.parametrize("fault", [status(500), status(503, after="3"), half, away, lost])
def test_a_fault_is_waited_out_and_told(ann: Connected, side: Side, fault: Fault) -> None:
    side.add("Theirs", "2026-03-02T19:00")
    ann.add("Ours", "2026-03-03T19:00")
    side.stand_in.faults = [fault]
    ann.turn()
    state, told, _ = ann.told()
    assert state == "ok"
    assert told
    assert 40 < due_in(ann) < 80
    ann.turn(2)
    assert set(ann.shown()) == {"Theirs", "Ours"} == set(side.shown())
    assert ann.told() == ("ok", "", "")
    assert len(ann.events()) == 2


@pytest.mark.parametrize("fault", [lost, half, status(503)])
def test_an_event_whose_answer_is_lost_is_made_once(
    ann: Connected, side: Side, fault: Fault
) -> None:
    ann.add("Ours", "2026-03-03T19:00")
    side.stand_in.faults = [None, fault]
    ann.turn()
    record, _ = ann.one("Ours")
    ann.edit(record, place="Added meanwhile")
    ann.turn(2)
    assert len(ann.events()) == 1
    assert "Added meanwhile" in str(side.one("Ours")["location"])
    assert ann.overtaken() == []


@pytest.mark.parametrize("fault", [lost, half])
def test_an_edit_whose_answer_is_lost_is_no_conflict(
    ann: Connected, side: Side, fault: Fault
) -> None:
    side.add("Meeting", "2026-03-03T19:00")
    ann.turn()
    ann.edit(ann.one("Meeting")[0], title="Talk")
    side.stand_in.faults = [None, fault]
    ann.turn(3)
    assert set(ann.shown()) == {"Talk"} == set(side.shown())
    assert ann.overtaken() == []


def test_they_say_how_long_to_wait(ann: Connected, side: Side) -> None:
    side.stand_in.faults = [status(429, after="900")]
    ann.turn()
    assert 890 < due_in(ann) <= 900
    assert ann.told()[1]


def test_it_waits_longer_each_time(ann: Connected, side: Side) -> None:
    side.stand_in.always = status(500)
    waits = []
    for _ in range(4):
        ann.turn()
        waits.append(due_in(ann))
    assert waits[3] > 4 * waits[0]
    side.stand_in.always = None
    ann.turn()
    assert 590 < due_in(ann) <= 600


def test_an_edit_there_in_between_comes_in_before_ours_goes_out(ann: Connected, side: Side) -> None:
    id_ = side.add("Meeting", "2026-03-03T19:00")
    ann.turn()
    ann.edit(ann.one("Meeting")[0], place="Our place")

    def in_between(asked, plain):
        answer = plain()
        side.edit(id_, title="Their title")
        return answer

    side.stand_in.faults = [in_between]
    ann.turn()
    assert "Our place" in str(side.one("Their title")["location"])
    assert ann.one("Their title")[1]["place"] == "Our place"


def test_a_token_that_is_over_early_is_renewed(ann: Connected, side: Side) -> None:
    side.add("Meeting", "2026-03-03T19:00")
    side.stand_in.access_tokens.clear()
    ann.turn()
    assert set(ann.shown()) == {"Meeting"}
    assert ann.told() == ("ok", "", "")


def test_access_that_was_taken_back_has_to_be_given_again_and_nothing_is_lost(
    ann: Connected, side: Side
) -> None:
    side.add("Meeting", "2026-03-03T19:00")
    ann.turn()
    ann.edit(ann.one("Meeting")[0], title="Talk")
    side.stand_in.access_tokens.clear()
    side.stand_in.refresh_tokens.clear()
    ann.turn()
    assert ann.told()[:2] == ("again", "it has to be connected again")
    asked = len(side.stand_in.asked)
    ann.turn()
    assert len(side.stand_in.asked) == asked
    ann.connect_again()
    ann.turn()
    assert set(side.shown()) == {"Talk"}


def test_an_outage_of_their_tokens_costs_nobody_the_connection(ann: Connected, side: Side) -> None:
    side.stand_in.access_tokens.clear()
    side.stand_in.faults = [None, status(503)]
    ann.turn()
    assert ann.told()[0] == "ok"
    side.add("Meeting", "2026-03-03T19:00")
    ann.turn()
    assert set(ann.shown()) == {"Meeting"}


def test_a_calendar_that_is_empty_all_at_once_there_empties_nothing_here(
    ann: Connected, side: Side
) -> None:
    ids = [side.add(f"Day {n}", f"2026-03-0{n}") for n in range(1, 8)]
    ann.turn()
    for id_ in ids:
        side.delete(id_)
    ann.turn()
    assert len(ann.events()) == 7
    assert "nothing was deleted" in ann.told()[2]
    ann.turn()
    assert len(ann.events()) == 7
    ann.mean_it()
    ann.turn()
    assert ann.events() == {}
    assert ann.told() == ("ok", "", "")


def test_a_calendar_that_is_emptied_here_empties_nothing_there_unasked(
    ann: Connected, side: Side
) -> None:
    for n in range(1, 8):
        side.add(f"Day {n}", f"2026-03-0{n}")
    ann.turn()
    for id_ in ann.events():
        ann.delete(id_)
    ann.turn()
    assert len(side.shown()) == 7
    assert "nothing was deleted" in ann.told()[2]
    ann.mean_it()
    ann.turn()
    assert side.shown() == {}


def test_a_calendar_that_is_deleted_here_is_left_alone_there(ann: Connected, side: Side) -> None:
    side.add("Meeting", "2026-03-03T19:00")
    ann.turn()
    ann.edit(ann.calendar.id, deleted=True)
    ann.turn()
    assert set(side.shown()) == {"Meeting"}
    assert ann.told()[2] == "the calendar was deleted here"


def test_what_is_delivered_twice_comes_in_once(ann: Connected, side: Side) -> None:
    side.stand_in.again = True
    id_ = side.add("Training", "2026-03-02T18:00", WEEKLY)
    side.edit_instance(id_, "2026-03-09T18:00", title="Race")
    side.drop_instance(id_, "2026-03-16T18:00")
    ann.turn(2)
    assert set(ann.shown()) == {"Training", "Race"}
    assert len(ann.events()) == 2
    assert ann.overtaken() == []


def test_a_job_that_runs_out_of_time_goes_on_from_there(ann: Connected, side: Side) -> None:
    for n in range(1, 10):
        side.add(f"Day {n}", f"2026-03-0{n}")
    ann.syncing._seconds = -1
    ann.turn()
    assert due_in(ann) < 3
    ann.syncing._seconds = 60
    ann.turn()
    assert len(ann.events()) == 9


def test_what_fails_on_and_on_waits_up_to_six_hours_and_never_all_at_once() -> None:
    for failures, usual in ((1, MINUTE), (2, 2 * MINUTE), (10, 6 * HOUR), (1_000, 6 * HOUR)):
        waits = {pause_after(failures) for _ in range(20)}
        assert len(waits) > 1
        assert all(0.8 * usual - SECOND <= wait <= 1.2 * usual for wait in waits), failures
    assert pause_after(1, asked_seconds=7_200) == 2 * HOUR


def test_two_jobs_of_one_connection_never_run_at_once(ann: Connected, side: Side) -> None:
    side.add("Meeting", "2026-03-03T19:00")
    world = ann.device.world
    with world.database.write() as connection:
        connection.execute(CONNECTION.update().values(busy=now() + 60_000))
    ann.turn()
    assert ann.events() == {}
    assert not side.stand_in.asked
    assert 55 < due_in(ann) < 62


def test_a_pair_that_only_reads_writes_nothing_there(ann: Connected, side: Side) -> None:
    ann.only_read()
    side.add("Meeting", "2026-03-03T19:00")
    ann.turn()
    ann.edit(ann.one("Meeting")[0], title="Talk")
    ann.add("Ours", "2026-03-04T19:00")
    ann.turn(2)
    assert set(side.shown()) == {"Meeting"}
    assert set(ann.shown()) == {"Talk", "Ours"}
    assert {each.method for each in side.stand_in.asked} == {"GET"}


def test_a_list_that_lost_a_line_while_it_was_read_deletes_nothing(
    ann: Connected, side: Side
) -> None:
    ids = [side.add(f"Day {n}", f"2026-03-0{n}") for n in range(1, 6)]
    ann.turn()
    side.forget_cursors()

    def without_one(asked, plain):
        answer = plain()
        for name in ("items", "value"):
            listed = (answer.body or {}).get(name) if isinstance(answer.body, dict) else None
            if listed and asked.method == "GET":
                answer.body[name] = [each for each in listed if each.get("id") != ids[1]]
        return answer

    side.stand_in.always = without_one
    ann.turn()
    assert len(ann.events()) == 5
