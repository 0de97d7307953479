"""The errors of the garage's rules, one tree.

GarageError
    ValueRefused    a text or value that cannot be what it was given as (also a ValueError)
    NoRate          no exchange rate for a currency on a day (garage.money.rates)
"""

from __future__ import annotations

from garage.words import Told, told


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

    @property
    def reason(self) -> str:
        """What is wrong, without the name of the field before it."""
        if isinstance(self.message, Told) and self.message.template == _AT_FIELD:
            what = self.message.values["what"]
            return what if isinstance(what, str) else str(what)
        return self.message


def at_field(name: str, error: ValueRefused) -> ValueRefused:
    """The same refusal, told of a field."""
    message = told(_AT_FIELD, field=name, what=error.message)
    return ValueRefused(message, error.hint, error.code, name)


_AT_FIELD = "{field}: {what}"
