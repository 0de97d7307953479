"""When people are busy whose calendars one may not read: asked of the server, and not kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from client.operations.feeds import signed_in
from client.remote.busy import busy_people
from client.store import Store
from garage.itip.addresses import mail_of

MOST_PEOPLE = 50
"""As many as the server takes at once."""
LONGEST = timedelta(days=62)


@dataclass(frozen=True)
class BusyElsewhere:
    """When somebody is busy; `known`: they let others know, so that else they are free."""

    known: bool
    spans: tuple[tuple[datetime, datetime], ...] = ()


def busy_elsewhere(
    store: Store, addresses: Collection[str], start: datetime, end: datetime
) -> Mapping[str, BusyElsewhere]:
    """By address as given; of those that are none of e-mail nothing is asked.

    Raises SignInNeeded, ServerAway, or Refused with the server's own words.
    """
    mails = {mail_of(each): each for each in addresses if mail_of(each)}
    asked = list(mails)[:MOST_PEOPLE]
    until = min(max(end, start + timedelta(minutes=1)), start + LONGEST)
    if not asked:
        return {}
    with signed_in(store) as remote:
        found = busy_people(remote, asked, _ms(start), _ms(until))
    return {
        mails[each.address]: BusyElsewhere(
            each.known, tuple((_moment(first), _moment(last)) for first, last in each.busy)
        )
        for each in found
        if each.address in mails
    }


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
