"""What the catalogues are brought in step with: every text that is marked, wherever it stands."""

import runpy
from pathlib import Path

from babel.messages.catalog import Catalog

TOOL = Path(__file__).resolve().parents[2] / "packaging" / "translations.py"


def test_texts_within_f_strings_are_found_in_both_their_forms() -> None:
    within_strings = runpy.run_path(str(TOOL))["within_strings"]
    source = (
        "a = f\"<b>{_('Vehicle history')}</b>\"\n"
        "b = f\"{ngettext('{n} day', '{n} days', n).format(n=n)} {told(word)} {other('no')}\"\n"
        "c = _('by itself')\n"
        "d = f\"{pgettext('deed', 'Open')}\"\n"
    )
    assert list(within_strings(source)) == [
        ("Vehicle history", None),
        (("{n} day", "{n} days"), None),
        ("Open", "deed"),
    ]


def test_a_word_of_two_senses_is_two_texts_each_with_its_translation() -> None:
    tool = runpy.run_path(str(TOOL))
    before, wanted = Catalog(locale="de"), Catalog()
    before.add("Open", "Offen")
    before.add("Open", "Öffnen", context="deed")
    for sense in (None, "deed"):
        wanted.add("Open", context=sense)
    fresh = tool["in_step"](before, wanted)
    assert {each.context: each.string for each in fresh if each.id} == {
        None: "Offen",
        "deed": "Öffnen",
    }
