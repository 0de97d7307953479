"""The card of a vehicle: it opens, is selected, speaks and shows its photo."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from client.ui.theme import colour
from client.ui.widgets.gauge import DueState
from client.ui.widgets.plate import Plate
from client.ui.widgets.vehicle_card import CardContent, CardDue, CardLine, VehicleCard
from tests.client.ui.widgets.conftest import put

OCTAVIA = CardContent(
    "Octavia",
    "2016 Škoda Octavia",
    Plate("M JL 2016", "DE"),
    (
        CardLine("Odometer", "84120", "km", odometer=True),
        CardLine("Economy", "5.6", "l/100 km", (6.0, 5.8, 5.6)),
    ),
    CardDue("Inspection (HU)", "9 days late", 1.1, DueState.LATE),
    period="November",
    cost="€211.85",
)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_vehicle_card_opens_by_keyboard(qtbot, page, key):
    card = VehicleCard(OCTAVIA, "octavia")
    put(page, card)
    with qtbot.waitSignal(card.clicked):
        qtbot.keyClick(card, key)


def test_space_asks_for_a_vehicle_card_to_be_selected_and_it_says_when_it_is(qtbot, page):
    card = VehicleCard(OCTAVIA, "octavia")
    put(page, card)
    with qtbot.assertNotEmitted(card.clicked), qtbot.waitSignal(card.picked):
        qtbot.keyClick(card, Qt.Key.Key_Space)
    card.set_selected(True)
    assert card.accessibleName().endswith(", selected")


def test_a_vehicle_card_opens_by_a_click_anywhere_on_it(qtbot, page):
    card = VehicleCard(OCTAVIA, "octavia")
    put(page, card)
    for at in (QPoint(10, 10), QPoint(100, 340)):
        with qtbot.waitSignal(card.clicked):
            qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=at)


def test_a_vehicle_card_speaks_all_it_shows_and_is_one_tab_stop(qtbot):
    card = VehicleCard(OCTAVIA, "octavia")
    qtbot.addWidget(card)
    assert card.accessibleName() == (
        "Octavia, 2016 Škoda Octavia, M JL 2016, Odometer 84120 km, Economy 5.6 l/100 km, "
        "Inspection (HU) 9 days late, November €211.85"
    )
    assert card.findChildren(QWidget) == []


def test_a_persons_photo_fills_the_box_of_the_drawing(qtbot):
    card = VehicleCard(OCTAVIA, "octavia")
    qtbot.addWidget(card)
    card.resize(300, 358)
    photo = QPixmap(50, 400)
    photo.fill(colour("now"))
    card.set_photo(photo)
    image = card.grab().toImage()
    assert image.pixelColor(150, 60) == colour("now")
    assert image.pixelColor(5, 100) == colour("now")
    assert image.pixelColor(150, 130) == colour("surface_raised")
