"""Calendars at Google and Microsoft: the server does the work, the app starts it and shows it."""

from __future__ import annotations

from client.operations.feeds import signed_in
from client.remote.connected import ConnectedCalendars
from client.store import Store
from garage.sync.connected import Connected


def connected_calendars(store: Store, *, now: bool = False) -> Connected:
    """How one's connected calendars stand; `now` has them brought together at once.

    Raises SignInNeeded, ServerAway.
    """
    with signed_in(store) as remote:
        asked = ConnectedCalendars(remote)
        found = asked.all()
        for each in found.connections if now else ():
            if each.state == "ok":
                asked.sync(each.id)
        return found
