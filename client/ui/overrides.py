"""What Qt calls of ours: an error in it is told as any other, and does not end the program.

An error that comes from C (a widget that is gone, `int("x")`) leaves a Python function on Python
3.11 as a class and a text, to be made an exception by whoever catches it. PySide does not: where
the function overrides one of Qt's, it takes the text for an exception, and the program crashes
with all that was typed. So ours are caught once on their way, which makes them whole.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject


def make_errors_whole() -> None:
    """See to all classes of Qt's that are derived from here on."""
    if sys.version_info < (3, 12):
        QObject.__init_subclass__ = classmethod(_on_derived)  # type: ignore[assignment]  # a hook


def _on_derived(cls: type[QObject], /, **options: Any) -> None:
    super(QObject, cls).__init_subclass__(**options)
    qts = [vars(base) for base in cls.__mro__ if base.__module__.startswith("PySide6.")]
    for name, value in list(vars(cls).items()):
        if isinstance(value, FunctionType) and any(name in known for known in qts):
            setattr(cls, name, _whole(value))


def _whole(override: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(override)
    def caught(*arguments: Any, **named: Any) -> Any:
        try:
            return override(*arguments, **named)
        except BaseException:
            raise

    return caught
