"""Answers to whoever asked from elsewhere: mailed for a person who answered in the app."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from garage.ics.event_writer import FullEvent
from garage.itip import messages
from garage.itip.addresses import key_of_address, mail_of
from garage.itip.messages import Issue, Organizer
from garage.permissions import Verb, may
from garage.records.agenda import Attendee, Event
from sync_server.accounts import service as accounts
from sync_server.accounts.service import Person
from sync_server.calendars import service as calendars
from sync_server.invited.families import Family
from sync_server.invited.house import House
from sync_server.invited.letters import count_letter
from sync_server.invited.tables import GUEST
from sync_server.invited.tongues import tongue_for
from sync_server.invited.words import ANSWERS, told
from sync_server.kit import clock
from sync_server.kit.rows import put
from sync_server.kit.words import translator
from sync_server.mail.service import Invitation, post_invitation
from sync_server.spaces import service as spaces


def answer_by_mail(connection: Connection, house: House, family: Family, now: int) -> None:
    """Mail what people answered to the organizer, each answer once; raises TooManyLetters.

    An answer is what was said in the app (`answered`): what a file or another program brought
    along was told by those.
    """
    to = mail_of(family.first.event.organizer)
    if not to or family.calendar in calendars.told_elsewhere(connection, family.space):
        return
    for full in family.events:
        for each in full.attendees:
            person = _person(connection, family, each)
            if person is not None and each.answered is not None and each.state in ANSWERS:
                _answer(connection, house, family, full, each, person, to, now)


def _person(connection: Connection, family: Family, attendee: Attendee) -> Person | None:
    mail = mail_of(attendee.address)
    person = accounts.by_email(connection, mail) if mail else None
    role = spaces.role_in(connection, person.id, family.space) if person is not None else None
    return person if role is not None and may(role, Verb.EDIT, Event.kind) else None


def _answer(
    connection: Connection, house: House, family: Family, full: FullEvent, own: Attendee,
    person: Person, to: str, now: int,
) -> None:  # fmt: skip
    assert own.answered is not None
    uid = family.uid + (f"\n{full.event.recurrence.text}" if full.event.recurrence else "")
    said = [own.state, own.answered.iso, own.notes, own.proposed and own.proposed.to_json()]
    content = hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]
    key = key_of_address(own.address)
    mine = (GUEST.c.space == family.space) & (GUEST.c.uid == uid) & (GUEST.c.address == key)
    before = connection.execute(select(GUEST.c.content).where(mine)).scalar()
    if before == content:
        return
    count_letter(connection, family.space, uid, key, person.id, now)
    put(connection, GUEST, {
        "space": family.space, "uid": uid, "address": key, "event": full.event.id,
        "organizer": person.id, "way": "reply", "home": "", "content": content, "schedule": "",
        "sequence": full.event.sequence or 0, "told": now, "removed": "[]", "proposed": "",
        "off": 0, "ends": family.ends, "origin": family.space,
    })  # fmt: skip
    event = full.event
    stamp = datetime.fromtimestamp(now // clock.SECOND, UTC)
    issue = Issue(
        Organizer(event.organizer, event.organizer_name), event.sequence or 0, stamp
    )  # fmt: skip
    tongue = tongue_for(connection, house, to, person)
    say = translator(tongue.language)
    if own.proposed is not None:
        text = messages.counter(full, own.address, issue, own.proposed, own.notes)
        method, answer = "COUNTER", say("Another time")
    else:
        text = messages.reply([full], own.address, issue, own.state, own.notes)
        method, answer = "REPLY", say(ANSWERS[own.state])
    by = person.name or person.email
    values = {
        **told(full, tongue), "by": by, "email": person.email, "answer": answer,
        "comment": own.notes[:1_000],
    }  # fmt: skip
    invitation = Invitation(text, method, f"{by} ({house.server})", person.email)
    post_invitation(connection, to, "event_answer", values, invitation, tongue.language)
