"""Words for costs in other apps, and the kinds and categories that they are here."""

from __future__ import annotations

import re
from typing import NamedTuple


class Sort(NamedTuple):
    """A kind of record, and for an expense its category."""

    kind: str
    category: str = ""


SERVICE, REPAIR, UPGRADE = Sort("service"), Sort("repair"), Sort("upgrade")
INSPECTION, OTHER = Sort("inspection"), Sort("expense", "other")

# The first pattern that fits decides: a "toll" is no "tuning", "road tax" no "road".
_PATTERNS: tuple[tuple[str, Sort], ...] = (
    (
        r"\bm\.?o\.?t\.?\b|\btüv\b|\btuev\b|\bhu\b|hauptuntersuchung|contr[oô]le technique|\bitv\b"
        r"|revisione|\bapk\b|roadworth|warrant of fitness|\bwof\b|smog|emission|inspection"
        r"|inspección|inspeção|ispezione|besiktning|przegląd|abgas|\bau\b|\bpickerl\b",
        INSPECTION,
    ),
    (
        r"insur|versicherung|assurance|seguro|assicuraz|verzekering|ubezpiecz",
        Sort("expense", "insurance"),
    ),
    (
        r"\btax|steuer|\btaxe|impuesto|imposto|\bipva\b|\bbollo\b|vignette steuer",
        Sort("expense", "tax"),
    ),
    (
        r"regist|zulassung|licen[cs]|immatricul|matrícula|licenciamento",
        Sort("expense", "registration"),
    ),
    (r"\bpark|stationnement|estacionamiento|estacionamento|parcheggio", Sort("expense", "parking")),
    (r"\btoll|\bmaut|péage|peaje|pedágio|pedaggio|vignette|congestion", Sort("expense", "toll")),
    (r"\bfines?\b|ticket|strafe|bußgeld|amende|\bmulta|citation", Sort("expense", "fine")),
    (r"\blease|leasing", Sort("expense", "lease")),
    (r"\bloan|financ|kredit|finanzierung|interest", Sort("expense", "loan")),
    (
        r"\bwash|wäsche|pflege|lavage|lavado|lavagem|lavaggio|clean|\bcare\b|detail",
        Sort("expense", "wash"),
    ),
    (r"storage|garage rent|stellplatz", Sort("expense", "storage")),
    (r"accessor|zubehör|accesorio|acessório", Sort("expense", "accessories")),
    (r"member|\bclub\b|\badac\b|roadside", Sort("expense", "membership")),
    (r"tuning|upgrade|modif|umbau|améliorat", UPGRADE),
    (r"repair|repar|répar|riparaz|accident|unfall|breakdown", REPAIR),
    (
        r"service|mainten|inspektion|wartung|entretien|mantenimiento|manuten|\boil|\böl|filter|tire|tyre|reifen"
        r"|brake|brems|battery|batterie|onderhoud|serwis|spark|wiper|belt",
        SERVICE,
    ),
)  # fmt: skip
_SORTS = [(re.compile(pattern, re.IGNORECASE), sort) for pattern, sort in _PATTERNS]


def sort_of(word: str, otherwise: Sort = OTHER) -> Sort:
    """The kind for a category's name, `otherwise` where no word of it is known."""
    return next((sort for pattern, sort in _SORTS if pattern.search(word)), otherwise)


def expense_of(word: str) -> str:
    """The category of an expense of this name; work that an app calls an expense stays one."""
    sort = sort_of(word)
    if sort.kind == "inspection":
        return "inspection"
    return sort.category or "other"


def reminder_category(sort: Sort) -> str:
    """What sort of reminder belongs to a sort of cost."""
    if sort.kind == "inspection":
        return "inspection"
    if sort.category in ("insurance", "tax", "registration"):
        return "insurance_tax"
    return "other" if sort.kind == "expense" else "maintenance"


_FUELS = (
    (r"diesel|gasoil|gazole|gasóleo|hvo|b7\b|b20\b", "diesel"),
    (r"electr|elektr|elétr|eléctr|kwh|strom|charg|\bev\b", "electric"),
    (r"\blpg\b|autogas|\bgpl\b|propane|\bglp\b", "lpg"),
    (r"\bcng\b|erdgas|methane|metano|\bgnv\b|\bngv\b|natural gas", "cng"),
    (r"\be85\b|\be100\b|ethanol|etanol|alcohol|álcool|bioalk|flex", "ethanol"),
    (r"hydrogen|wasserstoff|hydrog|\bh2\b", "hydrogen"),
    (
        r"gasolin|petrol|benzin|essence|super|\be5\b|\be10\b|premium|regular|octane|unleaded"
        r"|plus|normal|nafta|bencina|\bron\b|\baki\b|\b(?:8[5-9]|9[0-9]|10[0-2])\b",
        "petrol",
    ),
)
_FUEL_PATTERNS = [(re.compile(pattern, re.IGNORECASE), fuel) for pattern, fuel in _FUELS]


def fuel_of(word: str) -> str:
    """The energy that a fuel's name means; "" where it cannot be told."""
    return next((fuel for pattern, fuel in _FUEL_PATTERNS if pattern.search(word)), "")
