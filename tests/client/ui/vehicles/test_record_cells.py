"""Columns have room for every date and every chip that they may hold, in every language."""

from datetime import date

from client.ui.text import months
from client.ui.vehicles.record_cells import all_choices, choice_words, date_column
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chip import ChipKind, chip_width
from client.ui.widgets.painting import text_width
from client.ui.widgets.rows_delegate import CELL_PADDING, held_width
from client.ui.widgets.rows_model import Column
from garage.regions import Preferences


def german_days() -> Shown:
    return Shown(Preferences.for_region("DE"), date(2026, 11, 18), months())


def test_a_column_of_days_has_room_for_the_longest_month_with_a_mark(german, qapp):
    column = date_column(german_days())
    widest = max(text_width(german_days().day(date(2026, month, 28))) for month in range(1, 13))
    assert "28. Sept. 2026" in column.holds
    assert held_width(column) >= widest + 2 * CELL_PADDING + 8


def test_words_in_a_chip_or_beside_an_icon_take_more_room(german, qapp):
    words = choice_words("trip", "purpose")("business")
    held = all_choices("trip", "purpose")
    assert words == "Geschäftlich"
    assert words in held
    chips = Column("purpose", "", str, holds=held, chip=lambda row: ChipKind.PLAIN)
    assert held_width(chips) >= chip_width(words) + 2 * CELL_PADDING
    plain = Column("purpose", "", str, holds=held)
    beside = Column("purpose", "", str, holds=held, icon=lambda row: "check")
    assert held_width(beside) == held_width(plain) + 20


def test_a_column_that_holds_nothing_certain_is_as_wide_as_it_says(qapp):
    assert held_width(Column("notes", "", str, width=180)) == 0
