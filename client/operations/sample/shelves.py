"""What lies on Herbie's shelf: 27 parts and fluids, with what came and went."""

from __future__ import annotations

from client.operations.sample.upkeep import Shelf

_HOFFMANN, _CSP = "Hoffmann Speedster", "Custom & Speed Parts"

HERBIE_SHELF = (
    Shelf(
        "Engine oil 20W-50",
        "",
        "L",
        7.4,
        ((700, "10"), (300, "10"), (45, "5")),
        ((690, "5"), (420, "5"), (280, "5"), (11, "2.5")),
        "5",
        "Cellar",
    ),
    Shelf(
        "Rocker cover gaskets",
        "113 101 481 F",
        "",
        4.9,
        ((800, "4"), (200, "4")),
        ((610, "2"), (240, "2")),
        "2",
        supplier=_HOFFMANN,
    ),
    Shelf(
        "Strainer gaskets",
        "111 198 031",
        "",
        4.2,
        ((800, "3"), (190, "2")),
        ((610, "1"), (240, "1")),
        "1",
        supplier=_HOFFMANN,
    ),
    Shelf("Spark plugs", "W8AC", "", 4.1, ((900, "8"), (235, "8")), ((600, "4"), (235, "4")), "4"),
    Shelf(
        "Points", "1 237 013 118", "", 11.2, ((900, "2"), (235, "1")), ((600, "1"), (235, "1")), "1"
    ),
    Shelf("Condenser", "1 237 330 067", "", 8.9, ((400, "2"),), ((235, "1"),), "1"),
    Shelf("Fan belt 9.5 × 905", "", "", 8.3, ((500, "3"),), ((46, "1"),), "1", supplier=_CSP),
    Shelf("Fuel filter", "", "", 1.8, ((900, "6"),), ((600, "1"), (235, "1")), "2"),
    Shelf("Fuel hose", "", "m", 8.0, ((1015, "5"),), ((1010, "3"),), "1"),
    Shelf(
        "Clutch cable", "113 721 335", "", 21.9, ((160, "2"),), ((152, "1"),), "1", supplier=_CSP
    ),
    Shelf("Throttle cable", "113 721 555 C", "", 9.5, ((160, "1"),), (), "1", supplier=_CSP),
    Shelf("Brake hoses, front", "113 611 701", "", 19.0, ((40, "2"),), ((25, "2"),)),
    Shelf("Wheel cylinders", "113 611 053 B", "", 18.9, ((530, "2"),), ((520, "2"),)),
    Shelf("Brake fluid DOT 4", "", "L", 12.9, ((600, "2"),), ((220, "1"),), "1", "Cellar"),
    Shelf(
        "Axle beam bushes", "131 401 300", "", 24.5, ((50, "4"),), ((14, "4"),), supplier=_HOFFMANN
    ),
    Shelf("Torsion arm seals", "311 405 129", "", 6.2, ((50, "4"),), (), supplier=_HOFFMANN),
    Shelf("Ball joints", "131 405 361", "", 28.0, ((50, "4"),), (), supplier=_HOFFMANN),
    Shelf("Steering damper", "113 425 021", "", 44.0, ((50, "1"),), (), supplier=_HOFFMANN),
    Shelf("Headlight bulb H4", "", "", 6.5, ((300, "2"),), ((290, "1"),), "1"),
    Shelf("Fuses 8 A", "", "", 0.3, ((1000, "20"),), ((500, "3"), (150, "2")), "5"),
    Shelf("Relay, fog lamps", "", "", 9.9, ((20, "1"),), (), supplier=_CSP),
    Shelf("Cable 1.5 mm²", "", "m", 0.8, ((20, "10"),), ((6, "3"),), "2"),
    Shelf("Wax", "", "L", 15.5, ((700, "4"),), ((410, "1"), (44, "1")), "1", "Cellar"),
    Shelf("Grease", "", "kg", 11.0, ((900, "1"),), ((520, "0.4"), (157, "0.4")), "0.3", "Cellar"),
    Shelf("Gearbox oil", "", "L", 9.8, ((800, "3"),), (), "1", "Cellar"),
    Shelf("Window seals", "", "", 46.5, ((1410, "5"),), ((1400, "4"),)),
    Shelf("Paint L90D", "", "L", 64.0, ((75, "1"),), ((67, "0.6"),), "", "Cellar"),
)
