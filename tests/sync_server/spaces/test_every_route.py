"""Every route that there is has its place: for which roles it is, and what strangers hear."""

import itertools
import json
import re
from collections.abc import Iterator
from enum import Enum, auto

import httpx
import pytest

from garage.ids import new_id
from garage.permissions import Deed, Role, may_deed
from sync_server.kit.clock import now
from sync_server.spaces import membership
from tests.sync_server.household import PUSH, Household
from tests.sync_server.people import World


class For(Enum):
    """Whom a route is for, where that is no deed with a space."""

    RECORDS = auto()
    """Whoever may, by the record's kind: `test_permissions_over_http` walks them."""
    THEIR_OWN = auto()
    """Who it belongs to, or who is together with them."""
    ONESELF = auto()
    """Everybody, about themselves: nothing of others is named."""
    HOLDERS = auto()
    """Whoever holds a secret: a code or a token."""
    ANYBODY = auto()


PLACES: dict[str, Deed | For] = {
    "GET /spaces/{space}/members": Deed.SEE_MEMBERS,
    "PATCH /spaces/{space}": Deed.RENAME,
    "GET /spaces/{space}/invitations": Deed.INVITE,
    "POST /spaces/{space}/invitations": Deed.INVITE,
    "DELETE /spaces/{space}/invitations/{invitation}": Deed.INVITE,
    "PUT /spaces/{space}/members/{person}": Deed.INVITE,
    "PATCH /spaces/{space}/members/{person}": Deed.CHANGE_ROLE,
    "DELETE /spaces/{space}/members/{person}": Deed.REMOVE,
    "POST /spaces/{space}/enclosed": Deed.ENCLOSE,
    "POST /spaces/{space}/owner": Deed.HAND_OVER,
    "POST /spaces/{space}/leave": Deed.LEAVE,
    "DELETE /spaces/{space}": Deed.DELETE_SPACE,
    "POST /sync/push": For.RECORDS,
    "POST /sync/pull": For.RECORDS,
    "POST /records/move": For.RECORDS,
    "POST /records/erase": For.RECORDS,
    "GET /feeds": For.RECORDS,
    "POST /feeds": For.RECORDS,
    "DELETE /feeds/{feed}": For.RECORDS,
    # By whom it is done shows `test_members`: the household's own garage is past being taken back.
    "POST /spaces/{space}/take-back": For.THEIR_OWN,
    "GET /calendars/busy": For.THEIR_OWN,
    "POST /calendars/connected/{connected}/sync": For.THEIR_OWN,
    "DELETE /account/devices/{session}": For.THEIR_OWN,
    "GET /account": For.ONESELF,
    "PATCH /account": For.ONESELF,
    "DELETE /account": For.ONESELF,
    "GET /account/devices": For.ONESELF,
    "POST /account/devices/sign-out": For.ONESELF,
    "GET /calendars/connected": For.ONESELF,
    "GET /spaces": For.ONESELF,
    # These take an id that one chooses: whether it is free has to be told (`test_used_ids`,
    # `test_account`).
    "POST /spaces": For.ONESELF,
    "POST /account/home": For.ONESELF,
    "POST /account/device": For.ONESELF,
    "POST /invitations/look": For.HOLDERS,
    "POST /invitations/accept": For.HOLDERS,
    "GET /feeds/{token}.ics": For.HOLDERS,
    "HEAD /feeds/{token}.ics": For.HOLDERS,
    "POST /oauth/token": For.HOLDERS,
    "POST /oauth/revoke": For.HOLDERS,
    "POST /oauth/introspect": For.HOLDERS,
    "POST /oauth/device_authorization": For.ANYBODY,
    "GET /oauth/jwks": For.ANYBODY,
    "GET /.well-known/oauth-authorization-server": For.ANYBODY,
    "GET /.well-known/paddock": For.ANYBODY,
    "GET /health": For.ANYBODY,
    "GET /metrics": For.ANYBODY,
}
DEEDS = {label: place for label, place in PLACES.items() if isinstance(place, Deed)}
WITH_IDS = [
    label
    for label, place in PLACES.items()
    if isinstance(place, Deed) or place in (For.RECORDS, For.THEIR_OWN)
]


