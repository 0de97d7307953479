"""Who may do what: the laws that the table keeps."""

from itertools import pairwise, product

import pytest

from garage.permissions import Deed, Role, Verb, may, may_act_on, may_deed, may_give, verbs, why_not
from garage.records import kinds

KINDS = [kind.name for kind in kinds()] + ["overtaken", "kind_of_tomorrow"]
LADDER = [Role.GUEST, Role.VIEWER, Role.MEMBER, Role.MANAGER, Role.OWNER]


@pytest.mark.parametrize("kind", KINDS)
def test_a_higher_role_may_all_that_a_lower_one_may(kind: str) -> None:
    for lower, higher in pairwise(LADDER[1:]):
        for verb, own in product(Verb, (True, False)):
            assert may(higher, verb, kind, own=own) or not may(lower, verb, kind, own=own)


@pytest.mark.parametrize("kind", KINDS)
def test_who_cannot_read_can_do_nothing(kind: str) -> None:
    for role in Role:
        assert Verb.READ in verbs(role, kind) or not verbs(role, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_viewers_only_read(kind: str) -> None:
    for verb in set(Verb) - {Verb.READ}:
        assert not may(Role.VIEWER, verb, kind, own=True)


def test_a_member_deletes_what_is_their_own_and_nothing_else() -> None:
    assert may(Role.MEMBER, Verb.DELETE, "fill_up", own=True)
    assert not may(Role.MEMBER, Verb.DELETE, "fill_up")


def test_who_may_restrict_a_thing_may_move_it_out_of_the_others_sight() -> None:
    for role in Role:
        assert may_deed(role, Deed.ENCLOSE) is may(role, Verb.MOVE, "vehicle")


def test_nobody_writes_what_only_the_server_writes() -> None:
    for role, verb in product((Role.MANAGER, Role.OWNER), set(Verb) - {Verb.READ}):
        assert not may(role, verb, "overtaken", own=True)


def test_nobody_gives_more_than_they_have_and_nobody_touches_the_owner() -> None:
    for role, given in product(Role, Role):
        if may_give(role, given):
            assert LADDER.index(given) <= LADDER.index(role)
            assert given is not Role.OWNER
    assert not any(may_act_on(role, Role.OWNER) for role in Role)


def test_an_owner_cannot_leave_a_garage_without_one() -> None:
    assert not may_deed(Role.OWNER, Deed.LEAVE)
    assert may_deed(Role.VIEWER, Deed.LEAVE)


def test_every_refusal_says_who_may() -> None:
    for what in (*Verb, *Deed):
        assert why_not(what).strip()
