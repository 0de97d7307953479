"""Plate, odometer, gauge, spark bars and chips, as seen in pixels."""

import pytest
from PySide6.QtGui import QColor

from client.ui.theme import Scheme, apply, colour
from client.ui.widgets.chip import Chip, ChipKind
from client.ui.widgets.gauge import DueState, Gauge, segments
from client.ui.widgets.odometer import OdometerDisplay
from client.ui.widgets.plate import PlateChip
from client.ui.widgets.spark_bars import SparkBars
from client.ui.widgets.tile import Tile


def shot(widget):
    """The widget as an image at its own size."""
    widget.resize(widget.sizeHint())
    return widget.grab().toImage()


def count(image, wanted: QColor) -> int:
    """How many pixels have exactly a colour."""
    return sum(
        image.pixelColor(x, y) == wanted
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize(
    ("share", "state", "role"),
    [
        (0.25, DueState.FINE, "accent"),
        (0.5, DueState.SOON, "warn"),
        (1.0, DueState.LATE, "late"),
    ],
)
def test_a_gauge_fills_its_share_in_the_colour_of_its_state(qtbot, share, state, role):
    gauge = Gauge(share, state)
    qtbot.addWidget(gauge)
    gauge.resize(238, 4)
    image = gauge.grab().toImage()
    line = [image.pixelColor(x, 2) for x in range(238)]
    used = sum(pixel == colour(role) for pixel in line)
    free = sum(pixel == colour("border") for pixel in line)
    assert used / (used + free) == pytest.approx(share, abs=0.03)


def test_only_a_used_up_interval_fills_the_last_segment():
    count, used = segments(240, 0.999)
    assert used == count - 1
    assert segments(240, 1.0) == (count, count)
    assert segments(240, 7.0) == (count, count)


def test_a_little_use_shows_and_no_use_does_not():
    assert segments(240, 0.001)[1] == 1
    assert segments(240, 0.0)[1] == 0
    assert segments(240, -2.0)[1] == 0


def test_the_country_decides_the_plates_band(qtbot):
    german, unknown = PlateChip("M JL 2016", "DE"), PlateChip("M JL 2016")
    qtbot.addWidget(german)
    qtbot.addWidget(unknown)
    assert count(shot(german), colour("plate_band")) > 80
    assert count(shot(unknown), colour("plate_band")) == 0
    assert unknown.sizeHint().width() < german.sizeHint().width()


def test_a_plate_stays_white_in_the_dark(qtbot, qapp):
    apply(qapp, Scheme.DARK)
    plate = PlateChip("M JL 2016", "DE")
    qtbot.addWidget(plate)
    assert count(shot(plate), colour("plate_face")) > 300


def test_a_season_plate_carries_and_speaks_its_months(qtbot):
    plate = PlateChip("M ZL 199", "DE", (4, 10))
    qtbot.addWidget(plate)
    assert plate.sizeHint().width() > PlateChip("M ZL 199", "DE").sizeHint().width()
    assert plate.accessibleName() == "M ZL 199, 04–10"


def test_leading_zeros_of_an_odometer_are_dimmed(qtbot):
    short, full = OdometerDisplay("42", "km"), OdometerDisplay("148902", "km")
    for odometer in (short, full):
        qtbot.addWidget(odometer)
    assert count(shot(full), colour("odo_zero")) < count(shot(short), colour("odo_zero"))
    assert short.accessibleName() == "42 km"


def test_an_odometer_at_zero_shows_its_last_zero_bright(qtbot):
    odometer = OdometerDisplay("0", "km")
    qtbot.addWidget(odometer)
    assert count(shot(odometer), colour("odo_digit")) > 0


def test_only_the_newest_spark_bar_is_in_the_accent(qtbot):
    bars = SparkBars((3.0, 5.0, 4.0), 20)
    qtbot.addWidget(bars)
    image = shot(bars)
    columns = {
        x
        for x in range(image.width())
        for y in range(20)
        if image.pixelColor(x, y) == colour("accent")
    }
    assert columns == {12, 13, 14, 15}


@pytest.mark.parametrize("bars", [(), (5.0,), (0.0, 0.0), (7.0, 7.0, 7.0)])
def test_spark_bars_bear_few_and_equal_values(qtbot, bars):
    widget = SparkBars(bars, 20)
    qtbot.addWidget(widget)
    widget.resize(40, 20)
    assert (count(widget.grab().toImage(), colour("accent")) > 0) == bool(bars)


def test_an_estimate_chip_is_dashed_and_others_are_not(qtbot):
    chip = Chip("estimate", ChipKind.ESTIMATE)
    qtbot.addWidget(chip)
    image = shot(chip)
    top = [image.pixelColor(x, 0) for x in range(6, image.width() - 6)]
    inked = sum(abs(pixel.red() - colour("estimate").red()) < 60 for pixel in top)
    assert 0.2 < inked / len(top) < 0.85


def test_a_tile_without_a_figure_says_why_and_shows_no_zero(qtbot):
    tile = Tile("Economy")
    qtbot.addWidget(tile)
    tile.set_figure("5.62", "l/100 km", "best 5.3", (5.0, 6.0))
    assert tile.accessibleName() == "Economy: 5.62, l/100 km, best 5.3"
    tile.set_missing("after two full fills")
    assert tile.accessibleName() == "Economy: after two full fills"


def test_painted_widgets_repaint_when_the_scheme_changes(qtbot, qapp):
    tile = Tile("Economy")
    qtbot.addWidget(tile)
    tile.set_figure("5.62")
    light = shot(tile)
    apply(qapp, Scheme.DARK)
    assert shot(tile) != light
    assert shot(tile).pixelColor(200, 70) == colour("surface_raised")
