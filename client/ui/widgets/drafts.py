"""What is typed into lines and not kept yet: of each thing its own, and nothing of it lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit


@dataclass(frozen=True)
class Draft:
    """What was typed about something, line by line, and why it was not kept."""

    about: str
    texts: tuple[str, ...]
    complaint: str = ""


class Drafts:
    """Stands behind lines that are kept by Enter, off the window's thread.

    ``turn`` says what they are about from now on. ``take`` empties them for what is typed next;
    tell by ``kept`` or ``refused`` what became of it. What was refused stands in the lines again as
    soon as they are empty, and ``complain`` says why.
    """

    def __init__(self, lines: tuple[QLineEdit, ...], complain: Callable[[str], None]) -> None:
        self._lines, self._complain = lines, complain
        self._about = ""
        self._others: list[Draft] = []
        """What does not stand in the lines, in the order in which it came."""
        self._under_way: list[Draft] = []

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the lines."""
        return tuple(line.text() for line in self._lines)

    @property
    def is_sending(self) -> bool:
        """Whether something about the same is being kept."""
        return any(draft.about == self._about for draft in self._under_way)

    def turn(self, about: str) -> None:
        """Let the lines be about something else; what was typed waits until they turn back."""
        if about == self._about:
            return
        if self._is_typed():
            self._others.insert(0, Draft(self._about, self.texts))
        self._about = about
        self._put(("",) * len(self._lines))
        self._show_next()

    def take(self) -> Draft:
        """Empty the lines: what stood in them is on its way."""
        taken = Draft(self._about, self.texts)
        self._under_way.append(taken)
        self._put(("",) * len(self._lines))
        self._show_next()
        return taken

    def kept(self, taken: Draft) -> None:
        """What was taken is kept."""
        self._under_way.remove(taken)

    def refused(self, taken: Draft, complaint: str) -> bool:
        """What was taken is not kept; says whether it stands in the lines again."""
        self._under_way.remove(taken)
        held = Draft(taken.about, taken.texts, complaint)
        self._others.append(held)
        self._show_next()
        return held not in self._others

    def _is_typed(self) -> bool:
        return any(text.strip() for text in self.texts)

    def _show_next(self) -> None:
        if self._is_typed():
            return
        held = next((draft for draft in self._others if draft.about == self._about), None)
        if held is not None:
            self._others.remove(held)
            self._put(held.texts)
            if held.complaint:
                self._complain(held.complaint)

    def _put(self, texts: tuple[str, ...]) -> None:
        for line, text in zip(self._lines, texts, strict=True):
            # clear() would leave what stood there to Ctrl+Z, which is to take the record back.
            line.setText(text)
            line.setModified(bool(text))
