"""The units in the settings: each is kept as it was chosen, however fast."""

import pytest
from PySide6.QtCore import Qt

from client.ui.settings.units_section import UnitsSection


@pytest.fixture
def section(desk, other_page, qtbot):
    made = UnitsSection(desk)
    qtbot.addWidget(made)
    desk.settings_changed.connect(made.refresh)
    made.refresh()
    made.show()
    return made


@pytest.fixture
def choose(section, qtbot):
    """Choose a unit by the keyboard."""

    def press(purpose, code):
        box = section.boxes[purpose]
        for _ in range(box.count()):
            if box.currentData() == code:
                return
            before = box.currentIndex()
            qtbot.keyClick(box, Qt.Key.Key_Down)
            if box.currentIndex() == before:
                break
        assert box.currentData() == code

    return press


def shown(section):
    return {name: box.currentData() for name, box in section.boxes.items() if box.currentData()}


def test_two_units_chosen_while_another_is_written_are_both_kept(
    section, choose, desk, store, settled
):
    desk.workers.hold()
    choose("distance", "mi")
    choose("volume", "gal_uk")
    desk.workers.release()
    settled()
    assert store.read(lambda r: r.settings())["units"] == {"distance": "mi", "volume": "gal_uk"}
    assert shown(section) == {"distance": "mi", "volume": "gal_uk"}


def test_what_is_on_its_way_does_not_jump_back_as_an_earlier_one_is_kept(
    section, choose, desk, settled, qtbot
):
    desk.workers.hold()
    choose("distance", "mi")
    choose("volume", "gal_uk")
    seen = []
    desk.settings_changed.connect(lambda: seen.append(shown(section)))
    desk.workers.release()
    settled()
    assert {tuple(each) for each in seen} == {("distance", "volume")}


def test_what_is_chosen_elsewhere_afterwards_is_shown(section, choose, desk, settled):
    choose("distance", "mi")
    settled()
    desk.change_settings(desk, {"units": {"distance": "km", "length": "m"}})
    settled()
    assert shown(section) == {"distance": "km"}
    choose("distance", "mi")
    choose("pressure", "psi")
    settled()
    assert desk.settings["units"] == {"distance": "mi", "pressure": "psi", "length": "m"}


def test_what_another_window_chose_is_shown_and_not_written_over(
    section, choose, second_window, store, settled
):
    choose("distance", "mi")
    settled()
    second_window({"units": {"distance": "nmi"}})
    assert shown(section) == {"distance": "nmi"}
    choose("volume", "gal_uk")
    settled()
    units = store.read(lambda reader: reader.settings())["units"]
    assert units == {"distance": "nmi", "volume": "gal_uk"}


def test_a_unit_that_could_not_be_kept_is_not_shown_as_kept(section, choose, desk, locked, settled):
    choose("distance", "mi")
    settled()
    failed = []
    desk.failed.connect(failed.append)
    locked.begin()
    choose("volume", "gal_uk")
    settled()
    locked.end()
    assert failed
    assert shown(section) == {"distance": "mi"}


def test_a_gallon_among_others_is_named(section):
    boxes = section.boxes
    for purpose, named in (
        ("volume", ["l", "gal (US)", "gal (UK)"]),
        ("economy", ["l/100 km", "km/l", "mpg (US)", "mpg (UK)", "mi/l"]),
    ):
        box = boxes[purpose]
        assert [box.itemText(place) for place in range(1, box.count())] == named
