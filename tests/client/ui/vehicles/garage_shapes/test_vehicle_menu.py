"""The menu of a vehicle in the garage: laid up, back in use, sold."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from client.ui.vehicles.sale_form import SaleForm

from .seen import card_of, choose, names_of, vehicle_of


def test_the_menu_lays_a_vehicle_up_and_takes_it_back(page, store, fleet, settled):
    choose(page.menu_for(fleet["Herbie"]), "Lay up")
    settled()
    assert vehicle_of(store, fleet["Herbie"]).status == "laid_up"
    assert "laid up" in card_of(page, "Herbie").accessibleName()
    choose(page.menu_for(fleet["Herbie"]), "Back in use")
    settled()
    assert vehicle_of(store, fleet["Herbie"]).status == "active"


def test_a_sale_is_kept_with_day_and_price(page, store, fleet, qtbot, settled):
    choose(page.menu_for(fleet["Herbie"]), "Sell…")
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, SaleForm))
    form.fields["sale_odometer"].set_text("many")
    qtbot.keyClicks(form.fields["sale_price"].line, "9500")
    form.save()
    assert form.fields["sale_odometer"].editor.accessibleDescription()
    form.fields["sale_odometer"].set_text("")
    qtbot.keyClick(form.fields["sale_price"].line, Qt.Key.Key_Return)
    settled()
    sold = vehicle_of(store, fleet["Herbie"])
    assert (sold.status, sold.sale_price.amount, sold.sale_price.currency) == (
        "sold",
        "9500",
        "EUR",
    )
    assert sold.sold.isoformat() == "2026-11-18"
    assert "Herbie" not in names_of(page)
