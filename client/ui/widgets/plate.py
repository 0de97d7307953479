"""The number plate as a chip: band by country, letters, and the months of a season plate."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from client.ui.theme import MEDIUM, SEMIBOLD, colour, sized_font
from client.ui.widgets.painting import draw_box, repaint_on_theme, text_width

HEIGHT = 22
_BAND = 8
_PADDING = 6
_SEASON = 19
_RADIUS = 4

# Countries whose plates carry a blue band at the left (EU regulation 2411/98 and those alike).
_BANDED = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR"),
    *("HU", "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI"),
    *("SK", "AL", "BA", "GE", "MD", "ME", "MK", "NO", "RS", "TR", "UA"),
)


@dataclass(frozen=True, slots=True)
class Plate:
    """What stands on a plate; ``country`` is ISO 3166 alpha-2, ``season`` first and last month."""

    letters: str
    country: str = ""
    season: tuple[int, int] | None = None

    @property
    def banded(self) -> bool:
        """Whether the country's plates have the blue band."""
        return self.country.upper() in _BANDED

    @property
    def spoken(self) -> str:
        """The plate in words, for assistive technology."""
        if self.season is None:
            return self.letters
        return f"{self.letters}, {self.season[0]:02}–{self.season[1]:02}"


def plate_width(plate: Plate) -> int:
    """The width a plate needs, in device-independent pixels."""
    band = _BAND if plate.banded else 0
    season = _SEASON if plate.season else 0
    letters = text_width(plate.letters, "small", SEMIBOLD) + 0.5 * len(plate.letters)
    return round(band + 2 * _PADDING + letters + season)


def paint_plate(painter: QPainter, x: float, y: float, plate: Plate, limit: float = 0) -> None:
    """Draw a plate with its top left corner at a point, cut to ``limit`` pixels if it is given."""
    width = plate_width(plate) if not limit else min(plate_width(plate), limit)
    rect = QRectF(x, y, width, HEIGHT)
    painter.save()
    draw_box(painter, rect, "plate_face", "plate_edge", _RADIUS)
    left = rect.left() + _PADDING
    if plate.banded:
        painter.save()
        painter.setClipRect(QRectF(x, y, _BAND, HEIGHT))
        draw_box(painter, rect.adjusted(1, 1, -1, -1), "plate_band", "", _RADIUS - 1)
        painter.restore()
        left += _BAND
    spaced = QFont(sized_font(12, SEMIBOLD))
    spaced.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.5)
    painter.setFont(spaced)
    painter.setPen(colour("plate_ink"))
    right = rect.right() - (_SEASON if plate.season else 0)
    painter.drawText(
        QRectF(left, y, right - left, HEIGHT), Qt.AlignmentFlag.AlignVCenter, plate.letters
    )
    if plate.season:
        _paint_season(painter, QRectF(right, y, _SEASON, HEIGHT), plate.season)
    painter.restore()


def _paint_season(painter: QPainter, rect: QRectF, season: tuple[int, int]) -> None:
    painter.fillRect(QRectF(rect.left(), rect.top(), 1, HEIGHT), colour("plate_edge"))
    painter.setFont(sized_font(9, MEDIUM))
    half = HEIGHT / 2 - 1.5
    for row, month in enumerate(season):
        box = QRectF(rect.left() + 1, rect.top() + 1.5 + row * half, rect.width() - 1, half)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{month:02}")


class PlateChip(QWidget):
    """A plate on its own."""

    def __init__(
        self, letters: str = "", country: str = "", season: tuple[int, int] | None = None
    ) -> None:
        super().__init__()
        self._plate = Plate(letters, country, season)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_theme(self)
        self.set_plate(letters, country, season)

    def set_plate(
        self, letters: str, country: str = "", season: tuple[int, int] | None = None
    ) -> None:
        """Show a plate; no letters hide the chip's face."""
        self._plate = Plate(letters, country, season)
        self.setAccessibleName(self._plate.spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(plate_width(self._plate) if self._plate.letters else 0, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._plate.letters:
            paint_plate(QPainter(self), 0, 0, self._plate)