READING = ("POST /sync/pull", "GET /calendars/busy", "GET /feeds")


def test_every_route_has_a_place(world: World) -> None:
    paths = world.app.openapi()["paths"].items()
    there = {f"{method.upper()} {path}" for path, methods in paths for method in methods}
    assert there == set(PLACES)
    assert set(Deed) == set(DEEDS.values())
    household = Household(world)
    assert there == set(household.requests())
    named = {label for label in there if named_in(household, label)}
    assert named - {"POST /account/home"} == set(WITH_IDS)


def named_in(household: Household, label: str) -> list[str]:
    """What of a household's a request names by its id."""
    asked = household.request(label)
    said = json.dumps([asked.path, asked.query, asked.body])
    return [name for name, id_ in household.ids.items() if id_ in said]


@pytest.mark.parametrize("role", list(Role))
def test_each_deed_is_for_exactly_those_who_may(world: World, role: Role) -> None:
    household = Household(world)
    for label, deed in DEEDS.items():
        person = household.owner if role is Role.OWNER else household.newcomer
        space = household.talk if role is Role.GUEST else household.space
        with world.database.write() as connection:
            for each in (space, household.inner):
                membership.join(connection, each, person.person, role, now())
        asked = household.request(label).of({household.space: space})
        answer = asked.send(label, person)
        if may_deed(role, deed):
            assert answer.is_success, (role, label, answer.text)
            household = Household(world)
        else:
            assert answer.status_code == 403, (role, label, answer.text)
            assert answer.json()["hint"]


@pytest.mark.parametrize("label", WITH_IDS)
def test_a_stranger_cannot_tell_what_is_there_from_what_is_not(world: World, label: str) -> None:
    """They ask what is right among their own things, with some ids, or all, of another family."""
    theirs, mine = Household(world), Household(world)
    for names in some_of(named_in(mine, label)):
        heard = []
        for ids in ({name: theirs.ids[name] for name in names}, *missing(names, label)):
            asked = mine.request(label).of({mine.ids[name]: id_ for name, id_ in ids.items()})
            answer = asked.send(label)
            heard.append(plainly(answer, ids))
            if answer.is_success and label not in READING:
                # It did something here.
                mine = Household(world)
        assert all(each == heard[0] for each in heard), (names, heard)


def some_of(names: list[str]) -> Iterator[tuple[str, ...]]:
    """Each, each two, and so on to all."""
    for count in range(1, len(names) + 1):
        yield from itertools.combinations(names, count)


def missing(names: tuple[str, ...], label: str) -> list[dict[str, str]]:
    """Ids of nothing, and what is no id: of a push that is told, of what one sends oneself."""
    nothing = {name: new_id(now()) for name in names}
    none = [{name: f"{begin}{name}" for name in names} for begin in ("no-", "a\0")]
    return [nothing] if label == PUSH else [nothing, *none]


_RANDOM = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # ids
    r"|\b[0-9a-f]{32}\b|\b[0-9a-f]{16}\b|\b\d+\b"  # stamps, digests, moments and counts
)

_PACKED = {"content-encoding", "content-length", "vary"}


def plainly(answer: httpx.Response, ids: dict[str, str]) -> tuple[int, str, list[str]]:
    """An answer without what it has of what was asked, and without what is random."""
    text = answer.text
    for name, id_ in ids.items():
        text = text.replace(json.dumps(id_)[1:-1], name).replace(id_, name)
    # Short answers are not packed, and how long one is depends on what is random.
    return answer.status_code, _RANDOM.sub("*", text), sorted({*answer.headers} - _PACKED)
