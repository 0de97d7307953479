"""How the sync stands, in words: the sidebar's line, and the sentence that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from client.errors import (
    CertificateWrong,
    ClientError,
    DiskFull,
    NotPaddock,
    ReadOnly,
    Refused,
    ServerAway,
    SignInNeeded,
    WorldFailed,
)
from client.ui.shell.said import sentence
from client.ui.text import _, months, ngettext
from client.ui.widgets.labels import SyncState as Dot

if TYPE_CHECKING:
    from client.sync.service import SyncState
    from garage.regions import Preferences


@dataclass(frozen=True, slots=True)
class SyncWords:
    """A dot, a line of a few words, and what there is to say beyond it."""

    dot: Dot
    line: str
    more: str = ""


def sync_words(
    state: SyncState, now: datetime, prefs: Preferences, since: datetime | None = None
) -> SyncWords:
    """The words for a state at `now`, in the person's zone; `since` is when it went offline."""
    if isinstance(state.problem, SignInNeeded):
        return _signed_out(state)
    match state.phase:
        case "local":
            return SyncWords(Dot.OFF, _("Not syncing"), _("Everything stays on this computer."))
        case "signed_out":
            return _signed_out(state)
        case "syncing":
            return SyncWords(Dot.SENDING, _("Syncing…"))
        case "offline":
            return _offline(state, now, prefs, since)
        case "outdated":
            words = _("The server asks for a newer Paddock: until then this one only reads.")
            return SyncWords(Dot.REFUSED, _("Update Paddock"), words)
    if state.waiting:
        return SyncWords(Dot.WAITING, waiting_words(state.waiting), kept_words(state.kept))
    return SyncWords(Dot.SYNCED, _synced(state.last_sync, now, prefs), kept_words(state.kept))


def waiting_words(count: int) -> str:
    """How many edits wait to be sent."""
    return ngettext("{n} edit waiting", "{n} edits waiting", count).format(n=count)


def kept_words(count: int) -> str:
    """How many edits the server did not take; "" for none."""
    if not count:
        return ""
    return ngettext(
        "{n} edit was not taken, and is kept here.",
        "{n} edits were not taken, and are kept here.",
        count,
    ).format(n=count)


def moment_words(at: datetime, now: datetime, prefs: Preferences) -> str:
    """A moment as briefly as it is clear: "10:42", or "17 Nov, 10:42" on another day."""
    # The window shows before anything has synced, and without what a region is like.
    from client.ui.clock_words import clock
    from client.ui.vehicles.shown import Shown

    words = clock(at, prefs)
    if at.date() == now.date():
        return words
    if at.date() == now.date() - timedelta(days=1):
        return _("yesterday {clock}").format(clock=words)
    return f"{Shown(prefs, now.date(), months()).short_day(at.date())}, {words}"


def _synced(last: int, now: datetime, prefs: Preferences) -> str:
    if not last:
        return _("Synced")
    at = datetime.fromtimestamp(last / 1000, UTC).astimezone(now.tzinfo)
    return _("Synced {when}").format(when=moment_words(at, now, prefs))


def _signed_out(state: SyncState) -> SyncWords:
    waits = waiting_words(state.waiting) if state.waiting else ""
    if state.problem is not None:
        return SyncWords(Dot.REFUSED, _("Sign in again"), _said(state.problem, waits))
    words = _("Everything stays on this computer; edits are sent once you sign in.")
    return SyncWords(Dot.OFF, _("Signed out"), words)


def _offline(
    state: SyncState, now: datetime, prefs: Preferences, since: datetime | None
) -> SyncWords:
    waits = waiting_words(state.waiting) if state.waiting else ""
    more = _said(state.problem, waits)
    match state.problem:
        case CertificateWrong():
            return SyncWords(Dot.REFUSED, _("Certificate not valid"), more)
        case NotPaddock():
            return SyncWords(Dot.REFUSED, _("Another page answers"), more)
        case ServerAway(retry_after=float(seconds)) if seconds >= 1:
            until = moment_words(now + timedelta(seconds=seconds), now, prefs)
            words = _("Server says wait until {clock}").format(clock=until)
            return SyncWords(Dot.WAITING, words, more)
        case DiskFull():
            return SyncWords(Dot.REFUSED, _("The disk is full"), more)
        case ReadOnly():
            return SyncWords(Dot.REFUSED, _("Folder cannot be written"), more)
        case WorldFailed(code="passphrase"):
            return SyncWords(Dot.WAITING, _("Passphrase needed"), more)
        case WorldFailed(code="keyring"):
            return SyncWords(Dot.REFUSED, _("The keyring is locked"), more)
        case Refused() | WorldFailed():
            return SyncWords(Dot.REFUSED, _("Sync does not go on"), more)
    at = (since or now).astimezone(now.tzinfo)
    words = _("Offline since {when}").format(when=moment_words(at, now, prefs))
    return SyncWords(Dot.OFFLINE, words, more)


def _said(problem: ClientError | None, waits: str) -> str:
    parts = [sentence(problem) + "." if problem is not None else "", f"{waits}." if waits else ""]
    return " ".join(part for part in parts if part)
