"""Applying a scheme: palette, fonts, icons and pictures follow it."""

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

import resources
from client.ui.theme import (
    KINDS,
    MEDIUM,
    SEMIBOLD,
    Scheme,
    apply,
    colour,
    font,
    icon,
    icon_pixmap,
    picture,
    scheme_of,
    theme,
    tokens,
)
from client.ui.theme.pictures import MOST_BYTES, bytes_kept


@pytest.fixture(autouse=True)
def _light(qapp):
    apply(qapp, Scheme.LIGHT)
    yield
    apply(qapp, Scheme.LIGHT)


def test_applying_a_scheme_changes_the_palette_and_tells_painted_widgets(qapp, qtbot):
    with qtbot.waitSignal(theme().changed):
        apply(qapp, Scheme.DARK)
    window = qapp.palette().color(QPalette.ColorRole.Window)
    assert window == QColor(tokens(Scheme.DARK).colour("surface"))
    assert colour("text") == QColor(tokens(Scheme.DARK).colour("text"))


class Dressings(QObject):
    """Counts how often a widget is told that its style is another."""

    count = 0

    def eventFilter(self, _widget, event):
        self.count += event.type() is QEvent.Type.StyleChange
        return False


@pytest.fixture
def deep_down(qapp):
    """A label in ten boxes, one in the other."""
    window = inner = QWidget()
    for _ in range(10):
        box = QWidget()
        QVBoxLayout(inner).addWidget(box)
        inner = box
    label = QLabel("deep down", inner)
    window.show()
    qapp.processEvents()
    yield label
    window.close()
    window.deleteLater()


def test_however_deep_a_widget_lies_another_scheme_dresses_it_as_often_as_a_window(qapp, deep_down):
    dressings = Dressings()
    deep_down.installEventFilter(dressings)
    apply(qapp, Scheme.DARK)
    assert 1 <= dressings.count <= 2


def test_the_scheme_that_is_worn_dresses_nothing_anew(qapp, deep_down):
    dressings = Dressings()
    deep_down.installEventFilter(dressings)
    apply(qapp, Scheme.LIGHT)
    assert dressings.count == 0


def test_the_systems_scheme_is_followed_until_told_otherwise(qapp):
    theme().follow_system(qapp)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme().scheme is Scheme.DARK
    theme().stop_following(qapp)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme().scheme is Scheme.DARK


def test_an_unknown_system_scheme_is_light():
    assert scheme_of(Qt.ColorScheme.Unknown) is Scheme.LIGHT


@pytest.mark.parametrize("weight", [400, MEDIUM, SEMIBOLD])
def test_text_is_set_in_inter_with_figures_of_one_width(weight):
    face = font("body", weight)
    assert QFontInfo(face).family() == "Inter"
    assert QFontInfo(face).weight() == weight
    metrics = QFontMetricsF(face)
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_a_heavier_weight_is_really_drawn_heavier():
    light, heavy = QFontMetricsF(font("title")), QFontMetricsF(font("title", SEMIBOLD))
    assert heavy.horizontalAdvance("Octavia") > light.horizontalAdvance("Octavia")


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_is_tinted_to_the_exact_colour_and_sharp_at_each_pixel_ratio(ratio):
    pixmap = icon_pixmap("plus", "late", 32, ratio)
    assert pixmap.size() == QSize(round(32 * ratio), round(32 * ratio))
    image = pixmap.toImage()
    solid = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert solid == {colour("late").name()}


def test_an_icon_follows_the_scheme(qapp):
    light = icon_pixmap("check", "text").toImage()
    apply(qapp, Scheme.DARK)
    assert icon_pixmap("check", "text").toImage() != light


def test_an_icon_is_made_once_for_its_colour_and_size():
    assert icon("fuel", "accent", 18) is icon("fuel", "accent", 18)


def test_every_icon_draws_something_at_the_houses_stroke(qapp):
    for file in resources.path("icons").glob("*.svg"):
        image = icon_pixmap(file.stem).toImage()
        inked = any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16))
        assert inked, file.name
        assert "currentColor" in file.read_text("utf-8"), file.name


@pytest.mark.parametrize("kind", KINDS)
def test_each_vehicle_kind_has_a_silhouette_in_the_vehicles_paint(kind, qapp):
    size = QSize(274, 124)
    red = QColor(tokens(Scheme.LIGHT).colour("late"))
    plain, painted = picture(kind, None, size), picture(kind, red, size)
    assert plain.size() == size
    image = painted.toImage()
    colours = {image.pixelColor(x, y).name() for x in range(274) for y in range(124)}
    assert red.name() in colours
    assert plain.toImage() != image


def test_a_picture_stands_on_the_backdrop_of_its_scheme():
    dark = picture("car", None, QSize(274, 124), Scheme.DARK).toImage()
    assert dark.pixelColor(2, 2) == QColor(tokens(Scheme.DARK).backdrops["octavia"])


def test_an_unknown_kind_is_drawn_as_a_car():
    size = QSize(120, 56)
    assert picture("spaceship", None, size).toImage() == picture("car", None, size).toImage()


def test_a_window_whose_edge_is_dragged_keeps_no_picture_of_every_width(qapp):
    drawn = [picture("car", None, QSize(width, 124), ratio=2.0) for width in range(274, 354)]
    assert sum(each.width() * each.height() * 4 for each in drawn) > MOST_BYTES
    assert bytes_kept() <= MOST_BYTES
    # What is on the screen now is drawn once.
    assert picture("car", None, QSize(353, 124), ratio=2.0).cacheKey() == drawn[-1].cacheKey()
