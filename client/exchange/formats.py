"""The formats that can be imported: which of them a file is in, and the plan to take it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from client.errors import BadFile, BadRequest
from client.exchange.acar import ACar, is_acar
from client.exchange.acar_backup import is_acar_backup, plan_backup
from client.exchange.drafts import ImportOptions, Judgement, Plan
from client.exchange.drivvo import Drivvo, is_drivvo
from client.exchange.engine import plan_rows
from client.exchange.first_look import FirstLook, first_look
from client.exchange.fuelio import Fuelio, is_fuelio
from client.exchange.fuelly import Fuelly, is_fuelly
from client.exchange.generic import Generic, is_generic
from client.exchange.generic_kind import kind_of_header
from client.exchange.layout import Layout
from client.exchange.lubelogger import LubeLogger, is_lubelogger
from client.exchange.reading import first_rows, sniff_delimiter
from client.exchange.simply_auto import SimplyAuto, is_simply_auto
from client.exchange.source import Opened, Opener, open_source
from client.exchange.spritmonitor import Spritmonitor, is_spritmonitor
from garage.words import told

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Format:
    """A format of CSV files: its name, and what its first rows look like."""

    layout: type[Layout]
    recognises: Callable[[Rows], bool]


BACKUP = "acar_backup"
_FORMATS = {
    each.layout.name: each
    for each in (
        Format(Fuelio, is_fuelio),
        Format(Drivvo, is_drivvo),
        Format(ACar, is_acar),
        Format(Fuelly, is_fuelly),
        Format(SimplyAuto, is_simply_auto),
        Format(Spritmonitor, is_spritmonitor),
        Format(LubeLogger, is_lubelogger),
        Format(Generic, is_generic),
    )
}

NAMES: tuple[str, ...] = (*_FORMATS, BACKUP)
"""What `--format` takes."""
TITLES = told(
    "{apps}, plain CSV, aCar backups (.abp)",
    apps=", ".join(each.layout.title for name, each in _FORMATS.items() if name != "generic"),
)


def recognise(opened: Opened) -> list[str]:
    """Names of the formats that a file may be in, the likeliest first."""
    if opened.archive is not None:
        return [BACKUP] if is_acar_backup(opened.archive.names) else []
    rows = _head(opened, sniff_delimiter(opened.head))
    return [name for name, each in _FORMATS.items() if rows and each.recognises(rows)]


def look_unless_known(opened: Opened) -> FirstLook | None:
    """The first rows of a table whose columns can be said; None for a file of a known app, or ours.

    A plain table whose headings are known is one of them: what they mean is only proposed.
    """
    if recognise(opened) not in ([], [Generic.name]):
        return None
    look = first_look(opened)
    if look is None or any(kind_of_header(row.cells) for row in look.rows[:1]):
        return None
    return look


def plan_import(name: str, opener: Opener, options: ImportOptions) -> Plan:
    """The plan to import a file; `opener` gives its bytes from their start, at each call.

    Raises BadFile for what cannot be read, and BadRequest for options that do not fit.
    """
    return plan(open_source(name, opener), options)


def plan(opened: Opened, options: ImportOptions) -> Plan:
    """As `plan_import`, for a file that was looked through already."""
    found = recognise(opened)
    if options.columns is not None and opened.archive is None:
        chosen = Judgement(Generic.name, "option")
    elif options.format:
        wanted = options.format.strip().lower().replace("-", "_").replace(" ", "_")
        if wanted == "acar" and found == [BACKUP]:
            wanted = BACKUP
        if wanted not in NAMES:
            raise BadRequest(
                told("there is no format {format!r}", format=options.format[:40]),
                told("use one of {names}", names=", ".join(NAMES)),
            )
        if wanted not in found:
            what = (
                told("it looks like {found}", found=found[0])
                if found
                else told("known are {titles}", titles=TITLES)
            )
            raise BadFile(
                told("{name} is not in the format {wanted}", name=opened.name, wanted=wanted), what
            )
        chosen = Judgement(wanted, "option")
    elif found:
        chosen = Judgement(found[0], "judged")
    else:
        raise BadFile(
            told("{name} is in no format that can be read", name=opened.name),
            told(
                "known are {titles}; in a plain table name the columns, as date, odometer, volume",
                titles=TITLES,
            ),
        )
    if chosen.value == BACKUP:
        return plan_backup(opened, options, chosen)
    delimiter = sniff_delimiter(opened.head)
    layout = _FORMATS[chosen.value].layout(options, opened.name)
    return plan_rows(layout, opened, options, delimiter, chosen)


def _head(opened: Opened, delimiter: str) -> list[list[str]]:
    rows = first_rows(opened.head, delimiter)
    # Spreadsheets write "sep=;" before the table.
    return rows[1:] if rows and rows[0][0].lower().startswith("sep=") else rows
