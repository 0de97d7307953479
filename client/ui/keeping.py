"""Settings that are on their way to the disk: what is read there meanwhile does not have them."""

from __future__ import annotations

import functools
import operator
from collections import deque
from collections.abc import Mapping
from typing import Any


class Unwritten:
    """Values in the order in which they are written, which is the one in which they came."""

    def __init__(self) -> None:
        self._waiting: deque[Mapping[str, Any]] = deque()

    def __bool__(self) -> bool:
        """Whether any wait."""
        return bool(self._waiting)

    def add(self, values: Mapping[str, Any]) -> None:
        """These are to be written."""
        self._waiting.append(values)

    def ended(self, _outcome: object = None) -> None:
        """The first of them are written, or were refused."""
        self._waiting.popleft()

    def over(self, read: Mapping[str, Any]) -> dict[str, Any]:
        """Settings as they were read, with what waits over them."""
        return functools.reduce(operator.or_, self._waiting, dict(read))
