"""The single fields of an event's form, and the editors that they have there."""

from __future__ import annotations

from typing import Any

from client.ui.calendar.colours import colour_words
from client.ui.forms.editors import ChoiceEditor, LineEditor, LongEditor
from client.ui.forms.entry import Editor, Entry, editor_for
from client.ui.forms.reference_editor import ReferenceEditor
from client.ui.forms.written import Habits
from client.ui.text import _
from garage.errors import ValueRefused
from garage.records import Field
from garage.records.agenda import Event
from garage.records.agenda_fields import TextListField
from garage.records.registry import kind_of
from garage.words import N_

EVENT = kind_of(Event)
FIRST: tuple[tuple[str, int], ...] = (
    ("calendar", 6), ("vehicle", 6), ("place", 12),
)  # fmt: skip
"""Fields that are always shown, and their twelfths of the width."""
MORE: tuple[tuple[str, int], ...] = (
    ("status", 4), ("free", 4), ("privacy", 4), ("categories", 6), ("colour", 6),
    ("reminder", 6), ("url", 6), ("conferences", 6), ("attachments", 6), ("position", 6),
)  # fmt: skip
"""Those behind "More fields", unless they have a value."""

_TITLES = {
    "free": N_("Does not block time"), "reminder": N_("Belongs to"), "url": N_("Web page"),
    "conferences": N_("To take part from afar"), "attachments": N_("Attached links"),
    "position": N_("Position (latitude, longitude)"),
}  # fmt: skip
_LONGEST_URL = 2_000


class ListEditor(LineEditor):
    """Several texts with commas between them."""

    def show_value(self, value: Any) -> None:
        self.setText(", ".join(value or ()))
        self.setCursorPosition(0)

    def value(self) -> Any:
        return TextListField().check(self.text()) or None


class UrlEditor(LineEditor):
    """The address of a page; one without a scheme is taken for https."""

    def value(self) -> Any:
        text = self.text().strip()
        if not text:
            return None
        if " " in text:
            raise _no_page()
        return _address(text)


class LinksEditor(LineEditor):
    """Several addresses with blanks between them; of a room for a call it may be a number."""

    def show_value(self, value: Any) -> None:
        self.setText(" ".join(value or ()))
        self.setCursorPosition(0)

    def value(self) -> Any:
        return tuple(map(_address, self.text().split())) or None


def _address(text: str) -> str:
    if len(text) > _LONGEST_URL or not ("." in text or ":" in text):
        raise _no_page()
    return text if ":" in text.partition("/")[0] else f"https://{text}"


def _no_page() -> ValueRefused:
    return ValueRefused(_("This is no address of a page"), _("write it as https://example.com"))


def event_entry(name: str, habits: Habits, value: Any) -> Entry:
    """A field of the form, with its value shown."""
    spec = EVENT.field(name)
    entry = Entry(spec, _editor(spec, habits, value), _(_TITLES.get(name, spec.label)))
    entry.show_value(value)
    return entry


def _editor(spec: Field, habits: Habits, value: Any) -> Editor:
    match spec.name:
        case "calendar":
            return ChoiceEditor({})
        case "colour":
            return ChoiceEditor(colour_words(), blank=_("As the calendar"))
        case "categories":
            return ListEditor(spec, habits)
        case "conferences" | "attachments":
            return LinksEditor(spec, habits)
        case "url":
            return UrlEditor(spec, habits)
        case "vehicle" | "reminder":
            return ReferenceEditor()
        case "place":
            return LongEditor(2) if "\n" in str(value or "") else LineEditor(spec, habits)
    return editor_for(spec, habits)
