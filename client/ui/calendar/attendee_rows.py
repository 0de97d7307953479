"""Who takes part in an event, to be typed in: a name or an address, the role and the answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtWidgets import QWidget

from client.ui.calendar.open_rows import OpenRow, OpenRows
from client.ui.calendar.times_words import words_here
from client.ui.forms.editors import ChoiceEditor
from client.ui.text import _
from client.ui.vehicles.shown import Shown
from client.ui.widgets.form_field import UnitEdit
from client.ui.widgets.labels import Remark
from client.ui.widgets.tips import plain_tip
from garage.errors import ValueRefused
from garage.records import Record
from garage.records.agenda import ATTENDANCES, ROLES, Attendee

_NAMED = re.compile(r"\s*\"?([^<>\"]*?)\"?\s*<\s*([^<>]+?)\s*>\s*")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
_MAILTO = "mailto:"
_LONGEST = 500
_LONGEST_WORD = 240


class AttendeeRows(OpenRows):
    """All who take part, how many answered what, and what each said to it."""

    def __init__(self, shown: Shown, zone: tzinfo) -> None:
        self._shown, self._zone, self._by = shown, zone, ""
        super().__init__(_("Attendees"), _("Add attendee"), "attendee", self._row)
        self.counts = Remark("text_muted")
        self.end_with(self.counts)
        self.touched.connect(self._count)

    def _row(self, record: Record | None) -> AttendeeRow:
        row = AttendeeRow(record if isinstance(record, Attendee) else None)
        row.tell_answer(self._shown, self._zone)
        row.keep_answer(self._by)
        return row

    def set_records(self, records: Sequence[Record]) -> None:
        super().set_records(records)
        self._count()

    def show_answers(self, attendees: Sequence[Attendee]) -> None:
        """Take over what was answered meanwhile."""
        for attendee in attendees:
            self.renew(attendee)
        for row in self.guests:
            row.tell_answer(self._shown, self._zone)
        self._count()

    def keep_answers(self, by: str) -> None:
        """Let answers be looked at only where somebody else asks; "" for one's own event."""
        self._by = by
        for row in self.guests:
            row.keep_answer(by)

    @property
    def guests(self) -> list[AttendeeRow]:
        """Their rows."""
        return [row for row in self.rows if isinstance(row, AttendeeRow)]

    def _count(self) -> None:
        told = Counter(str(row.answer.value()) for row in self.guests)
        words = [
            _("{answer}: {n}").format(answer=_(text), n=told[word])
            for word, text in ATTENDANCES.items()
            if told[word]
        ]
        self.counts.say(" · ".join(words) if len(self.guests) > 1 else "")


class AttendeeRow(OpenRow):
    """One who takes part."""

    def __init__(self, attendee: Attendee | None) -> None:
        super().__init__(attendee)
        self._answer_words = self._free_words = ""
        self.who = UnitEdit()
        self.who.setMaxLength(_LONGEST)
        self.who.setPlaceholderText(_("Anna <anna@example.com>"))
        self.who.setAccessibleName(_("Name or address"))
        self.role = ChoiceEditor({word: _(text) for word, text in ROLES.items()})
        self.answer = ChoiceEditor({word: _(text) for word, text in ATTENDANCES.items()})
        self.role.setAccessibleName(_("Role"))
        self.answer.setAccessibleName(_("Answer"))
        if attendee is not None:
            self.who.setText(as_typed(attendee.name, attendee.address))
        self.role.show_value((attendee.role if attendee else "") or "required")
        self.answer.show_value((attendee.state if attendee else "") or "needs_action")
        for part, stretch in ((self.who, 6), (self.role, 3), (self.answer, 3)):
            self.line.addWidget(part, stretch)
        self.end_with(_("Take the attendee away"))
        self.who.textEdited.connect(self._on_edited)
        self.answer.touched.connect(self.touched)

    def _on_edited(self) -> None:
        self.say_wrong("")
        self.touched.emit()

    def first(self) -> QWidget:
        return self.who

    def show_record(self, record: Record) -> None:
        if isinstance(record, Attendee):
            self.answer.show_value(record.state or "needs_action")

    def keep_answer(self, by: str) -> None:
        """Let the answer be looked at only: who asks hears it from the guest."""
        self.answer.setEnabled(not by)
        words = _("{name} asks, and hears the answers").format(name=by) if by else ""
        self.answer.setToolTip(plain_tip(words))
        self.answer.setAccessibleDescription(words)

    def tell_answer(self, shown: Shown, zone: tzinfo) -> None:
        """Say below what the guest said to it, and which other time they want."""
        guest = self.record
        if not isinstance(guest, Attendee):
            return
        said = []
        if guest.uninvited:
            said.append(_("Asks to take part"))
        if guest.proposed is not None:
            when = words_here(guest.proposed, zone, shown)
            said.append(_("Proposes {when}").format(when=when))
        if guest.answered is not None and guest.state not in ("", "needs_action"):
            day = shown.day(guest.answered.instant.astimezone(zone).date())
            said.append(_("Answered on {day}").format(day=day))
        if guest.notes:
            said.append(_("“{words}”").format(words=" ".join(guest.notes.split())[:_LONGEST_WORD]))
        self._answer_words = " · ".join(said)
        self._tell()

    def tell_free(self, words: str) -> None:
        """Say below whether the guest is free then."""
        self._free_words = words
        self._tell()

    def _tell(self) -> None:
        self.tell(" · ".join(filter(None, (self._answer_words, self._free_words))))

    def state(self) -> object:
        return self.who.text().strip(), self.role.state(), self.answer.state()

    def values(self) -> dict[str, object]:
        name, address = as_attendee(self.who.text())
        return {
            "name": name, "address": address, "role": self.role.value(),
            "state": self.answer.value(),
        }  # fmt: skip


def as_typed(name: str, address: str) -> str:
    """ "Anna <anna@example.com>", or the one of both that there is."""
    mail = address[len(_MAILTO) :] if address[:7].lower() == _MAILTO else address
    return f"{name} <{mail}>" if name and mail else name or mail


def as_attendee(text: str) -> tuple[str, str]:
    """(name, address) of what is typed; raises ValueRefused where it is neither."""
    said = text.strip()
    if not said:
        raise ValueRefused(_("Say who takes part"), _("write a name or an e-mail address"))
    found = _NAMED.fullmatch(said)
    name, mail = (found[1], found[2]) if found else ("", said)
    if _MAIL.fullmatch(mail):
        return name, f"{_MAILTO}{mail}"
    if ":" in mail:
        return name, mail
    if found:
        raise ValueRefused(
            _("“{text}” is no e-mail address").format(text=mail[:60]),
            _("write it as anna@example.com"),
        )
    return said, ""
