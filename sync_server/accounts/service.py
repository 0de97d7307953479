"""What other rooms ask of accounts: who somebody is, and whether a device is signed in."""

from __future__ import annotations

from sync_server.accounts.app_passwords import LetIn
from sync_server.accounts.door import let_in
from sync_server.accounts.people import (
    Person,
    add_person,
    by_email,
    by_id,
    checked_email,
    everybody,
    homeless,
    names_of,
    person_by_email,
    remove,
    set_home,
)
from sync_server.accounts.sessions import (
    WHEN_ALL_END,
    WRITTEN_WITH,
    Granted,
    Session,
    Whereabouts,
    checked_device,
    checked_device_name,
    end,
    end_all,
    is_live,
    live_of,
    open_session,
    session_of,
    was_at,
)

__all__ = [
    "WHEN_ALL_END",
    "WRITTEN_WITH",
    "Granted",
    "LetIn",
    "Person",
    "Session",
    "Whereabouts",
    "add_person",
    "by_email",
    "by_id",
    "checked_device",
    "checked_device_name",
    "checked_email",
    "end",
    "end_all",
    "everybody",
    "homeless",
    "is_live",
    "let_in",
    "live_of",
    "names_of",
    "open_session",
    "person_by_email",
    "remove",
    "session_of",
    "set_home",
    "was_at",
]
