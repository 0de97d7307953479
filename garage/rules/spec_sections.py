"""Where a specification stands among the others: under engine, fluids, wheels and so on."""

from __future__ import annotations

import re

from garage.records import Specification
from garage.records.vehicles import SPEC_SECTIONS
from garage.units import UNITS, Dimension

OTHER = "other"

# The first that fits: "wheelbase" is a dimension, "spark plug" no electrics, "oil" before "engine".
_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (section, re.compile(words))
    for section, words in (
        ("engine", r"spark|zündkerze|oil pressure|öldruck"),
        ("dimensions", r"wheel ?base|radstand|(trailer|roof) load|last\b"),
        (
            "fluids",
            r"\boil|öl\b|\böl|motoröl|getriebeöl|coolant|antifreeze|kühlmittel|kühlflüssig|fluid"
            r"|flüssigkeit|refrigerant|kältemittel|adblue|tank|füllmenge|washer|grease|\bfett",
        ),
        (
            "wheels",
            r"tyre|tire\b|tires|wheel (bolt|nut|size|torque)|\bwheels?$|\brims?\b|lug nut|reifen"
            r"|radschraube|radmutter|räder|felge|einpresstiefe|\boffset",
        ),
        (
            "electrics",
            r"battery|batterie|charg|laden|lade|volt|\bamp|alternator|lichtmaschine|\bplug$|stecker"
            r"|fuse|sicherung|bulb|lampe|birne|starter|electrification|akku",
        ),
        (
            "drive",
            r"gear|transmission|getriebe|clutch|kupplung|\bdrive|antrieb|chain|kette|differential"
            r"|sprocket|ritzel|axle conf|gänge",
        ),
        (
            "engine",
            r"engine|motor|power|leistung|torque$|drehmoment$|displacement|hubraum|cylinder"
            r"|zylinder|valve|ventil|timing|zündung|zündzeit|firing|zündfolge|points|kontakt|bore"
            r"|bohrung|stroke|\bhub\b|compression|verdichtung|turbo|fuel|kraftstoff|injection"
            r"|top speed|höchstgeschw|drain plug|ablassschraube|idle|leerlauf|belt|riemen",
        ),
        (
            "chassis",
            r"brake|bremse|brems|suspension|fahrwerk|steering|lenk|shock|dämpfer|spring|feder"
            r"|camber|sturz|\btoe\b|spur$",
        ),
        (
            "dimensions",
            r"length|länge|width|breite|height|höhe|weight|gewicht|masse|payload|zuladung|load"
            r"|track|spurweite|clearance|bodenfreiheit|turning|wendekreis|area|fläche"
            r"|volume|volumen",
        ),
        (
            "body",
            r"paint|lack|colou?r|farb|door|tür|seat|sitz|body|karosserie|aufbau|trim|series|cab\b"
            r"|\bbed|upholstery|polster|plant|vehicle type|roof|dach",
        ),
    )
)
_UNITS = {
    Dimension.PRESSURE: "wheels", Dimension.MASS: "dimensions", Dimension.LENGTH: "dimensions",
    Dimension.VOLUME: "fluids", Dimension.ENERGY: "electrics", Dimension.POWER: "engine",
}  # fmt: skip


def section_of(spec: Specification) -> str:
    """A key of `SPEC_SECTIONS`: the one chosen, else what its name and its unit suggest."""
    return spec.section if spec.section in SPEC_SECTIONS else suggested(spec)


def suggested(spec: Specification) -> str:
    """What the name of a specification suggests, in English or German; else its unit."""
    name = " ".join(spec.name.casefold().replace("_", " ").split())
    for section, words in _WORDS:
        if words.search(name):
            return section
    unit = UNITS.get(spec.value.unit) if spec.value is not None else None
    return _UNITS.get(unit.dimension, OTHER) if unit is not None else OTHER
