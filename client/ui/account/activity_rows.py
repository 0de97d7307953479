"""The sync's activity as rows to read: what was not taken, what waits, what went and came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from client.operations.kept_edits import KeptEdit
from client.operations.sync_activity import LostValue, SyncActivity
from client.sync.diary import Line
from client.ui.account.overtaken_words import lost_label
from client.ui.account.sync_words import waiting_words
from client.ui.clock_words import clock
from client.ui.shell.said import capitalised
from client.ui.shell.server_said import server_said
from client.ui.text import _, ngettext
from client.ui.vehicles.day_heads import day_head
from client.ui.vehicles.field_words import field_label
from client.ui.vehicles.record_words import kind_words, record_icon, record_named
from client.ui.vehicles.shown import Shown
from client.ui.widgets.speaking import aloud
from garage.records import Record, find_kind

_HEAD, _ROW = 36, 52
_NAMED = 3


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A heading, or something that happened, waits (`record`) or was not taken (`kept`).

    `history` is the record that had a value overtaken.
    """

    title: str
    detail: str = ""
    time: str = ""
    icon: str = ""
    tint: str = "text_muted"
    record: str = ""
    kept: KeptEdit | None = None
    history: str = ""

    @property
    def heading(self) -> bool:
        return not self.icon

    @property
    def height(self) -> int:
        return _HEAD if self.heading else _ROW

    @property
    def spoken(self) -> str:
        return aloud(self.time, self.title, self.detail)


def activity_rows(activity: SyncActivity, shown: Shown, zone: tzinfo) -> list[ActivityRow]:
    """The rows: first what somebody has to decide, then what waits, then what happened by day."""
    rows: list[ActivityRow] = []
    if activity.kept:
        rows.append(ActivityRow(_("Not taken, kept here")))
        rows += [_kept(edit, shown, zone) for edit in activity.kept]
    if activity.waiting and activity.status.account is not None:
        rows.append(ActivityRow(_("Waiting here")))
        rows += [_waiting(record, shown) for record in activity.waiting]
        more = activity.status.waiting - len(activity.waiting)
        if more > 0:
            words = ngettext("and {n} more", "and {n} more", more).format(n=shown.number(str(more)))
            rows.append(ActivityRow(words, icon="ellipsis"))
    last = ""
    for line in activity.lines:
        at = datetime.fromtimestamp(line.at / 1000, UTC).astimezone(zone)
        day = day_head(at.date(), shown)
        if day != last:
            rows.append(ActivityRow(day))
            last = day
        rows += _line(line, clock(at, shown.prefs), activity, shown)
    return rows


def why_kept(edit: KeptEdit) -> str:
    """Why the server did not take an edit, as a sentence."""
    words = {
        "forbidden": _("You may not change this."),
        "invalid": _("The server does not accept the value."),
        "too_large": _("It is too large to sync. Make it shorter."),
        "gone": _("The record was erased, or moved to where you may not write."),
        "dropped": _("You are no longer in the space it belonged to."),
        "unknown_space": _("The space it belonged to is not there any more."),
        "wrong_device": _("The server does not take it from this device."),
        "server_kind": _("Only the server itself writes this."),
    }
    known, reason = words.get(edit.code, ""), _reason(edit)
    if known and reason and edit.code in ("invalid", "wrong_device"):
        return f"{known} {reason}."
    return known or reason or _("The server refused it.")


def _reason(edit: KeptEdit) -> str:
    """What the server said, in the person's language, with what it calls a field by its name."""
    field, colon, rest = edit.reason.partition(": ")
    kind = find_kind(edit.kind)
    if colon and kind is not None and field.partition("/")[0] in kind.by_name:
        return f"{field_label(edit.kind, field)}: {server_said(rest)}"
    return capitalised(server_said(edit.reason))


