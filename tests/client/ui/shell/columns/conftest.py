"""A log in Finnish, in a layout that no app writes, and how its import is answered."""

import pytest

from garage.records import FillUp

UNKNOWN = """Päivä;Mittarilukema;Litrat;Hinta;Yhteensä;Sää
31.08.2026;84120;40,5;1,76;71,28;sade
15.09.2026;84720;41,0;1,71;70,11;lunta
31.09.2026;85300;40,0;1,70;68,00;lunta
"""


@pytest.fixture
def log(tmp_path):
    """The file with that log."""
    file = tmp_path / "tankkaukset.csv"
    file.write_text(UNKNOWN, encoding="utf-8")
    return file


@pytest.fixture
def choose(settled):
    """Choose in a box, and wait for what comes of it."""

    def choose_(box, value):
        place = box.findData(value)
        assert place >= 0, value
        box.setCurrentIndex(place)
        settled()

    return choose_


def answered(dialog, press):
    """Go on until nothing is asked any more."""
    while dialog.go_button.text() == "Go on":
        press(dialog.go_button)
    return dialog


def meanings(dialog):
    """What the columns are taken for."""
    return list(dialog.columns.choice.columns)


def fills(store):
    """All fill-ups of the garage."""
    return store.read(lambda reader: reader.all(FillUp))
