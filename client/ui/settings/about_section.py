"""Settings: what Paddock is, and whose work it stands on."""

from __future__ import annotations

from client.ui.desk import Desk
from client.ui.settings.section import SettingsSection
from client.ui.text import _
from client.ui.theme import SEMIBOLD
from client.ui.widgets.card import Card
from client.ui.widgets.labels import label
from client.version import VERSION


class AboutSection(SettingsSection):
    """Version, licence, credits."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        card = Card(_("About Paddock"))
        card.body.addWidget(label(_("Paddock {version}").format(version=VERSION), weight=SEMIBOLD))
        for words in (
            _("A garage on your desk. It works without a network, and what you write is yours."),
            _("Free software under the Apache License 2.0."),
        ):
            card.body.addWidget(label(words, wrap=True))
        self.add(card)
        credits_ = Card(_("Made with"))
        for words in (
            _("Inter, the typeface, by Rasmus Andersson: SIL Open Font License 1.1"),
            _("Lucide, the icons: ISC licence"),
            _("Qt and PySide6: GNU Lesser General Public License 3"),
            _("SQLite: public domain · SQLAlchemy, Babel and others: MIT and BSD licences"),
            _("Exchange rates: European Central Bank · Regions and formats: Unicode CLDR"),
        ):
            credits_.body.addWidget(label(words, role="text_muted", wrap=True))
        self.add(credits_)
