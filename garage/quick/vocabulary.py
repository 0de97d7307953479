"""The words that quick add knows, in English and German and some neighbours."""

from __future__ import annotations

import re
from collections.abc import Mapping


def _pattern(words: Mapping[str, object]) -> re.Pattern[str]:
    spelled = "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE)


def _spread(table: Mapping[str, str]) -> dict[str, str]:
    return {word.strip(): name for name, words in table.items() for word in words.split(",")}


def key_of(text: str) -> str:
    """A matched word as the tables spell it."""
    return " ".join(text.lower().split())


WORK: Mapping[str, str] = _spread(
    {
        "service": "service, oil change, oil and filter, maintenance, serviced, ölwechsel, "
        "wartung, kundendienst, inspektion, reifenwechsel, tyre change, tire change, vidange, "
        "entretien",
        "repair": "repair, repaired, reparatur, repariert, réparation",
        "upgrade": "upgrade, umbau, nachrüstung, retrofit",
    }
)
"""Words of work done → kind. Those in `BARE_WORK` say no more than that; others are the title."""

BARE_WORK = frozenset(
    ("service", "maintenance", "serviced", "wartung", "kundendienst", "entretien", "repair",
     "repaired", "reparatur", "repariert", "réparation", "upgrade", "umbau", "nachrüstung",
     "retrofit")
)  # fmt: skip

EXPENSES: Mapping[str, str] = _spread(
    {
        "parking": "parking, parked, car park, parken, parkplatz, parkhaus, parkgebühr, "
        "parkschein, stationnement",
        "toll": "toll, tolls, maut, vignette, péage",
        "wash": "wash, car wash, autowäsche, wäsche, waschanlage, waschstraße, lavage",
        "insurance": "insurance, versicherung, assurance",
        "tax": "tax, road tax, steuer, kfz-steuer, kfz steuer",
        "fine": "fine, speeding ticket, parking ticket, bußgeld, strafzettel, knöllchen, amende",
        "lease": "lease, leasing, leasingrate",
        "loan": "loan, kredit, kreditrate, finanzierung",
        "registration": "registration, zulassung, anmeldung",
        "inspection": "inspection, mot, tüv, tüv/au, tuev, hu, hu/au, contrôle technique",
        "storage": "storage, stellplatz, garagenmiete",
        "accessories": "accessories, zubehör",
        "membership": "membership, mitgliedschaft, adac, aaa",
    }
)

FILLING: Mapping[str, str] = dict.fromkeys(
    ("fuel", "fill-up", "fill up", "fillup", "refuel", "refuelled", "gas", "tanken", "getankt",
     "tankfüllung"), "fill_up",
)  # fmt: skip

FULL: Mapping[str, bool] = {
    "full": True, "full tank": True, "filled up": True, "voll": True, "vollgetankt": True,
    "plein": True, "partial": False, "partly": False, "part fill": False, "not full": False,
    "nicht voll": False, "teilweise": False, "teiltankung": False, "halb": False, "partiel": False,
}  # fmt: skip

MISSED: Mapping[str, bool] = dict.fromkeys(
    ("missed", "missed one", "missed fill-up", "missed a fill-up", "forgot one", "vergessen",
     "ausgelassen", "eine vergessen", "oublié"), True,
)  # fmt: skip

FUELS: Mapping[str, str] = _spread(
    {
        "petrol": "petrol, gasoline, benzin, essence",
        "diesel": "diesel",
        "lpg": "lpg, autogas, gpl",
        "cng": "cng, erdgas",
        "electric": "electric, electricity, strom, charged, geladen",
        "ethanol": "e85, ethanol",
        "hydrogen": "hydrogen, wasserstoff",
    }
)
GRADES: Mapping[str, str] = {
    each.lower(): each
    for each in ("E5", "E10", "B7", "Super Plus", "Super E10", "Super", "Super 95", "V-Power",
                 "Ultimate", "Premium", "Regular", "Midgrade", "SP95", "SP98", "ROZ 95", "ROZ 98")
}  # fmt: skip

AHEAD_OF_ODOMETER: Mapping[str, bool] = dict.fromkeys(
    ("odometer", "odo", "mileage", "km-stand", "kilometerstand", "tacho", "tachostand", "stand"),
    True,
)

WORK_WORD = _pattern(WORK)
EXPENSE_WORD = _pattern(EXPENSES)
FILLING_WORD = _pattern(FILLING)
FULL_WORD = _pattern(FULL)
MISSED_WORD = _pattern(MISSED)
FUEL_WORD = _pattern(FUELS)
GRADE_WORD = _pattern(GRADES)
ODOMETER_WORD = re.compile(
    rf"(?:{_pattern(AHEAD_OF_ODOMETER).pattern}|(?:(?<!\w)(?:at|bei)\s+)?(?<![\w.,])(?<![0-9]\s)km)"
    r"\s*:?\s*(?=[0-9])",
    re.IGNORECASE,
)
"""A word ahead of the odometer's digits; km only where it is not the unit of a number before."""
STATION_AHEAD = re.compile(r"(?<!\w)(?:at|bei|chez)\s+|(?<!\S)@\s*(?=[^\W\d_])", re.IGNORECASE)
"""What stands ahead of a station's name; an @ ahead of a number is a price."""
