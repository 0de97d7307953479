"""Lines of the palette that could not be kept, until they stand in its field again."""

from __future__ import annotations


class RefusedLines:
    """One that names no vehicle is of the one where it was typed, and comes back at that alone."""

    def __init__(self) -> None:
        self._lines: list[tuple[str, str]] = []

    def add(self, text: str, vehicle: str) -> None:
        """Hold a line; `vehicle` is "" where it says the same anywhere."""
        self._lines.append((text, vehicle))

    def take(self, here: str) -> str:
        """The first that belongs where one is, which is held no more; "" if there is none."""
        held = next((each for each in self._lines if each[1] in ("", here)), ("", ""))
        if held[0]:
            self._lines.remove(held)
        return held[0]
