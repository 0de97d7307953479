"""What was and will be done on Herbie: jobs, repairs, plan cards, specifications."""

from __future__ import annotations

from client.operations.sample.running import Fact
from client.operations.sample.upkeep import Card, Job, Line, Need

VALVES = Job(
    "service",
    "Valve clearance",
    "",
    (
        Line("Rocker cover gaskets", 9.8, number="113 101 481 F", many="2"),
        Line("Engine oil 20W-50", 18.5, "fluid", many="2.5 L"),
        Line("Strainer gaskets", 4.2, number="111 198 031"),
    ),
    2.5,
    "0.15 mm cold, all eight.",
)

SPRING = Job(
    "service",
    "Spring check",
    "",
    (
        Line("Spark plugs", 16.4, number="W8AC", many="4"),
        Line("Points", 11.2, number="1 237 013 118"),
        Line("Fuel filter", 3.5),
    ),
    3.0,
)

GREASE = Job(
    "service", "Front axle greased", "", (Line("Grease", 7.9, "fluid", many="0.4 kg"),), 1.0
)

WAX = Job(
    "service",
    "Cavities waxed",
    "Karosserie Stadler",
    (Line("Wax", 62.0, "fluid", many="2 L"), Line("Labour", 120.0, "labour", many="2 h")),
)

BRAKES = Job(
    "service",
    "Brakes adjusted, fluid changed",
    "",
    (Line("Brake fluid DOT 4", 12.9, "fluid", many="1 L"), Line("Bleeder caps", 3.0, many="4")),
    2.0,
)

WORKS = (
    (
        152,
        Job("repair", "Clutch cable", "", (Line("Clutch cable", 21.9, number="113 721 335"),), 1.5),
    ),
    (290, Job("repair", "Heater cable, left", "", (Line("Heater cable", 14.5),), 2.0)),
    (
        398,
        Job(
            "repair",
            "Carburettor overhauled",
            "Vergaser Kaltenbach",
            (Line("Repair kit 34 PICT-3", 38.0), Line("Labour", 190.0, "labour", many="2.5 h")),
        ),
    ),
    (
        520,
        Job(
            "repair",
            "Wheel cylinders, rear",
            "",
            (
                Line("Wheel cylinders", 37.8, number="113 611 053 B", many="2"),
                Line("Brake shoes", 42.0),
            ),
            3.5,
        ),
    ),
    (
        700,
        Job(
            "repair",
            "Starter",
            "Boxermotoren Vogl",
            (Line("Starter, exchange", 129.0), Line("Labour", 75.0, "labour", many="1 h")),
        ),
    ),
    (860, Job("upgrade", "Electronic ignition", "", (Line("Ignition module", 98.0),), 1.5)),
    (1010, Job("repair", "Fuel hoses", "", (Line("Fuel hose", 24.0, many="3 m"),), 1.5)),
    (
        1180,
        Job(
            "repair",
            "Pushrod tubes sealed",
            "Boxermotoren Vogl",
            (Line("Seals", 32.0, many="16"), Line("Labour", 280.0, "labour", many="3.5 h")),
        ),
    ),
    (
        1400,
        Job(
            "repair",
            "Window seals",
            "Karosserie Stadler",
            (Line("Window seals", 186.0, many="4"), Line("Labour", 240.0, "labour", many="4 h")),
        ),
    ),
    (1570, Job("upgrade", "Three-point belts", "", (Line("Belts, front", 154.0, many="2"),), 2.0)),
    (1710, Job("repair", "Generator regulator", "", (Line("Regulator", 46.0),), 1.0)),
)

CARDS = (
    Card("backlog", "New headliner", 320, "interior"),
    Card(
        "backlog",
        "Rust, left rear wheel arch",
        900,
        "body before-winter",
        None,
        "Welding, then wax. Photos in Documents",
        becomes="repair",
        priority="high",
        who="Karl",
    ),
    Card("backlog", "Recover the front seats", 640, "interior", becomes="upgrade"),
    Card(
        "backlog",
        "Fuel sender reads low",
        35,
        "electrics",
        becomes="repair",
        parts=(Need("Fuel sender"),),
    ),
    Card("backlog", "Chrome strip, right door", 245, priority="low", becomes="repair"),
    Card(
        "planned",
        "Valve clearance",
        24,
        "engine",
        None,
        "0.15 mm cold. Gasket set is on the shelf",
        who="Jonas",
        parts=(Need("Rocker cover gasket, left"), Need("Rocker cover gasket, right")),
    ),
    Card("planned", "H certificate, renewal", 142, "papers", 57, who="Jonas"),
    Card(
        "planned",
        "Exhaust, both tailpipes",
        320,
        "engine",
        92,
        "Waits for parts, on order",
        becomes="repair",
        who="Karl",
        parts=(Need("Tailpipes", 2, "113 251 163"),),
    ),
    Card(
        "doing",
        "Front axle beam",
        880,
        "chassis",
        None,
        "Bushes pressed in, torsion leaves next",
        (
            "Car on stands",
            "Wheels and drums off",
            "Brake hoses off",
            "Steering off",
            "Beam out",
            "Beam cleaned",
            "Bushes pressed in",
            "Torsion leaves",
            "Trailing arms",
            "Beam in",
            "Brakes bled",
            "Tracking set",
        ),
        7,
        "repair",
        who="Karl",
        parts=(
            Need("Ball joints", 4, "131 405 361"),
            Need("Torsion arm seals", 4, "311 405 129"),
            Need("Steering damper", 1, "113 425 021"),
            Need("Wheel cylinders", 2, "113 611 053 B"),
        ),
    ),
    Card(
        "doing",
        "Rewire the fog lamps",
        46,
        "electrics before-winter",
        who="Jonas",
        parts=(Need("Relay"), Need("Connectors", 2)),
    ),
    Card(
        "doing",
        "Ignition points and timing",
        120,
        "engine",
        None,
        "Points 0.4 mm, timing 7.5° before",
        ("Points gap", "Condenser", "Timing", "Advance", "Test drive"),
        2,
        who="Jonas",
    ),
    Card("done", "Winter oil, 2.5 l", 38.90, "service", -11, who="Jonas"),
    Card("done", "Front brake hoses", 86, "brakes", -25, becomes="repair", who="Karl"),
    Card("done", "Generator belt", 16.50, "engine", -46, who="Jonas"),
    Card(
        "done",
        "Respray front left wing",
        470,
        "body",
        -67,
        "L90D Pastel white, two coats",
        becomes="repair",
        who="Karl",
    ),
)

FACTS = (
    Fact("Engine", "1.3, AB, four-cylinder boxer"),
    Fact("Power", "32 kW"),
    Fact("Displacement", "1285 cc"),
    Fact("Gearbox", "four-speed"),
    Fact("Engine oil", "2.5 L"),
    Fact("Oil grade", "20W-50"),
    Fact("Valve clearance, cold", "0.15 mm"),
    Fact("Points gap", "0.4 mm"),
    Fact("Timing", "7.5° before TDC"),
    Fact("Tyre pressure, front", "1.3 bar"),
    Fact("Tyre pressure, rear", "1.9 bar"),
    Fact("Wheel bolts", "125 Nm"),
    Fact("Drain plug", "34 Nm"),
    Fact("Firing order", "1-4-3-2"),
    Fact("Kerb weight", "870 kg"),
    Fact("Paint code", "L90D"),
)
