"""Asks the rules what looks wrong about a record as it is being typed, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from client.errors import ClientError
from client.operations.doubts import doubts_about, doubts_of_edit
from client.store import Reader
from client.ui.desk import Desk
from client.ui.forms.caution_shown import caution_words
from client.ui.vehicles.shown import Shown
from garage.errors import GarageError
from garage.records import Record, WorkLine
from garage.rules.cautions import Caution

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


def ask_of_edit(
    desk: Desk,
    owner: QObject,
    id_: str,
    values: Mapping[str, Any],
    shown: Shown,
    done: Callable[[Asked], None],
    failed: Callable[[Exception], None],
) -> None:
    """Tell `done` what there is to ask about a record that is kept, once it has other values."""
    desk.read(owner, partial(_asked_of_edit, id_, values, shown), done, failed, key="doubts")


def _asked_of_edit(id_: str, values: Mapping[str, Any], shown: Shown, reader: Reader) -> Asked:
    return _told(lambda: doubts_of_edit(reader, id_, values, shown.today), shown)


def _asked(record: Record, lines: tuple[WorkLine, ...], shown: Shown, reader: Reader) -> Asked:
    return _told(lambda: doubts_about(reader, record, shown.today, lines), shown)


def _told(look: Callable[[], Sequence[Caution]], shown: Shown) -> Asked:
    found: Asked = {}
    try:
        cautions = look()
    except (GarageError, ClientError):
        # Half-typed values can be what no rule reckons with; saving checks them anyway.
        return found
    for caution in cautions:
        found.setdefault(caution.field, caution_words(caution, shown))
    return found
