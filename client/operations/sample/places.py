"""Places of Munich and the Alps: where the Lindners fill up, charge, park and go."""

from __future__ import annotations

from client.operations.sample.fuel import Station
from client.operations.sample.running import Spending, Way

ARAL: Station = ("Aral Landsberger Str.", "Munich")
SHELL: Station = ("Shell Pasing", "Munich")
JET: Station = ("Jet Sendling", "Munich")
OMV: Station = ("OMV Salzburg", "Salzburg")
ENI: Station = ("Eni Bolzano", "Bolzano")

TOWN: tuple[Station, ...] = (
    ARAL, ARAL, SHELL, SHELL, JET, JET, ("Agip Lindwurmstr.", "Munich"), ("Esso Laim", "Munich"),
    OMV, ("Shell Irschenberg", "Irschenberg"), ("Allguth Fürstenried", "Munich"),
)  # fmt: skip
ALPS: tuple[Station, ...] = (
    ARAL, JET, SHELL, ("Allguth Fürstenried", "Munich"), ("Aral Bad Tölz", "Bad Tölz"),
    ("OMV Kufstein", "Kufstein"), ("Avia Mittenwald", "Mittenwald"), ("Esso Tegernsee", "Gmund"),
    ("Eni Vipiteno", "Vipiteno"),
)  # fmt: skip
FAST: tuple[Station, ...] = (
    ("Supercharger Irschenberg", "Irschenberg"), ("Supercharger Innsbruck", "Innsbruck"),
    ("Supercharger Bad Rappenau", "Bad Rappenau"), ("Ionity Brenner", "Brenner"),
    ("Supercharger Greding", "Greding"), ("EnBW Aschheim", "Aschheim"),
)  # fmt: skip
HOME: Station = ("Home", "Munich")

WORK_TRIPS = (
    Way("Augsburg", 134, "business", "Site visit", "Lechner Bau"),
    Way("Rosenheim", 128, "business", "Acceptance", "Innwerk"),
    Way("Ingolstadt", 164, "business", "Project meeting", "Audi"),
    Way("Nuremberg", 338, "business", "Trade fair", "NürnbergMesse"),
    Way("Freising", 72, "business", "Site visit", "Stadtwerke Freising"),
    Way("Starnberg", 54, "private", "Parents"),
    Way("Garching", 38, "commute", "Office"),
    Way("Innsbruck", 324, "private", "Weekend"),
    Way("Garmisch-Partenkirchen", 184, "private", "Hiking"),
)  # fmt: skip
COMMUTES = (
    Way("Garching", 38, "commute", "Office"),
    Way("Unterföhring", 26, "commute", "Studio"),
    Way("Starnberg", 54, "private", "Parents"),
    Way("Landshut", 148, "business", "Customer", "Isar Medien"),
    Way("Stuttgart", 456, "business", "Workshop", "Neckar Verlag"),
    Way("Lake Tegernsee", 108, "private", "Swimming"),
)  # fmt: skip
OUTINGS = (
    Way("Lake Starnberg", 58, "private", "Sunday drive"),
    Way("Bad Tölz", 104, "private", "Sunday drive"),
    Way("Lake Sylvenstein", 152, "private", "Over the Achen Pass"),
    Way("Kesselberg", 136, "private", "Sunday drive"),
    Way("Wasserburg", 112, "private", "Classics meeting"),
    Way("Andechs", 78, "private", "Beer garden"),
)  # fmt: skip

PARKING = Spending("Parking, Viktualienmarkt", "parking", 3, 12, 9, "Parkhaus am Viktualienmarkt")
PARKING_FAIR = Spending("Parking, Theresienhöhe", "parking", 4, 15, 4, "P+R Park & Ride München")
BRENNER = Spending("Brenner motorway", "toll", 11, 12.5, 2.6, "ASFINAG", (1, 3, 5, 7, 8, 10))
FELBERTAUERN = Spending("Felbertauern road", "toll", 11, 13, 1.5, "Felbertauernstraße", (6, 7, 8))
GROSSGLOCKNER = Spending("Grossglockner high alpine road", "toll", 29, 43, 0.8, "GROHAG",
                         (6, 7, 8, 9))  # fmt: skip
WASH = Spending("Car wash", "wash", 9, 18, 5, "Mr. Wash")
SPEEDING = Spending("Speeding, 9 km/h over", "fine", 30, 30, 0.3, "Stadt München")
NO_TICKET = Spending("Parked without a ticket", "fine", 20, 40, 0.25, "Stadt München", step=5)
