"""What was and will be done on the Octavia: jobs, repairs, tyres, plan cards, specifications."""

from __future__ import annotations

from client.operations.sample.running import Fact
from client.operations.sample.upkeep import Card, Job, Line, Tyres

OIL = Job(
    "service",
    "Oil and filter",
    "Škoda Zentrum München",
    (
        Line("Engine oil 0W-30", 98.70, "fluid", "G S55 545 M2", "4.7 L"),
        Line("Oil filter", 18.40, number="03N 115 562 B"),
        Line("Drain plug", 4.20, number="N 908 132 02"),
        Line("Labour", 92.00, "labour", many="0.8 h"),
    ),
    0.8,
)

CABIN = Job(
    "service",
    "Cabin and air filter",
    "",
    (
        Line("Cabin filter", 17.90, number="5Q0 819 644"),
        Line("Air filter", 21.50, number="04E 129 620"),
    ),
    0.5,
)

BRAKE_FLUID = Job(
    "service",
    "Brake fluid",
    "Bremsen Huber",
    (
        Line("Brake fluid DOT 4", 14.80, "fluid", many="1 L"),
        Line("Labour", 55.00, "labour", many="0.7 h"),
    ),
)

DSG = Job(
    "service",
    "DSG oil",
    "Škoda Zentrum München",
    (
        Line("DSG oil", 118.00, "fluid", "G 052 182 A2", "5 L"),
        Line("DSG filter", 29.90, number="02E 305 051 C"),
        Line("Labour", 138.00, "labour", many="1.2 h"),
    ),
)

TYRE_CHANGE = Job(
    "service", "Tyres changed and stored", "Reifen Huber", (Line("Labour", 39.0, "labour"),)
)

WORKS = (
    (
        1,
        Job(
            "service",
            "Front brake pads",
            "",
            (Line("Brake pads, front", 48.90, number="5Q0 698 151"),),
            1.7,
            "Discs 23.1 mm, good for another set.",
        ),
    ),
    (
        236,
        Job(
            "repair",
            "Rear brake discs and pads",
            "Bremsen Huber",
            (
                Line("Brake discs, rear", 98.00, number="5Q0 615 601", many="2"),
                Line("Brake pads, rear", 44.50, number="5Q0 698 451"),
                Line("Labour", 142.00, "labour", many="1.6 h"),
            ),
        ),
    ),
    (
        590,
        Job(
            "repair",
            "Stabiliser links",
            "Bremsen Huber",
            (
                Line("Stabiliser links", 46.00, many="2"),
                Line("Labour", 88.00, "labour", many="1 h"),
            ),
        ),
    ),
    (
        812,
        Job(
            "repair",
            "Starter battery",
            "",
            (Line("Battery AGM 70 Ah", 164.90, number="5K0 915 105"),),
            0.6,
        ),
    ),
    (
        1105,
        Job(
            "repair",
            "Timing belt and water pump",
            "Škoda Zentrum München",
            (
                Line("Timing belt kit", 268.00, number="04L 198 119 G"),
                Line("Water pump", 0.0),
                Line("Coolant", 34.00, "fluid", "G 13", "3 L"),
                Line("Labour", 412.00, "labour", many="3.6 h"),
            ),
        ),
    ),
    (
        1330,
        Job(
            "upgrade",
            "Tow bar",
            "Anhänger Meier",
            (
                Line("Tow bar, removable", 389.00),
                Line("Wiring, 13 pins", 129.00),
                Line("Labour", 310.00, "labour", many="3 h"),
            ),
        ),
    ),
    (1620, Job("repair", "Windscreen", "Carglass", (Line("Excess", 150.0, "fee"),))),
)

TYRES = (
    Tyres(
        "Michelin Primacy",
        "summer",
        "Michelin Primacy 4",
        "205/55 R16 91V",
        "0822",
        412.0,
        place="Reifen Huber, rack 114",
    ),
    Tyres(
        "Nokian WR",
        "winter",
        "Nokian WR Snowproof",
        "205/55 R16 91H",
        "2321",
        388.0,
        8.5,
        1.3,
        "Reifen Huber, rack 114",
    ),
)

FACTS = (
    Fact("Engine", "2.0 TDI, DFFA"),
    Fact("Power", "110 kW"),
    Fact("Torque", "340 Nm"),
    Fact("Displacement", "1968 cc"),
    Fact("Gearbox", "DSG, six-speed"),
    Fact("Engine oil", "4.7 L"),
    Fact("Oil grade", "0W-30, VW 507 00"),
    Fact("Tyre pressure, front", "2.3 bar"),
    Fact("Tyre pressure, rear", "2.1 bar"),
    Fact("Wheel bolts", "120 Nm"),
    Fact("Kerb weight", "1435 kg"),
    Fact("Braked trailer load", "1600 kg"),
    Fact("Paint code", "LF5X"),
)

CARDS = (
    Card("backlog", "Boot floor liner", 45.0, "interior"),
    Card(
        "planned",
        "Inspection (HU)",
        155.0,
        "papers",
        5,
        "Booked with TÜV Süd, Friday 9:20.",
        priority="high",
    ),
    Card("planned", "Oil and filter", 213.3, "engine", 58, who="Anna"),
    Card(
        "doing", "Door seal, rear left", 38.0, "body", None, "Whistles above 120 km/h.", who="Jonas"
    ),
    Card("done", "Wiper blades", 31.9, "service", -33, who="Jonas"),
)
