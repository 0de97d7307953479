"""Says which letters of the garage no font of this computer has: boxes stand in their place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QFontMetricsF
from shiboken6 import isValid

from client.operations.letters import EMOJI, MOST_RECORDS, letters_of
from client.store import Changes
from client.ui.shell.banner import NOTE, Banner
from client.ui.shell.shell import Shell
from client.ui.text import _
from client.ui.theme import font
from garage.words import N_

SETTING = "letters_told"
_SCRIPTS = {
    "ARABIC": N_("Arabic"), "ARMENIAN": N_("Armenian"), "BENGALI": N_("Bengali"),
    "CJK": N_("Chinese"), "DEVANAGARI": N_("Devanagari"), EMOJI: N_("Emoji"),
    "GEORGIAN": N_("Georgian"), "HANGUL": N_("Korean"), "HEBREW": N_("Hebrew"),
    "HIRAGANA": N_("Japanese"), "KATAKANA": N_("Japanese"), "TAMIL": N_("Tamil"),
    "TELUGU": N_("Telugu"), "THAI": N_("Thai"),
}  # fmt: skip
"""What scripts are called; others are called as Unicode does."""


class MissingLetters(QObject):
    """Looks once the window is at rest, and at what is written from then on.

    Each script is told once: dismissed, it is told no more.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell, self._desk = shell, shell.desk
        self._ids: dict[str, None] = {}
        """What is still to be looked at; nothing means the garage."""
        self._lacking: dict[str, None] = {}
        self.banner: Banner | None = None
        self._desk.changed.connect(self._on_changed)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touched:
            self.look(changes.ids)

    def look(self, ids: Iterable[str] = ()) -> None:
        """Look at these records, or at the garage."""
        self._ids |= dict.fromkeys(ids)
        wanted = tuple(self._ids)[-MOST_RECORDS:]
        self._desk.read(
            self, partial(letters_of, ids=wanted), self._on_read, key="letters", patient=True
        )

    def _on_read(self, found: Mapping[str, str]) -> None:
        self._ids.clear()
        told = self._desk.settings.get(SETTING)
        known = {*self._lacking, *(told if isinstance(told, list | tuple) else ())}
        lacking = [
            script for script, signs in found.items() if script not in known and _lacks(signs)
        ]
        if lacking:
            self._lacking |= dict.fromkeys(lacking)
            self._tell()

    def _tell(self) -> None:
        if self.banner is not None and isValid(self.banner):
            self.banner.deleteLater()
        names = (_(_SCRIPTS[each]) if each in _SCRIPTS else each.title() for each in self._lacking)
        words = _(
            "No font of this computer has these letters: {scripts}. Boxes stand in their place, "
            "and nothing is lost. Install a font such as Noto Sans, and start Paddock again."
        ).format(scripts=", ".join(dict.fromkeys(names)))
        self.banner = Banner(words, look=NOTE)
        self.banner.close_button.clicked.connect(self._on_dismissed)
        self._shell.put_across(self.banner)

    def _on_dismissed(self) -> None:
        told = self._desk.settings.get(SETTING)
        before = told if isinstance(told, list | tuple) else ()
        self._desk.keep({SETTING: list(dict.fromkeys((*before, *self._lacking)))})
        self._lacking.clear()
        self.banner = None


def _lacks(signs: str) -> bool:
    """Whether any of them is drawn as a box, by whatever font."""
    measure = QFontMetricsF(font("body"))
    return not all(measure.inFontUcs4(ord(sign)) for sign in signs)