def _kept(edit: KeptEdit, shown: Shown, zone: tzinfo) -> ActivityRow:
    at = datetime.fromtimestamp(edit.at / 1000, UTC).astimezone(zone)
    named = " · ".join(dict.fromkeys(part for part in (edit.title, kind_words(edit.kind)) if part))
    return ActivityRow(
        named, why_kept(edit), _time(at, shown), "triangle-alert", "warn", kept=edit
    )  # fmt: skip


def _time(at: datetime, shown: Shown) -> str:
    return clock(at, shown.prefs) if at.date() == shown.today else shown.short_day(at.date())


def _waiting(record: Record, shown: Shown) -> ActivityRow:
    words = kind_words(record.kind)
    return ActivityRow(record_named(record, shown), words, "", record_icon(record),
                       record=record.id)  # fmt: skip


def _line(line: Line, time: str, activity: SyncActivity, shown: Shown) -> list[ActivityRow]:
    match line.what:
        case "offline":
            words = _("Edits are kept here and go out later")
            return [ActivityRow(_("Offline"), words, time, "wifi-off")]
        case "online":
            return [ActivityRow(_("Back online"), _alone(line), time, "wifi")]
        case "signed_out":
            words = waiting_words(line.waiting) if line.waiting else _("Nothing is lost")
            return [ActivityRow(_("Signed out"), words, time, "log-out")]
    rows = []
    if line.sent or line.received:
        names = [record_named(activity.records[id_], shown)
                 for id_ in line.records[:_NAMED] if id_ in activity.records]  # fmt: skip
        only = line.records[0] if len(line.records) == 1 else ""
        rows.append(ActivityRow(_went(line), ", ".join(names), time, "check", "ok", record=only))
    if line.overtaken:
        rows += _overtaken(line, time, activity, shown)
    if line.refused:
        words = ngettext("{n} edit not taken", "{n} edits not taken", line.refused)
        rows.append(
            ActivityRow(words.format(n=line.refused), _("Kept here"), time, "triangle-alert",
                        "warn")
        )  # fmt: skip
    return rows


def _overtaken(line: Line, time: str, activity: SyncActivity, shown: Shown) -> list[ActivityRow]:
    """A row for each record whose history has it, and one for what is not known any more."""
    by_record: dict[str, list[LostValue]] = {}
    for id_ in line.lost:
        if id_ in activity.lost:
            lost = activity.lost[id_]
            by_record.setdefault(lost.record.id, []).append(lost)

    def row(count: int, detail: str, record: str = "") -> ActivityRow:
        words = ngettext("{n} field overtaken", "{n} fields overtaken", count).format(n=count)
        return ActivityRow(words, detail, time, "git-branch", "warn", history=record)

    rows = [row(len(lost), _lost_words(lost, shown), id_) for id_, lost in by_record.items()]
    others = line.overtaken - sum(map(len, by_record.values()))
    if others > 0:
        rows.append(row(others, _("The value that lost is kept in the record’s history")))
    return rows


def _lost_words(lost: Sequence[LostValue], shown: Shown) -> str:
    """ "Octavia · Fill-up, 18 Nov · Odometer"."""
    record, vehicle = lost[0].record, lost[0].vehicle
    own = shown.of(vehicle) if vehicle is not None else shown
    hangs_on = [vehicle] if vehicle is not None and vehicle.id != record.id else []
    names = [record_named(each, own) for each in (*hangs_on, record)]
    fields = ", ".join(sorted(lost_label(record.kind, each.field) for each in lost))
    return " · ".join([*names, fields])


def _went(line: Line) -> str:
    if line.sent and line.received:
        return _("Sent {sent}, received {received}").format(sent=line.sent, received=line.received)
    if line.sent:
        return _("Sent {sent}").format(sent=line.sent)
    return _("Received {received}").format(received=line.received)


def _alone(line: Line) -> str:
    minutes = max(1, round((line.at - line.since) / 60_000))
    if minutes < 120:
        return ngettext("{n} minute alone", "{n} minutes alone", minutes).format(n=minutes)
    hours = round(minutes / 60)
    return ngettext("{n} hour alone", "{n} hours alone", hours).format(n=hours)
