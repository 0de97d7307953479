"""Who takes part in an event, to be typed in: a name or an address, the role and the answer."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from client.ui.calendar.open_rows import OpenRow, OpenRows
from client.ui.forms.editors import ChoiceEditor
from client.ui.text import _
from client.ui.widgets.form_field import UnitEdit
from garage.errors import ValueRefused
from garage.records import Record
from garage.records.agenda import ATTENDANCES, ROLES, Attendee

_NAMED = re.compile(r"\s*\"?([^<>\"]*?)\"?\s*<\s*([^<>]+?)\s*>\s*")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
_MAILTO = "mailto:"
_LONGEST = 500


class AttendeeRows(OpenRows):
    """All who take part."""

    def __init__(self) -> None:
        super().__init__(_("Attendees"), _("Add attendee"), "attendee", _row)


def _row(record: Record | None) -> OpenRow:
    return AttendeeRow(record if isinstance(record, Attendee) else None)


class AttendeeRow(OpenRow):
    """One who takes part."""

    def __init__(self, attendee: Attendee | None) -> None:
        super().__init__(attendee)
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

    def _on_edited(self) -> None:
        self.say_wrong("")
        self.touched.emit()

    def first(self) -> QWidget:
        return self.who

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
