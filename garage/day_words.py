"""How a language writes a day: its months' short names, and how they stand with the numbers."""

from __future__ import annotations

from collections.abc import Sequence

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class DayWords(tuple[str, ...]):
    """The months' short names from January, as they stand alone.

    `within` are the names beside a day; `whole` and `short` say where day, month and year stand
    in a language that writes the day first.
    """

    within: tuple[str, ...]
    whole: str
    short: str

    def __new__(
        cls,
        months: Sequence[str] = MONTHS,
        within: Sequence[str] = (),
        whole: str = "{day} {month} {year}",
        short: str = "{day} {month}",
    ) -> DayWords:
        """Names that are the same beside a day need not be given twice."""
        made = super().__new__(cls, months)
        made.within, made.whole, made.short = tuple(within or months), whole, short
        return made
