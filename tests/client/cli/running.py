"""What a run of `paddock` gives: its output and its status."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


@dataclass(frozen=True)
class Answer:
    """What a command wrote to standard output and standard error, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output; nothing may be on standard error then."""
        assert self.err == ""
        assert self.out.count("\n") == 1
        return json.loads(self.out, parse_constant=_refuse_constant)

    @property
    def error(self) -> dict[str, Any]:
        """The error of the JSON document."""
        document = self.json
        assert document.keys() == {"error"}
        assert {"code", "message", "hint"} <= document["error"].keys()
        error: dict[str, Any] = document["error"]
        return error


Paddock = Callable[..., Answer]
