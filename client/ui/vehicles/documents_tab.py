"""The documents tab: the papers of a vehicle, from whom they are and until when they hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from client.operations.record_rows import RecordRow, rows_of
from client.store import Reader
from client.ui.text import _, ngettext
from client.ui.vehicles.filter_example import filter_example
from client.ui.vehicles.record_cells import (
    all_choices,
    choice_words,
    date_column,
    money_column,
    shared_currency,
    text_column,
)
from client.ui.vehicles.records_spec import Choice, Nothing, RecordsSpec
from client.ui.vehicles.records_tab import RecordsTab
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chip import ChipKind
from client.ui.widgets.rows_model import Column

_SOON_DAYS = 60


def documents_spec() -> RecordsSpec:
    """What the tab is made of, in the person's language."""
    category = choice_words("document", "category")
    return RecordsSpec(
        key="documents",
        name=_("Documents"),
        concerns=("document",),
        adds={"document": _("Add document")},
        read=_read,
        facts=lambda rows: shared_currency(row.record.total for row in rows),
        columns=_columns,
        count=lambda n: ngettext("{n} document", "{n} documents", n).format(n=n),
        sums=lambda rows, shown: (),
        hint=filter_example("document", "valid_until", f"< {_('today')}"),
        nothing=Nothing(
            "file-text",
            _("No documents yet"),
            _(
                "Write down papers with their numbers and how long they hold. Their files cannot"
                " be kept here yet; a later version will."
            ),
            _("Add document"),
        ),
        choices=(
            Choice(
                _("Category"), _("All categories"), lambda row: row.record.category or "", category
            ),
        ),
    )


class DocumentsTab(RecordsTab):
    """The papers of the vehicle."""

    make_spec = staticmethod(documents_spec)


def _read(reader: Reader, vehicle: str, today: date) -> Sequence[RecordRow]:
    return rows_of(reader, "document", vehicle)


def _columns(shown: Shown, currency: str) -> list[Column[Any]]:
    category = choice_words("document", "category")
    return [
        date_column(shown),
        text_column(
            "title", _("Title"), field="title", width=212, stretch=True, bold=True,
            icon=lambda row: "paperclip" if row.record.file_name else "file-text",
            tooltip=lambda row: row.record.notes,
        ),
        text_column(
            "category", _("Category"), lambda row: category(row.record.category), width=152,
            holds=all_choices("document", "category"), chip=lambda row: ChipKind.PLAIN,
        ),
        text_column("number", _("Number"), field="number", width=124, spare=True),
        text_column("issuer", _("From"), field="issuer", width=160, stretch=True),
        date_column(
            shown, lambda row: row.record.valid_until, key="valid_until", title=_("Valid until"),
            field="valid_until", role=lambda row: _validity(row, shown),
        ),
        money_column("total", _("Amount"), shown, currency, field="total", spare=True),
        # Wide: where the names of files could not be read, titles get the room.
        text_column("file_name", _("File"), width=200, muted=True, spare=True),
        text_column("notes", _("Notes"), field="notes", hidden=True, width=180, muted=True),
    ]  # fmt: skip


def _validity(row: RecordRow, shown: Shown) -> str:
    until = row.record.valid_until
    if until is None:
        return ""
    days = (until - shown.today).days
    return "text_muted" if days < 0 else "warn" if days < _SOON_DAYS else ""
