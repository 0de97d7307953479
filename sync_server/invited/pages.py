"""The page behind a letter's link: who is asked answers there, without an account or a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy import Connection, select
from starlette.responses import Response

from garage.calendar.times import EventTimes, read_when
from garage.errors import ValueRefused
from garage.itip.addresses import key_of_address
from garage.itip.messages import of_guest
from garage.words import N_
from sync_server.accounts.service import Person
from sync_server.invited.answering import answer_to_one, answers, apply, present
from sync_server.invited.families import Family, as_it_shows, family_of, organizer_of
from sync_server.invited.occasions import Occasion, occasions
from sync_server.invited.tables import GUEST, TOKEN
from sync_server.invited.words import ANSWERS, told, when
from sync_server.kit import clock, secret
from sync_server.kit.database import Database
from sync_server.kit.problem import BadRequest, NotFound, Problem
from sync_server.kit.rates import take
from sync_server.web.service import PageRoute, form, page, query, see_other, visitors_tongue

router = APIRouter(route_class=PageRoute, include_in_schema=False)

LONGEST_COMMENT = 1_000


@dataclass(frozen=True)
class Asked:
    """An event as one guest is asked to it."""

    family: Family
    organizer: Person
    address: str
    off: bool

    @property
    def over(self) -> bool:
        """Whether nothing can be answered any more."""
        ends = self.family.ends
        return self.off or (ends is not None and ends < clock.now())

    @property
    def occasions(self) -> list[Occasion]:
        """The times of a series that may be answered to one by one."""
        now = datetime.fromtimestamp(clock.now() / clock.SECOND, UTC)
        return occasions(of_guest(self.family.events, self.address), self.address, now)


@router.get("/invited/{token}")
async def shown(request: Request, token: str) -> Response:
    """The event, and what may be answered: nothing is changed by looking (mail scanners do)."""
    take(request, "120/10minutes", "invited")
    return _page(request, token, await _asked(request, token), done=query(request).get("done", ""))


@router.post("/invited/{token}")
async def answer(request: Request, token: str) -> Response:
    """Take the answer, or the other time that is proposed."""
    take(request, "40/10minutes", "invited-answer")
    fields = await form(request)
    asked = await _asked(request, token)
    database: Database = request.app.state.database
    try:
        occasion = _chosen(fields, asked)
        values = _values(fields, occasion.times if occasion else asked.family.first.event.times)
        done = await database.writing(lambda c: _answered(c, token, values, occasion))
    except BadRequest as problem:
        return _page(request, token, asked, problem=problem, fields=fields)
    if not done:
        raise BadRequest(N_("the answer could not be kept"), N_("answer by mail instead"))
    proposed = "proposed" if values.get("proposed") else "answered"
    return see_other(f"/invited/{token}?done={proposed}")


async def _asked(request: Request, token: str) -> Asked:
    database: Database = request.app.state.database
    # Bringing the projection up may write.
    found = await database.writing(lambda c: asked_by(c, token, "page"))
    if found is None:
        take(request, "30/10minutes", "invited-miss")
        raise NotFound(
            N_("there is no such invitation, or none any more"), N_("ask who sent it to you")
        )
    return found


def asked_by(connection: Connection, token: str, way: str) -> Asked | None:
    """What a secret of a letter is of; None for one that is unknown, or whose event is gone."""
    mine = (TOKEN.c.token == secret.hash_of(token[:200])) & (TOKEN.c.way == way)
    row = connection.execute(select(TOKEN).where(mine)).first()
    if row is None:
        return None
    guest = connection.execute(
        select(GUEST).where(
            GUEST.c.space == row.space, GUEST.c.uid == row.uid, GUEST.c.address == row.address
        )
    ).first()
    family = family_of(connection, row.space, guest.event) if guest is not None else None
    family = as_it_shows(connection, family) if family is not None else None
    organizer = organizer_of(connection, family) if family is not None else None
    if guest is None or family is None or organizer is None:
        return None
    return Asked(family, organizer, row.address, bool(guest.off) or family.deleted)


def _chosen(fields: Mapping[str, str], asked: Asked) -> Occasion | None:
    """The one time that an answer is for; None for all. Raises BadRequest."""
    name = fields.get("for", "")
    found = next((each for each in asked.occasions if each.name == name), None)
    if name and found is None:
        raise BadRequest(N_("this is none of its times"), N_("choose one of the list"))
    return found


def _answered(
    connection: Connection, token: str, values: Mapping[str, Any], occasion: Occasion | None
) -> bool:
    asked = asked_by(connection, token, "page")
    if asked is None or asked.over:
        raise BadRequest(N_("the event is over or called off"), N_("there is nothing to answer"))
    now = clock.now()
    events = of_guest(asked.family.events, asked.address)
    said = {**values, "answered": present(now)}
    if occasion is not None:
        given = answer_to_one(events, asked.address, said, occasion.instance)
    else:
        if values.get("proposed"):
            events = [asked.family.first] if asked.family.first in events else events[:1]
        given = answers(events, asked.address, said)
    return apply(connection, asked.family, given, asked.organizer.id, now)


def _values(fields: Mapping[str, str], before: EventTimes | None) -> dict[str, Any]:
    """The answer of a form; raises BadRequest."""
    state, comment = fields.get("answer", ""), fields.get("comment", "").strip()
    if len(comment) > LONGEST_COMMENT:
        raise BadRequest(N_("the comment is too long"), N_("it has at most 1,000 letters"))
    said: dict[str, Any] = {"notes": comment or None, "rsvp": False}
    if state == "propose":
        times = _proposed(fields, before)
        return {**said, "state": "tentative", "proposed": times}
    if state not in ANSWERS:
        raise BadRequest(N_("this is no answer"), N_("choose yes, maybe or no"))
    return {**said, "state": state, "proposed": None}


def _proposed(fields: Mapping[str, str], times: EventTimes | None) -> EventTimes:
    """In the zone of the event, as long as it is unless an end is said."""
    assert times is not None
    try:
        start = read_when(fields.get("start", "").strip()[:40])
        until = fields.get("end", "").strip()[:40]
        end = read_when(until) if until else None
        if isinstance(start, datetime) is times.all_day:
            raise ValueRefused("", "", "bad_time")
        if end is None and times.end is not None:
            end = start + (times.end - times.start)
        elif end is not None and times.all_day:
            end += timedelta(days=1)
        return EventTimes(start=start, end=end, zone=times.zone, observances=times.observances)
    except (ValueRefused, ValueError, OverflowError) as error:
        raise BadRequest(
            N_("this time cannot be read, or ends before it starts"),
            N_("write it as 2026-03-03T10:00"),
        ) from error


def _page(
    request: Request, token: str, asked: Asked, *, problem: Problem | None = None, done: str = "",
    fields: Mapping[str, str] | None = None,
) -> Response:  # fmt: skip
    tongue = visitors_tongue(request)
    full = next(iter(of_guest(asked.family.events, asked.address)), asked.family.first)
    own = next((a for a in full.attendees if key_of_address(a.address) == asked.address), None)
    times = full.event.times
    start = times.start if times is not None else None
    return page(
        request,
        "invited",
        problem=problem,
        token=token,
        event=told(full, tongue),
        notes=full.event.notes[:4_000],
        by=asked.organizer.name or asked.organizer.email,
        off=asked.off or full.event.status == "cancelled",
        over=asked.over,
        state=own.state if own is not None else "",
        comment=(fields or {}).get("comment", own.notes if own is not None else ""),
        answers=ANSWERS,
        proposed=own.proposed is not None if own is not None else False,
        start=(fields or {}).get("start", start.isoformat()[:16] if start else ""),
        input="datetime-local" if isinstance(start, datetime) else "date",
        done=done,
        chosen=(fields or {}).get("for", ""),
        occasions=[
            {"name": each.name, "when": when(each.times, tongue), "state": each.state,
             "apart": each.state != (own.state if own is not None else "")}
            for each in asked.occasions
        ],
    )  # fmt: skip
