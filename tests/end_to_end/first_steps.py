"""From the first start to the first fill-up, in the real window, by keys and clicks."""

from __future__ import annotations

from tests.end_to_end.driving import Window

NAME_FIELD = (380, 140)
VIN = "TMBJJ7NE8G0123456"


def take(window: Window) -> None:
    """Say who one is, give the vehicle's VIN, write the first fill-up in one line."""
    window.click(*NAME_FIELD)
    window.type("Jonas")
    window.key("Tab", "Tab", "Tab")
    window.type(VIN)
    window.key("Return")

    def octavia() -> bool:
        window.key("Return")
        return [v["vin"] for v in window.records("vehicle")] == [VIN]

    window.wait(octavia, "the vehicle")
    window.key("Return", "Return", "Return")
    window.wait(lambda: window.title().startswith("Octavia"), "the vehicle's page")

    def filled() -> bool:
        # In the line that has the keyboard.
        window.key("ctrl+a")
        window.type("45.2 l 71.30 EUR 84120 km")
        window.key("Return")
        return window.comes_soon(lambda: len(window.records("fill_up")) == 1)

    window.wait(filled, "the fill-up")
    (fill,) = window.records("fill_up")
    assert (fill["volume"]["value"], fill["volume"]["unit"]) == ("45.2", "L")
    assert fill["total"] == {"amount": "71.30", "currency": "EUR"}
    assert fill["odometer"]["value"] == "84120"
