"""The exchange rates that come with the program: the ECB's history, a currency at a time."""

from __future__ import annotations

import datetime
import zipfile
from array import array
from functools import cache

import resources
from garage.money.rates import RateTable, Series


@cache
def seeded_rates() -> RateTable:
    """The ECB's reference rates since 1999, as shipped. The archive is opened at the first ask.

    See packaging/seed_rates.py for how it is made.
    """
    with zipfile.ZipFile(resources.path("rates", "ecb.zip")) as archive:
        latest = archive.read("latest").decode("ascii")
    return RateTable(_series, datetime.date.fromisoformat(latest), "ECB")


def _series(currency: str) -> Series | None:
    with zipfile.ZipFile(resources.path("rates", "ecb.zip")) as archive:
        try:
            lines = archive.read(f"{currency}.csv").decode("ascii").splitlines()
        except KeyError:
            return None
    ordinals = array("l")
    rates = []
    for line in lines:
        day, _, rate = line.partition(",")
        ordinals.append(datetime.date.fromisoformat(day).toordinal())
        rates.append(rate)
    return Series(ordinals, rates)
