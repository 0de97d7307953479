"""What a German window says beside its own words: hints of the rules, keys, Qt's menus."""

import io
from itertools import product

import pytest
from babel import Locale
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from client.exchange.source import BadFile, open_source
from client.ui.commands import Command
from client.ui.qt_words import use_qt_language
from client.ui.shell.header import Header
from client.ui.text import STRETCHED, country_of, said, stretched, use_language
from client.ui.vehicles.vehicle_head import VehicleHead
from client.ui.widgets.buttons import Button
from client.ui.widgets.key_caps import caps_of
from garage.errors import ValueRefused
from garage.money.parse import parse_money
from garage.units import Dimension
from garage.units.dimension_words import dimension_words
from garage.units.numbers import read_number
from garage.units.parse import parse_quantity
from garage.vin.regions import country, region

VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890"


@pytest.fixture
def german(qapp):
    use_language("de")
    use_qt_language(qapp, "de")
    yield
    use_language("en")
    use_qt_language(qapp, "en")


def refusal(call, *args, **more):
    with pytest.raises(ValueRefused) as refused:
        call(*args, **more)
    return refused.value


def test_the_menu_of_a_field_is_german(german, qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = [action.text().replace("&", "") for action in menu.findChildren(QAction)]
    assert any(text.startswith("Kopieren") for text in words)
    assert not any(text.startswith("Copy") for text in words)


def test_the_hint_beside_money_has_the_persons_decimal_mark(german):
    hint = refusal(parse_money, "much", "EUR", ",").hint
    assert "71,30" in hint
    assert "71.30" not in hint
    assert "71.30" in refusal(parse_money, "much", "EUR", ".").hint


def test_another_decimal_mark_is_told_by_a_text_that_can_be_translated():
    hint = refusal(read_number, "1.5", ",").hint
    assert hint == "for 1.5 write 1,5"
    assert said(hint) == hint
    assert hint.template == "for {typed} write {wanted}"


@pytest.mark.parametrize("dimension", list(Dimension))
def test_a_dimension_in_a_sentence_is_a_text_that_can_be_translated(dimension):
    words = dimension_words(dimension)
    assert words == dimension.value.replace("_", " ")
    assert words.template == words


def test_a_unit_of_something_else_is_told_with_both_dimensions_translated():
    error = refusal(parse_quantity, "5 km", Dimension.VOLUME)
    assert error.message == "km measures distance, not volume"
    assert error.message.values["dimension"].template == "volume"


def test_keys_are_called_as_on_the_keyboard_whatever_qt_calls_them(german, qtbot):
    assert caps_of("Ctrl+Left") == ["Strg", "←"]
    header = Header()
    qtbot.addWidget(header)
    header.show_actions(Command("add", "Tanken", lambda: None, "Ctrl+N", "plus"), ())
    assert "Tanken (Strg+N)" in {button.toolTip() for button in header.findChildren(Button)}


def test_a_file_that_is_no_table_is_told_by_what_it_is():
    with pytest.raises(BadFile) as refused:
        open_source("p.png", lambda: io.BytesIO(b"\x89PNG" + b"0" * 64))
    assert refused.value.message == "p.png is a picture, no CSV file"
    assert refused.value.message.values["what"].template == "a picture"


def test_a_country_is_named_in_german(german):
    assert country_of("Germany") == "Deutschland"
    assert country_of("Atlantis") == "Atlantis"


def test_every_country_that_a_vin_tells_has_a_german_name(german):
    told = {country(first + second) for first, second in product(VIN_LETTERS, repeat=2)} - {None}
    told |= {country(each) for each in ("XP7", "XTD", "XTM", "XWB")}
    told |= {region(first + "Z") for first in VIN_LETTERS} - {None}
    assert "Czechia" in told
    assert country_of("Czechia") == "Tschechien"
    # Myanmar is called so in both; CLDR's English has another name beside it.
    known = {*Locale("en").territories.values(), "Myanmar"}
    assert told <= known


def test_the_mark_of_a_vehicles_number_can_be_translated(german, qtbot):
    use_language(STRETCHED)
    head = VehicleHead()
    qtbot.addWidget(head)
    assert head._vin_mark.text() == stretched("VIN")
