"""What rows and columns of a table may be, and what is wrong with a choice of them, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from client.exchange.column_guess import guess
from client.exchange.drafts import Refusal
from client.exchange.first_look import FirstLook
from client.exchange.generic_columns import LEFT_OUT, MEANINGS, OWN, ColumnChoice
from client.operations.import_columns import Proposal
from client.ui.shell.columns_editor import Meanings
from client.ui.text import _


def meanings() -> Meanings:
    """What the rows of an imported table and its columns may be."""
    return Meanings(
        rows=row_words(),
        columns=_columns,
        aside={OWN: _("Own field"), LEFT_OUT: _("Leave out")},
        guess=_guessed,
        faults=fault_words,
    )


def wrong_cells(refused: Sequence[Refusal], titles: Sequence[str]) -> list[tuple[int, int]]:
    """The cells for which rows were refused, by their lines and the places of their columns."""
    places = {title: at for at, title in reversed(list(enumerate(titles)))}
    return [(each.line, places.get(each.column, -1)) for each in refused]


def _columns(sort: str) -> Mapping[str, str]:
    words = column_words(sort)
    return {name: words[name] for name in MEANINGS[sort]}


def _guessed(look: FirstLook, heading: int, sort: str) -> ColumnChoice:
    return guess(look, heading=heading, sort=sort).choice


def row_words() -> Mapping[str, str]:
    """What the rows of a table may be."""
    return {
        "fill_up": _("Fill-ups"),
        "cost": _("Costs, by category"),
        "service": _("Services"),
        "repair": _("Repairs"),
        "upgrade": _("Upgrades"),
        "expense": _("Expenses"),
        "trip": _("Trips"),
        "odometer": _("Odometer readings"),
        "valuation": _("Valuations"),
    }


def column_words(sort: str) -> Mapping[str, str]:
    """What a column may be; `sort` is what the rows are."""
    of_trip = sort == "trip"
    return {
        "date": _("Date"),
        "time": _("Time"),
        "odometer": _("Odometer at start") if of_trip else _("Odometer"),
        "end odometer": _("Odometer at end"),
        "distance": _("Distance"),
        "volume": _("Volume"),
        "price": _("Unit price"),
        "total": _("Total") if sort == "fill_up" else _("Amount"),
        "value": _("Value"),
        "full": _("Full"),
        "partial": _("Partly filled"),
        "missed": _("One missed before"),
        "fuel type": _("Octane or kind"),
        "station": _("Station"),
        "place": _("Place"),
        "payment": _("Paid by"),
        "driver": _("Driver"),
        "start": _("From"),
        "destination": _("To"),
        "title": _("What for"),
        "category": _("Category"),
        "supplier": _("Paid to"),
        "origin": _("Valued by"),
        "purpose": _("Purpose"),
        "client": _("Client"),
        "notes": _("Notes"),
        "tags": _("Tags"),
        "vehicle": _("Vehicle"),
        "currency": _("Currency"),
        "day": _("Day"),
        "month": _("Month"),
        "year": _("Year"),
    }


def fault_words(choice: ColumnChoice) -> str:
    """What keeps a table from being read so; "" where nothing does."""
    words = column_words(choice.sort)
    said = [
        _("Several columns are “{what}”: only one can be.").format(what=words[name])
        for name in choice.doubled
    ]
    for names in choice.lacking:
        asked = _("Which column is “{what}”?")
        if len(names) > 1:
            asked = _("Which column is one of these: {what}?")
        said.append(asked.format(what=", ".join(words[name] for name in names)))
    return " ".join(said)


def proposal_words(proposal: Proposal) -> str:
    """How it came to what the columns are taken for."""
    if proposal.remembered:
        return _("Read as the last table with these columns. Change what is not right.")
    if proposal.unsure:
        return _("Not all columns are known: some are guessed by what is in them. Look them over.")
    return _("What is not right can be changed here.")
