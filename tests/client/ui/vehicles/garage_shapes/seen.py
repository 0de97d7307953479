"""What stands in the garage, and what is chosen in its menus."""

from PySide6.QtWidgets import QMenu

from client.ui.vehicles.garage_view import TABLE
from garage.records import Vehicle


def names_of(page) -> list[str]:
    """The names that stand on the cards, or in the table."""
    if page.head.view.layout == TABLE:
        rows = page.content.table.rows
        return [rows.row(place).cells["name"] for place in range(rows.rowCount())]
    return [card.accessibleName().split(",")[0] for card in page.grid.cards]


def card_of(page, name):
    """The card of a vehicle."""
    return next(c for c in page.grid.cards if c.accessibleName().startswith(name))


def vehicle_of(store, id_) -> Vehicle:
    """The vehicle as it is kept."""
    return store.read(lambda reader: reader.get(Vehicle, id_))


def choose(menu: QMenu, words: str) -> None:
    """Choose an entry of a menu by its words."""
    next(action for action in menu.actions() if action.text() == words).trigger()
