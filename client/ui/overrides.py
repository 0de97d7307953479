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
from inspect import CO_VARARGS
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject


def make_errors_whole() -> None:
    """See to all classes of Qt's that are derived from here on."""
    if sys.version_info < (3, 12):
        QObject.__init_subclass__ = classmethod(_on_derived)  # type: ignore[assignment]  # a hook


def _on_derived(cls: type[QObject], /, **options: Any) -> None:
    super(QObject, cls).__init_subclass__(**options)
    known = _known(next(base for base in cls.__mro__ if base.__module__.startswith("PySide6.")))
    for name in known.intersection(vars(cls)):
        value = vars(cls)[name]
        if isinstance(value, FunctionType) and not name.startswith("__"):
            setattr(cls, name, _whole(value))


@functools.cache
def _known(qts: type) -> frozenset[str]:
    return frozenset(name for base in qts.__mro__ for name in vars(base))


def _whole(override: FunctionType) -> Callable[..., Any]:
    """The same with the same number of parameters: by that PySide tells what a slot takes."""
    code = override.__code__
    open_ended = override.__defaults__ or code.co_kwonlyargcount or code.co_flags & CO_VARARGS

    def alone(self: Any) -> Any:
        try:
            return override(self)
        except BaseException:
            raise

    def with_one(self: Any, given: Any) -> Any:
        try:
            return override(self, given)
        except BaseException:
            raise

    def with_any(*given: Any, **named: Any) -> Any:
        try:
            return override(*given, **named)
        except BaseException:
            raise

    exact: dict[int, Callable[..., Any]] = {1: alone, 2: with_one}
    caught = with_any if open_ended else exact.get(code.co_argcount, with_any)
    return functools.update_wrapper(caught, override)
