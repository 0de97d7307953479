"""The window in the person's language: German whole, and English stretched."""

from __future__ import annotations

import re
from datetime import date

import pytest
from babel.messages.pofile import read_po

import resources
from client.ui.shell.said import sentence
from client.ui.text import (
    STRETCHED,
    _,
    amid,
    months,
    ngettext,
    pgettext,
    said,
    stretched,
    use_language,
)
from client.ui.vehicles.shown import Shown
from garage.errors import ValueRefused
from garage.periods import Period
from garage.records import kind_named, kinds
from garage.regions import Preferences
from garage.units import Dimension
from garage.units.parse import parse_quantity
from garage.words import told


def test_the_window_speaks_german(german):
    assert _("Settings") == "Einstellungen"
    assert ngettext("{n} day late", "{n} days late", 3) == "{n} Tage überfällig"
    assert months()[4] == "Mai"
    assert months()[11] == "Dez"


def test_a_word_of_two_senses_has_a_german_word_for_each(german):
    assert (_("Open"), pgettext("deed", "Open")) == ("Offen", "Öffnen")
    use_language(STRETCHED)
    assert pgettext("deed", "Open") == stretched("Open")


def test_the_charge_before_is_not_called_the_one_after(german):
    assert [_(f"Charge {when}") for when in ("before", "after")] == [
        "Ladestand davor",
        "Ladestand danach",
    ]


def test_what_is_due_and_what_tells_of_it_have_german_words_of_their_own(german):
    with (resources.path("translations") / "de/LC_MESSAGES/paddock.po").open("rb") as file:
        catalogue = read_po(file)
    alarms = [str(each.string) for each in catalogue if "alarm" in str(each.id).lower()]
    assert len(alarms) > 12
    assert not [said for said in alarms if "Erinnerung" in said]
    assert (_("Reminders"), _("Alarms")) == ("Erinnerungen", "Benachrichtigungen")


def test_a_day_has_its_point_in_german(german):
    shown = Shown(Preferences.for_region("DE"), date(2026, 11, 18), months())
    assert re.fullmatch(r"18\. Nov\.? 2026", shown.day(date(2026, 11, 18)))
    assert re.fullmatch(r"9\. Dez\.?", shown.short_day(date(2026, 12, 9)))
    assert shown.month(date(2026, 12, 9)) == "Dez"


def test_every_kind_and_field_has_a_german_name(german):
    same = {
        "Name",
        "Person",
        "Status",
        "Text",
        "Version",
        "Position",
        "VIN",
        "DOT",
        "Plan",
        "Start",
        "Station",
        "Tank",
    }
    labels = {kind.label for kind in kinds()} | {f.label for k in kinds() for f in k.fields}
    untold = {label for label in labels if _(label) == label and label not in same}
    assert not untold


def test_a_refusal_of_the_rules_is_told_in_german(german):
    with pytest.raises(ValueRefused) as refused:
        parse_quantity("abc", Dimension.VOLUME)
    assert "beginnt nicht mit einer Zahl" in sentence(refused.value)
    with pytest.raises(ValueRefused) as refused:
        kind_named("fill_up").check({"volume": "much"})
    assert refused.value.reason in str(refused.value)
    assert said(refused.value.reason) != refused.value.reason


def test_a_stretched_text_is_longer_and_keeps_its_places():
    longer = stretched("{n} of {all} rows")
    assert len(longer) > len("{n} of {all} rows")
    assert re.findall(r"\{\w+\}", longer) == ["{n}", "{all}"]
    use_language(STRETCHED)
    try:
        assert _("Settings") != "Settings"
    finally:
        use_language("en")


def test_words_amid_others_are_small_but_not_in_german_and_not_where_they_are_initials(german):
    assert amid("Diesel") == "Diesel"
    use_language("en")
    assert amid("Diesel") == "diesel"
    assert amid("LPG") == "LPG"


def test_what_was_typed_stands_in_the_quotes_of_the_language():
    with pytest.raises(ValueRefused) as refused:
        Period.parse("6 moons")
    error = refused.value
    assert sentence(error) == ("“6 moons” is no period; write for example “6 months” or “1 year”")
    use_language("de")
    try:
        assert said(error.message) == "„6 moons“ ist kein Zeitraum"
    finally:
        use_language("en")


def test_what_cannot_be_printed_is_quoted_by_its_escape():
    assert said(told("{text!r} is no period", text="6\nmonths")) == "“6\\nmonths” is no period"
