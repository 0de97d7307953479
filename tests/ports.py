"""Ports for servers that begin to listen later, or again, at an address that was told before."""

from __future__ import annotations

import itertools
import os
import re
import socket

_FIRST, _SLICE, _SLICES = 20_000, 500, 24
"""Below what systems hand out themselves: no connection, and no socket of port 0, gets these."""


def _slice() -> int:
    """Which of the slices is ours: each worker of a run has one of its own."""
    worker = re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or "0"
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", "")
    return (int(worker) + sum(run.encode())) % _SLICES


_OURS = itertools.cycle(range(_SLICE))


def free_port() -> int:
    """A port that nobody listens at, and that nobody is given before the server listens there."""
    first = _FIRST + _SLICE * _slice()
    for at in itertools.islice(_OURS, _SLICE):
        try:
            with socket.create_server(("127.0.0.1", first + at)):
                return first + at
        except OSError:
            continue
    raise AssertionError("all ports are taken")
