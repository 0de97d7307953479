"""What the catalogues are brought in step with: every text that is marked, wherever it stands."""

import runpy
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "packaging" / "translations.py"


def test_texts_within_f_strings_are_found_in_both_their_forms() -> None:
    within_strings = runpy.run_path(str(TOOL))["within_strings"]
    source = (
        "a = f\"<b>{_('Vehicle history')}</b>\"\n"
        "b = f\"{ngettext('{n} day', '{n} days', n).format(n=n)} {told(word)} {other('no')}\"\n"
        "c = _('by itself')\n"
    )
    assert list(within_strings(source)) == [(1, "Vehicle history"), (2, ("{n} day", "{n} days"))]
