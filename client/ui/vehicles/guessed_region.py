"""The line of an empty garage that owns up to what was guessed: region, currency and units."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.ui.desk import Desk
from client.ui.text import _
from client.ui.widgets.buttons import LinkButton
from client.ui.widgets.labels import label


class GuessedRegion(QWidget):
    """``change`` asks for the settings; it hides itself once a region was chosen."""

    change = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "small", "text_muted")
        self.link = LinkButton(_("Change"))
        self.link.setAccessibleName(_("Change region, currency and units"))
        self.link.clicked.connect(self.change)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.words)
        row.addWidget(self.link)
        row.addStretch(1)

    def show_guess(self, desk: Desk) -> None:
        """Say what the preferences are, unless the person chose their region."""
        from client.ui.vehicles.shown import Shown
        from garage.regions import FALLBACK

        self.setVisible(not desk.settings.get("region"))
        prefs = desk.preferences
        shown = Shown(prefs, desk.today(), desk.months)
        units = _("amounts in {currency}, distances in {distance}, fuel in {volume}").format(
            currency=prefs.currency,
            distance=shown.symbol(shown.distance_unit),
            volume=shown.symbol(prefs.unit_for("volume") or "L"),
        )
        if prefs.region == FALLBACK:
            self.words.setText(_("The system names no region: {units}").format(units=units))
        else:
            words = _("Region {region}, as the system says: {units}")
            self.words.setText(words.format(region=prefs.region, units=units))
