"""What one number says: a light value whose facts are worked out as they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from garage.units import Quantity
from garage.vin import advice, makers, names, platforms, regions, vpic
from garage.vin.characters import LENGTH, check_digit
from garage.vin.engine import Engine
from garage.vin.years import Years, cycle, elsewhere, north_american

VPIC, WMI, OVERLAY = "vin:vpic", "vin:wmi", "vin:overlay"
# vPIC: clean, check digit wrong, model year overruled, partial. Others mean it had to guess.
_SURE_CODES = frozenset({0, 1, 12, 14})
_WRONG_CHECK_DIGIT = 1


@dataclass(frozen=True, slots=True)
class DecodedValue:
    """One fact, where it comes from and how sure it is ("high", "medium" or "low")."""

    value: str | Quantity
    source: str
    confidence: str

    def to_json(self) -> dict[str, Any]:
        """A quantity's own shape or `{"value": text}`, with `source` and `confidence`."""
        shape = self.value.to_json() if isinstance(self.value, Quantity) else {"value": self.value}
        return {**shape, "source": self.source, "confidence": self.confidence}


# No slots: the cached properties need a dict to keep what they found.
@dataclass(frozen=True, init=False)
class Decoded:
    """A number and all it tells.

    `answer` is the engine's, for a number of the North American market, else None.
    """

    vin: str
    today: date
    answer: Mapping[str, Any] | None = field(repr=False, hash=False)
    engine: Engine | None = field(repr=False, compare=False)

    def __init__(
        self,
        vin: str,
        today: date,
        answer: Mapping[str, Any] | None = None,
        engine: Engine | None = None,
    ) -> None:
        # A decode has two microseconds beside the engine's own: a frozen dataclass's
        # own initializer, one call a field, would take half of them.
        own = self.__dict__
        own["vin"] = vin
        own["today"] = today
        own["answer"] = answer
        own["engine"] = engine

    @property
    def kind(self) -> str:
        """ "vin" (17 characters, ISO 3779) or "chassis" (older)."""
        return "vin" if len(self.vin) == LENGTH and self.vin.isalnum() else "chassis"

    @property
    def attributes(self) -> Mapping[str, Any]:
        """The vPIC variables of the engine's answer, empty outside North America."""
        return {} if self.answer is None else self.answer["attributes"]

    @cached_property
    def maker(self) -> makers.Maker | None:
        """The maker by the first three (for a small maker six) characters."""
        return makers.maker(self.vin) if self.kind == "vin" else None

    @property
    def make(self) -> str | None:
        """The brand as it writes itself; None where the number leaves it open."""
        if self.answer is not None and (capitals := self.answer["attributes"].get("Make")):
            return names.as_written(capitals)
        return self.maker.brand if self.maker is not None else None

    @property
    def manufacturer(self) -> str | None:
        """The company behind the number's first three characters."""
        named = self.attributes.get("Manufacturer Name")
        return named or (self.maker.manufacturer if self.maker is not None else None)

    @property
    def model(self) -> str | None:
        """The model, as the tables write it."""
        if self.answer is not None:
            return self.answer["attributes"].get("Model") or None
        return self.platform[0] if self.platform is not None else None

    @cached_property
    def platform(self) -> tuple[str, int, int] | None:
        """The model code of European Volkswagen Group numbers: name, first and last model year."""
        if self.answer is not None or self.maker is None:
            return None
        return platforms.platform(self.vin, self.maker.brand)

    @property
    def year(self) -> int | None:
        """The model year (Ford of Europe: year of building), only when just one is left."""
        return self.model_years.year

    @property
    def years(self) -> tuple[int, ...]:
        """Every model year the number can mean, newest first."""
        return self.model_years.candidates

    @property
    def model_years(self) -> Years:
        """The candidates by the rule of the number's market."""
        # Python 3.11's cached_property takes a lock, which costs as much as the rule itself.
        found: Years | None = self.__dict__.get("_years")
        if found is None:
            found = self.__dict__["_years"] = self._years_by_rule()
        return found

    def _years_by_rule(self) -> Years:
        if self.answer is None:
            span = self.platform[1:] if self.platform is not None else None
            return elsewhere(self.vin, self.maker, self.today, span)
        found = north_american(self.vin, self.today.year, vpic.light(self.answer["attributes"]))
        taken = self.answer["model_year"]
        # The rule of position 7 has exceptions (a Tesla Roadster of 2011); the tables know them.
        if found.sure and taken is not None and taken not in found.candidates:
            found = Years(cycle(self.vin[9], self.today.year))
        return self._looked_at_again(found) if len(found.candidates) > 1 else found

    def _looked_at_again(self, found: Years) -> Years:
        """Candidates without those for which the engine knows no such vehicle."""
        if self.engine is None or not self.model or not self._codes <= _SURE_CODES:
            return found
        taken = self.answer["model_year"] if self.answer is not None else None
        left = tuple(
            year
            for year in found.candidates
            if year == taken or self.engine.decode(self.vin, year=year)["model_year"] == year
        )
        return Years(left, sure=len(left) == 1) if taken in left else found

    @property
    def country(self) -> str | None:
        """The country that gave the number out (ISO 3780), in English."""
        return regions.country(self.vin) if self.kind == "vin" else None

    @property
    def check_digit(self) -> str:
        """ "valid", "invalid", or "not_applicable" outside North America and China."""
        if self.kind != "vin" or self.vin[3:6] == "ZZZ":
            return "not_applicable"
        if self.vin[0] != "L" and not regions.north_american(self.vin):
            return "not_applicable"
        return "valid" if check_digit(self.vin) == self.vin[8] else "invalid"

    @property
    def confidence(self) -> str:
        """ "high": make and year are sure; "medium": the maker is; "low": doubtful; "none"."""
        if self.kind != "vin":
            return "none"
        if self.make is None and self.maker is None:
            return "low" if self.country is not None else "none"
        if self.answer is not None:
            whole = self.model is not None and self.year is not None
            if self._vpic_confidence != "high":
                return self._vpic_confidence
            return "high" if whole else "medium"
        sure = self.year is not None and self.make is not None and self.check_digit != "invalid"
        return "high" if sure else "medium"

    @property
    def _codes(self) -> set[int]:
        return set() if self.answer is None else set(self.answer["error_codes"])

    @property
    def _vpic_confidence(self) -> str:
        if not self._codes <= _SURE_CODES:
            return "low"
        doubtful = _WRONG_CHECK_DIGIT in self._codes or len(self.years) > 1
        return "medium" if doubtful else "high"

    @cached_property
    def values(self) -> Mapping[str, DecodedValue]:
        """Every fact by name: text, or a number with its unit, each with source and confidence."""
        found: dict[str, DecodedValue] = {}
        if self.answer is not None:
            sure = self._vpic_confidence
            for name, value in vpic.values(self.attributes):
                found[name] = DecodedValue(value, VPIC, sure)
        self._add_identity(found)
        return MappingProxyType(found)

    def _add_identity(self, found: dict[str, DecodedValue]) -> None:
        named = VPIC if self.attributes.get("Make") else WMI
        sure = self._vpic_confidence if named == VPIC else "high"
        year_source = VPIC if self.answer is not None else OVERLAY
        month = self.model_years.month
        for name, value, source, confidence in (
            ("make", self.make, named, sure),
            ("manufacturer", self.manufacturer, named, sure),
            ("model", self.model, VPIC if self.answer is not None else OVERLAY, sure),
            ("year", self.year, year_source, sure),
            ("built", month and f"{self.year}-{month:02}", OVERLAY, "medium"),
            ("kind", self.vehicle_kind, named, sure),
            ("country", self.country, WMI, "high"),
            ("region", self.region, WMI, "high"),
        ):
            if value:
                found[name] = DecodedValue(str(value), source, confidence)

    @property
    def vehicle_kind(self) -> str | None:
        """ "car", "motorcycle", "van", "truck", "trailer", "bus" or "machine", where it is sure."""
        if self.answer is not None and self.attributes.get("Vehicle Type"):
            return vpic.kind(self.attributes)
        return self.maker.kind if self.maker is not None else None

    @property
    def region(self) -> str | None:
        """The part of the world the number was given out in."""
        return regions.region(self.vin) if self.kind == "vin" else None

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What is doubtful and what to do about it, a sentence each."""
        return advice.warnings(
            vin=self.vin,
            modern=self.kind == "vin",
            check_digit=self.check_digit,
            maker_known=self.make is not None or self.maker is not None,
            brands=self.manufacturer if self.make is None else None,
            years=self.years,
            year=self.year,
            guessed=not self._codes <= _SURE_CODES,
        )

    def to_json(self) -> dict[str, Any]:
        """The shape of the command line's `vin --json`, one number."""
        return {
            "vin": self.vin,
            "kind": self.kind,
            "make": self.make,
            "manufacturer": self.manufacturer,
            "model": self.model,
            "year": self.year,
            "years": list(self.years),
            "country": self.country,
            "confidence": self.confidence,
            "check_digit": self.check_digit,
            "values": {name: value.to_json() for name, value in self.values.items()},
            "warnings": list(self.warnings),
        }
