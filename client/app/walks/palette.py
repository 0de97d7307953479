"""A walk of the tour: the search popup as one types, and the sections of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell

TYPED = (
    ("10-palette", "octa"),
    ("10-palette-quick-add", "45.2 l 71.30 € 84500 km octavia"),
    ("10-palette-filter", "total > 100 eur"),
    ("10-palette-economy", "economy > 6 l/100 km"),
    ("10-palette-lately", ""),
)


def walk_words(tour: Tour, shell: Shell) -> None:
    """What is found, as another language says it."""
    _ask(tour, shell, "octa")
    tour.keep("10-palette", shell)
    shell.search.close_popup()


def _ask(tour: Tour, shell: Shell, text: str) -> None:
    shell.open_search()
    tour.settle(shell.desk)
    shell.search.field.setText(text)
    # The pause after the last letter is a person's, not a picture's.
    shell.search.look()
    tour.settle(shell.desk)


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these screens."""
    from client.ui.routes import GARAGE, SETTINGS, Route
    from client.ui.settings.sections import sections

    desk = shell.desk
    desk.go(Route(GARAGE))
    tour.settle(desk)
    for name, text in TYPED:
        _ask(tour, shell, text)
        tour.in_both(name, shell, desk)
        shell.search.close_popup()
    for section in sections():
        if section.key == "here":
            continue  # It names a folder that is another in each tour.
        desk.go(Route(SETTINGS, tab=section.key))
        tour.settle(desk)
        tour.in_both(f"20-settings-{section.key}", shell, desk)
