"""Where a number's first two characters were given out, by the ranges of ISO 3780.

Countries are called as CLDR calls them in English, from which other languages are looked up.
Only ranges on which the older and the newer edition of the list agree are kept.
"""

from __future__ import annotations

from functools import cache

_ORDER = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890"

_RANGES = """
AA-AH South Africa; BF-BG Kenya; DA-DE Egypt; DF-DK Morocco
JA-J0 Japan; KF-KH Israel; KL-KR South Korea; LA-L0 China
MA-ME India; MF-MK Indonesia; ML-MR Thailand; MS-MS Myanmar; MY-M0 India
NA-NE Iran; NF-NG Pakistan; NL-NR Türkiye; PA-PC Philippines; PF-PG Singapore; PL-PR Malaysia
RA-RB United Arab Emirates; RF-RK Taiwan; RL-RM Vietnam; RP-RP Vietnam; RS-RT Saudi Arabia
SA-SM United Kingdom; SN-ST Germany; SU-SZ Poland; TA-TH Switzerland; TJ-TP Czechia
TR-TV Hungary; TW-T2 Portugal; UH-UM Denmark; UN-UR Ireland; UU-UX Romania; U5-U7 Slovakia
VA-VE Austria; VF-VR France; VS-VW Spain; V3-V5 Croatia; V6-V8 Estonia; WA-W0 Germany
XL-XR Netherlands; XS-XW Russia; XZ-X0 Russia; YA-YE Belgium; YF-YK Finland; YS-YW Sweden
YX-Y2 Norway; Y3-Y5 Belarus; Y6-Y8 Ukraine; ZA-ZU Italy; ZX-ZZ Slovenia; Z3-Z5 Lithuania
Z6-Z0 Russia; 1A-10 United States; 2A-20 Canada; 3A-3W Mexico; 4A-40 United States
5A-50 United States; 6A-6W Australia; 7A-7E New Zealand; 7F-70 United States
8A-8E Argentina; 8F-8G Chile; 8L-8N Ecuador; 8S-8T Peru; 8X-8Z Venezuela; 9A-9E Brazil
9F-9G Colombia; 9S-9W Uruguay; 93-99 Brazil
"""

# Codes given out in one country for cars built in another, and former Soviet codes.
_ELSEWHERE: dict[str, str | None] = {
    "XP7": "Germany",
    "VX1": None,
    "XTD": "Ukraine",
    "XTE": "Ukraine",
    "XTW": "Ukraine",
    "XTM": "Belarus",
    "XWB": "Uzbekistan",
    "VXE": None,
    "VXF": None,
    "VXK": None,
    "VYC": None,
    "VYF": None,
}

_REGIONS = (
    ("ABCDEFGH", "Africa"),
    ("JKLMNPR", "Asia"),
    ("STUVWXYZ", "Europe"),
    ("12345", "North America"),
    ("67", "Oceania"),
    ("89", "South America"),
)


def country(vin: str) -> str | None:
    """The country whose authority gave out the first characters, or None where that is open."""
    if vin[:3] in _ELSEWHERE:
        return _ELSEWHERE[vin[:3]]
    return _countries().get(vin[:2])


def region(vin: str) -> str | None:
    """The part of the world of the first character, or None for 0."""
    if north_american(vin):
        return "North America"
    return next((name for heads, name in _REGIONS if vin[0] in heads), None)


def north_american(vin: str) -> bool:
    """Whether the United States, Canada or Mexico gave the number out (1 to 5 and 7F to 70)."""
    first = vin[0]
    return first in "12345" or (first == "7" and vin[1] not in "ABCDE")


@cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _RANGES.strip().splitlines():
        for each in line.split(";"):
            span, _, name = each.strip().partition(" ")
            low, high = _ORDER.index(span[1]), _ORDER.index(span[4])
            found.update({span[0] + second: name for second in _ORDER[low : high + 1]})
    return found
