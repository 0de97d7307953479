"""The errors of the garage's rules, one tree.

GarageError
    ValueRefused    a text or value that cannot be what it was given as (also a ValueError)
    NoRate          no exchange rate for a currency on a day (garage.money.rates)
"""

from __future__ import annotations


class GarageError(Exception):
    """What happened (`message`), what to do about it (`hint`), and a `code` for programs."""

    def __init__(self, message: str, hint: str = "", code: str = "garage") -> None:
        super().__init__(message, hint, code)
        self.message = message
        self.hint = hint
        self.code = code

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class ValueRefused(GarageError, ValueError):
    """A text or value is not acceptable; `field` names the field where that is known."""

    def __init__(
        self, message: str, hint: str = "", code: str = "value_refused", field: str | None = None
    ) -> None:
        super().__init__(message, hint, code)
        self.field = field
