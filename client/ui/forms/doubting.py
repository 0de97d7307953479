"""Asks the rules what looks wrong about a record as it is being typed, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from client.errors import ClientError
from client.operations.doubts import doubts_about
from client.store import Reader
from client.ui.desk import Desk
from client.ui.forms.caution_shown import caution_words
from client.ui.vehicles.shown import Shown
from garage.errors import GarageError
from garage.records import Record, WorkLine

Asked = dict[str, str]
"""Field → what is asked about it, as one sentence."""


def ask(
    desk: Desk,
    owner: QObject,
    record: Record,
    lines: Sequence[WorkLine],
    shown: Shown,
    done: Callable[[Asked], None],
) -> None:
    """Tell `done` what there is to ask about `record`, as it would be kept with these lines."""
    desk.read(owner, partial(_asked, record, tuple(lines), shown), done, key="doubts")


def _asked(record: Record, lines: tuple[WorkLine, ...], shown: Shown, reader: Reader) -> Asked:
    found: Asked = {}
    try:
        cautions = doubts_about(reader, record, shown.today, lines)
    except (GarageError, ClientError):
        # Half-typed values can be what no rule reckons with; saving checks them anyway.
        return found
    for caution in cautions:
        found.setdefault(caution.field, caution_words(caution, shown))
    return found
