"""A file from its path to the store: the one place where an import touches the disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import tzinfo
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from client.errors import BadFile, BadRequest
from client.exchange.drafts import DateOrder, ImportOptions, Plan
from client.exchange.first_look import FirstLook
from client.exchange.formats import NAMES, look_unless_known, plan
from client.exchange.source import Opened, open_source
from client.operations.import_columns import SETTING, with_remembered
from client.operations.importing import ImportReport, Progress, run_import
from client.store import Store, is_open_here
from garage.money import checked_currency
from garage.words import N_, told

T = TypeVar("T")
_ORDERS = ("dmy", "mdy", "ymd")


def options_of(
    said: Mapping[str, str], zone: tzinfo, default_currency: str | None
) -> ImportOptions:
    """Options from what was typed, "" where nothing was; raises BadRequest or ValueRefused."""
    if said["format"] and said["format"] not in NAMES:
        raise BadRequest(
            told("there is no format {said!r}", said=said["format"]),
            told("use one of {names}", names=", ".join(NAMES)),
        )
    if said["date_order"] and said["date_order"] not in _ORDERS:
        raise BadRequest(
            told("{said!r} is no order of dates", said=said["date_order"]),
            N_("use dmy, mdy or ymd"),
        )
    if said["decimal_mark"] and said["decimal_mark"] not in (".", ","):
        raise BadRequest(
            told("{said!r} is no decimal mark", said=said["decimal_mark"]), N_("use . or ,")
        )
    return ImportOptions(
        format=said["format"] or None,
        vehicle=said["vehicle"] or None,
        distance_unit=said["distance_unit"] or None,
        volume_unit=said["volume_unit"] or None,
        currency=checked_currency(said["currency"]) if said["currency"] else None,
        date_order=cast("DateOrder | None", said["date_order"] or None),
        decimal_mark=said["decimal_mark"] or None,
        zone=zone,
        default_currency=default_currency,
    )


def plan_file(path: Path, options: ImportOptions) -> Plan:
    """Recognise and judge a file; raises BadFile for what cannot be read or is no such file."""
    return _opened(path, lambda opened: plan(opened, options))


def look_at_file(path: Path) -> FirstLook | None:
    """The first rows of a plain table; None for a known app's file. Raises BadFile."""
    return _opened(path, look_unless_known)


def _opened(path: Path, use: Callable[[Opened], T]) -> T:
    def opened() -> BinaryIO:
        return path.open("rb")

    try:
        if path.is_dir():
            raise BadFile(told("{path} is a folder", path=path), N_("give the file in it"))
        if is_open_here(path):
            raise BadFile(
                told("{path} is the garage itself", path=path), N_("give a file from elsewhere")
            )
        return use(open_source(path.name, opened))
    except OSError as error:
        raise BadFile(
            told("{path} cannot be read ({strerror})", path=path, strerror=error.strerror),
            N_("check the path"),
        ) from error


def import_file(
    store: Store,
    path: Path,
    options: ImportOptions,
    *,
    vehicle: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Import a file, as one operation; a table like one whose columns were said is read alike.

    See `run_import` for what it raises.
    """
    settings = store.read(lambda reader: reader.settings())
    if settings.get(SETTING):
        options = with_remembered(settings, look_at_file(path), options)
    found = plan_file(path, options)
    return run_import(
        store, found, vehicle=vehicle, title=path.name, dry_run=dry_run,
        progress=progress, cancelled=cancelled,
    )  # fmt: skip
