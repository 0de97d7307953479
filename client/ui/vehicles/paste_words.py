"""What pasted rows are, in words: how many are new, what was understood, refused, doubted."""

from __future__ import annotations

from collections.abc import Sequence

from client.exchange.generic_columns import ColumnChoice
from client.operations.pasted_table import PastedColumn, Target, may_be
from client.operations.pasting import Pasted
from client.ui.forms.caution_shown import caution_words
from client.ui.text import _, ngettext
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.shown import Shown
from garage.records import kind_named

_MOST_LINES = 6


def title_words(count: int, *, again: bool) -> str:
    """How many rows are added; `again` where some of them are there already."""
    if not count:
        return _("No new rows")
    if again:
        return ngettext("{n} row to add", "{n} rows to add", count).format(n=count)
    return ngettext("{n} new row", "{n} new rows", count).format(n=count)


def understood_words(pasted: Pasted, *, with_columns: bool) -> str:
    """What was understood; `with_columns` where the columns are not looked at themselves."""
    said = _columns_said(pasted) if with_columns else []
    said += _worked_said(pasted)
    if pasted.again:
        count = len(pasted.again)
        words = ngettext(
            "{n} row is in the garage already.", "{n} rows are in the garage already.", count
        )
        said.append(words.format(n=count))
    if pasted.repeated:
        words = ngettext(
            "{n} row says again what one above it says.",
            "{n} rows say again what one above them says.",
            pasted.repeated,
        )
        said.append(words.format(n=pasted.repeated))
    return " ".join(said)


def _columns_said(pasted: Pasted) -> list[str]:
    known = [_name(each) for each in pasted.columns if each.field]
    left = [_name(each) for each in pasted.columns if not each.field and each.title]
    said = [_("Understood: {columns}.").format(columns=", ".join(known))]
    if left:
        said.append(_("Left out: {columns}.").format(columns=", ".join(left)))
    return said


def _name(column: PastedColumn) -> str:
    """Its title without the unit that stands behind a comma."""
    return column.title.partition(",")[0].strip()


def _worked_said(pasted: Pasted) -> list[str]:
    """What stands nowhere and follows from the rest."""
    labels = [
        _(kind_named(row.kind).field(name).label) for row in pasted.rows for name in row.worked
    ]
    if not labels:
        return []
    words = _("Worked out from the rest where it is not said: {fields}.")
    return [words.format(fields=", ".join(dict.fromkeys(labels)))]


def intro_words(pasted: Pasted) -> str:
    """How it came to what the columns are taken for."""
    if pasted.guessed:
        return _("No titles: guessed by the values. Look them over.")
    return _("What is not right can be changed here.")


def fault_words(choice: ColumnChoice, target: Target) -> str:
    """What keeps the rows from being read so; "" where nothing does."""
    words = may_be(target, choice.sort)
    said = [
        _("Several columns are “{what}”: only one can be.").format(what=words[name])
        for name in choice.doubled
    ]
    if not choice.meant:
        said.append(_("No column is taken. Say what one of them is."))
    return " ".join(said)


def row_words(target: Target) -> dict[str, str]:
    """What the rows may be."""
    return {name: _(kind_named(name).plural) for name in target.kinds}


def refused_words(pasted: Pasted) -> str:
    """Why rows cannot be added, a line for each."""
    lines = []
    for each in pasted.refused:
        words = _("Line {n}, {column}: {why}") if each.column else _("Line {n}: {why}")
        lines.append(words.format(n=each.line, column=each.column, why=sentence(each.error)))
    return _shortened(lines)


def doubted_words(pasted: Pasted, shown: Shown) -> str:
    """What is to be asked about rows that can be added, a line for each."""
    return _shortened(
        [
            _("Line {n}: {why}").format(n=each.line, why=caution_words(each.caution, shown))
            for each in pasted.doubts
        ]
    )


def _shortened(lines: Sequence[str]) -> str:
    said = list(lines[:_MOST_LINES])
    more = len(lines) - _MOST_LINES
    if more > 0:
        said.append(ngettext("and {n} more row", "and {n} more rows", more).format(n=more))
    return "\n".join(said)
