"""What the rules ask about a record, as it is read."""

from datetime import date

from client.ui.forms.caution_shown import caution_words
from client.ui.vehicles.shown import Shown
from garage.regions import Preferences
from garage.rules.cautions import Caution


def test_a_price_for_a_unit_is_written_as_everywhere_else():
    caution = Caution("too_dear", "price", "{paid} is too much", "look", {"paid": "9999.5 EUR/L"})
    shown = Shown(Preferences.for_region("IE"), date(2026, 11, 18))
    assert caution_words(caution, shown).startswith("€9,999.5/l is too much")
