"""Invitations as they are sent, and what the answers of RFC 5546's examples do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.calendar.rule_text import parse_rule
from garage.calendar.series import InstanceId
from garage.calendar.times import EventTimes
from garage.errors import ValueRefused
from garage.ics.event_writer import FullEvent
from garage.itip.addresses import key_of_address, mail_of
from garage.itip.effects import Answer, Effect, Ignored, effects_of
from garage.itip.incoming import read_message
from garage.itip.messages import (
    Issue,
    Organizer,
    cancel,
    cancel_instances,
    counter,
    decline_counter,
    of_guest,
    reply,
    request,
)
from garage.itip.revising import content_of, next_sequence, removed_since, schedule_of
from garage.moments import Moment
from garage.records.agenda import Attendee, Event

STAMP = datetime(1997, 6, 11, 19, 0, tzinfo=UTC)
ISSUE = Issue(Organizer("mailto:answers+x@example.com", "Anna", "a@example.com"), 1, STAMP)


def meeting(*guests: Attendee, **more: object) -> FullEvent:
    times = EventTimes(
        start=datetime(1997, 7, 1, 20), end=datetime(1997, 7, 1, 21), zone="Europe/Berlin"
    )
    values = {"id": "event", "uid": "calsrv.example.com-873970198738777@example.com",
              "title": "Conference", "times": times,
              "organizer": "mailto:a@example.com"}  # fmt: skip
    return FullEvent(Event(**{**values, **more}), guests)


def guest(name: str, state: str = "needs_action", **more: object) -> Attendee:
    return Attendee(id=name, address=f"mailto:{name}@example.com", state=state, **more)


def message(method: str, *lines: str) -> bytes:
    """A message as the examples of RFC 5546, section 4.2, are."""
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "PRODID:-//Example//EN", f"METHOD:{method}", "VERSION:2.0",
         "BEGIN:VEVENT", "UID:calsrv.example.com-873970198738777@example.com", *lines,
         "END:VEVENT", "END:VCALENDAR", ""]
    ).encode()  # fmt: skip


def done(data: bytes, *family: FullEvent, sequence: int = 0, by: str = "") -> Effect:
    (effect,) = effects_of(read_message(data), family, sequence, by)
    return effect


def lines(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_request_asks_each_guest_and_says_whom_to_answer() -> None:
    event = meeting(guest("b"), guest("c", "accepted"), guest("d", uninvited=True))
    said = lines(request([event], ISSUE))
    assert "METHOD:REQUEST" in said
    assert "ORGANIZER;CN=Anna;EMAIL=a@example.com:mailto:answers+x@example.com" in said
    assert "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:b@example.com" in said
    assert "ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:c@example.com" in said
    assert not any("d@example.com" in line for line in said)
    assert "SEQUENCE:1" in said
    assert "DTSTAMP:19970611T190000Z" in said
    assert "TZID:Europe/Berlin" in said


def test_what_is_ones_own_is_not_told() -> None:
    event = meeting(guest("b"), vehicle="v", colour="red", foreign="X-SECRET:1")
    text = request([event], ISSUE)
    assert "X-SECRET" not in text
    assert "COLOR" not in text


def test_a_guest_of_one_instance_hears_of_that_alone() -> None:
    master = meeting(guest("b"))
    other = meeting(guest("c"), recurrence=InstanceId(datetime(1997, 7, 2, 20), "Europe/Berlin"))
    assert of_guest([master, other], "C@example.com") == [other]


def test_calling_off_raises_nothing_else() -> None:
    whole = lines(cancel([meeting(guest("b"), guest("c"))], ISSUE))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1"} <= set(whole)
    one = cancel([meeting(guest("b"), guest("c"))], ISSUE, "b@example.com")
    assert "c@example.com" not in one


def test_one_instance_is_called_off_by_its_time() -> None:
    series = meeting(guest("b"))
    times = replace(series.event.times, rules=(parse_rule("FREQ=DAILY"),))
    series = replace(series, event=replace(series.event, times=times))
    said = lines(
        cancel_instances(
            series, [InstanceId(datetime(1997, 7, 3, 20), "Europe/Berlin")], ISSUE
        )
    )  # fmt: skip
    assert "RECURRENCE-ID;TZID=Europe/Berlin:19970703T200000" in said
    assert "DTEND;TZID=Europe/Berlin:19970703T210000" in said
    assert not any(line.startswith("RRULE:FREQ=DAILY") for line in said)


# RFC 5546, section 4.2.2
REPLY = message(
    "REPLY", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@example.com", "ORGANIZER:mailto:a@example.com",
    "SEQUENCE:0", "REQUEST-STATUS:2.0;Success", "DTSTAMP:19970612T190000Z",
)  # fmt: skip


def test_a_reply_without_a_start_is_an_answer() -> None:
    effect = done(REPLY, meeting(guest("b"), guest("c")))
    assert isinstance(effect, Answer)
    assert (effect.event, effect.attendee) == ("event", "b")
    assert effect.values["state"] == "accepted"
    assert effect.values["answered"] == Moment.parse("1997-06-12T19:00:00+00:00")


def test_exchange_names_no_organizer_and_is_heard() -> None:
    data = REPLY.replace(b"ORGANIZER:mailto:a@example.com\r\n", b"")
    assert read_message(data).organizer == ""
    assert isinstance(done(data, meeting(guest("b"))), Answer)


def test_an_answer_to_an_older_state_is_stale() -> None:
    assert done(REPLY, meeting(guest("b")), sequence=1) == Ignored("stale")
    later = Moment.parse("1997-06-13T10:00:00+00:00")
    assert done(REPLY, meeting(guest("b", answered=later))) == Ignored("stale")


def test_who_was_not_asked_asks_to_take_part() -> None:
    effect = done(REPLY, meeting(guest("c")))
    assert isinstance(effect, Answer)
    assert effect.attendee == ""
    assert effect.values["uninvited"] is True
    assert effect.values["address"] == "mailto:b@example.com"


def test_nobody_answers_for_somebody_else() -> None:
    assert done(REPLY, meeting(guest("b")), by="c@example.com") == Ignored("nobody")
    assert isinstance(done(REPLY, meeting(guest("b")), by="B@Example.com"), Answer)


def test_an_answer_to_one_instance_asks_for_a_record_of_it() -> None:
    data = REPLY.replace(b"SEQUENCE:0", b"RECURRENCE-ID:19970703T180000Z\r\nSEQUENCE:0")
    daily = EventTimes(
        start=datetime(1997, 7, 1, 20), end=datetime(1997, 7, 1, 21), zone="Europe/Berlin",
        rules=(parse_rule("FREQ=DAILY"),), removed=(datetime(1997, 7, 4, 20),),
    )  # fmt: skip
    series = meeting(guest("b"), times=daily)
    effect = done(data, series)
    assert isinstance(effect, Answer)
    assert effect.instance == InstanceId(datetime(1997, 7, 3, 18), "UTC")
    # No guest makes up an instance that the series has not, or left out.
    for when in (b"19970703T183000Z", b"19970704T180000Z", b"19970603T180000Z"):
        assert done(data.replace(b"19970703T180000Z", when), series) == Ignored("unknown")
    assert done(data, meeting(guest("b"))) == Ignored("unknown")
    own = meeting(
        guest("b2"), id="own", recurrence=InstanceId(datetime(1997, 7, 3, 20), "Europe/Berlin")
    )
    own = replace(own, attendees=[replace(guest("b"), id="of own")])
    found = done(data, series, own)
    assert isinstance(found, Answer)
    assert (found.event, found.attendee, found.instance) == ("own", "of own", None)


def test_another_time_is_proposed_and_not_taken() -> None:
    # RFC 5546, section 4.2.4
    data = message(
        "COUNTER", "ORGANIZER:mailto:a@example.com",
        "ATTENDEE;PARTSTAT=TENTATIVE:mailto:b@example.com",
        "DTSTART:19970701T160000Z", "DTEND:19970701T190000Z", "DTSTAMP:19970612T190000Z",
        "SUMMARY:Discuss the Merits of the election results", "SEQUENCE:0",
        "COMMENT:This time works much better for me.",
    )  # fmt: skip
    effect = done(data, meeting(guest("b")))
    assert isinstance(effect, Answer)
    assert effect.values["proposed"].start == datetime(1997, 7, 1, 16)
    assert effect.values["notes"] == "This time works much better for me."
    text = decline_counter(meeting(guest("b"), guest("c")), "b@example.com", ISSUE, "No")
    assert {"METHOD:DECLINECOUNTER", "COMMENT:No"} <= set(lines(text))


@pytest.mark.parametrize("state", ["accepted", "declined", "tentative"])
def test_our_own_answer_is_read_back(state: str) -> None:
    event = meeting(guest("b"), guest("c"))
    effect = done(
        reply([event], "b@example.com", ISSUE, state, "Gladly, if\nit rains").encode(), event
    )
    assert isinstance(effect, Answer)
    assert effect.attendee == "b"
    assert effect.values["state"] == state
    assert effect.values["notes"] == "Gladly, if\nit rains"
    times = replace(event.event.times, start=datetime(1997, 7, 2, 20), end=None)
    proposed = done(counter(event, "b@example.com", ISSUE, times).encode(), event)
    assert isinstance(proposed, Answer)
    assert proposed.values["proposed"].start == datetime(1997, 7, 2, 20)


@pytest.mark.parametrize(
    "data",
    [b"", b"nothing", message("PUBLISH", "DTSTART:19970701T160000Z"), message("REQUEST"),
     message("REQUEST", "DTSTART:99991230T000000Z", "RDATE;VALUE=PERIOD:99991231T000000Z/P9D"),
     REPLY.replace(b"END:VEVENT", b"END:VEVENT\r\nBEGIN:VEVENT\r\nUID:other\r\nEND:VEVENT")],
)  # fmt: skip
def test_what_is_no_message_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ValueRefused):
        read_message(data)


def test_sequence_rises_where_the_times_change_and_never_falls() -> None:
    before, titled = meeting(guest("b")), meeting(guest("b"), title="Other")
    assert schedule_of([before]) == schedule_of([titled])
    assert content_of([before]) != content_of([titled])
    answered = meeting(guest("b", "accepted"))
    assert content_of([before]) == content_of([answered])
    assert next_sequence(None, 3, rescheduled=False) == 3
    assert next_sequence(3, 5, rescheduled=False) == 3
    assert next_sequence(3, 2, rescheduled=True) == 4


def test_instances_that_were_left_out_since_are_known() -> None:
    series = meeting(guest("b"))
    when = datetime(1997, 7, 3, 20)
    times = replace(series.event.times, rules=(parse_rule("FREQ=DAILY"),), removed=(when,))
    gone = [replace(series, event=replace(series.event, times=times))]
    (one,) = removed_since(gone, [])
    assert one == InstanceId(when, "Europe/Berlin")
    assert removed_since(gone, [one.text]) == []


def test_addresses_are_told_apart_without_case() -> None:
    assert key_of_address("MAILTO:B@Example.com") == key_of_address("b@example.com")
    assert mail_of("mailto:b@example.com?subject=x") == "b@example.com"
    for bad in ("urn:uuid:1", "mailto:", "a b@example.com", "x@example.com\r\nBcc: y@z"):
        assert mail_of(bad) == ""


@given(
    st.lists(
        st.tuples(st.sampled_from(["accepted", "declined", "tentative"]), st.integers(0, 9)),
        max_size=6,
    )
)
def test_whatever_order_answers_come_in_the_latest_stands(answers: list[tuple[str, int]]) -> None:
    def outcome(order: list[tuple[str, int]]) -> tuple[str, object]:
        there = guest("b")
        for state, minute in order:
            issue = replace(ISSUE, stamp=STAMP + timedelta(minutes=minute))
            family = meeting(there)
            effect = done(reply([family], "b@example.com", issue, state).encode(), family)
            if isinstance(effect, Answer):
                values = {k: v for k, v in effect.values.items() if v is not None}
                there = replace(there, **{"notes": "", **values})
        return there.state, there.answered

    distinct = list({minute: (state, minute) for state, minute in answers}.values())
    assert outcome(distinct) == outcome(distinct[::-1])
