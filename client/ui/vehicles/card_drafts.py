"""What was begun in the lines of the plan's cards when their details were closed."""

from __future__ import annotations


class CardDrafts:
    """Text by card and line ("point" or "part"), until the card's details are open again."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str], str] = {}

    def hold(self, card: str, line: str, text: str) -> None:
        """Hold what was begun; of two the one that came first."""
        if text.strip():
            self._texts.setdefault((card, line), text)

    def take(self, card: str, line: str) -> str:
        """What is to stand in a line, and is held no more; "" for nothing."""
        return self._texts.pop((card, line), "")
