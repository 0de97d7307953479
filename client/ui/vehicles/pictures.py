"""Which drawing a vehicle has, in which paint, and how its plate reads."""

import re

from PySide6.QtGui import QColor

from client.ui.theme.pictures import known_name
from client.ui.widgets.plate import Plate
from garage.records import Vehicle

_MONTHS = re.compile(r"(\d{1,2})\D+(\d{1,2})")


def picture_of(vehicle: Vehicle) -> str:
    """The name of its own drawing, else of its kind's silhouette."""
    own = vehicle.picture
    return own if own and known_name(own) == own else vehicle.type or "car"


def paint_of(vehicle: Vehicle) -> str:
    """#RRGGBB of its colour where that is a colour's name; a drawing of its own keeps its paint."""
    if picture_of(vehicle) == vehicle.picture:
        return ""
    words = vehicle.colour.casefold().split()
    for name in ("".join(words), *reversed(words)):
        if name and QColor.isValidColorName(name):
            return QColor(name).name()
    return ""


def plate_of(vehicle: Vehicle) -> Plate | None:
    """Its plate; None without letters."""
    if not vehicle.plate:
        return None
    found = _MONTHS.search(vehicle.season)
    season = (int(found[1]), int(found[2])) if found else None
    return Plate(vehicle.plate, vehicle.plate_region, season)


def described(vehicle: Vehicle) -> str:
    """ "2016 Škoda Octavia"."""
    parts = (str(vehicle.year or ""), vehicle.make, vehicle.model)
    return " ".join(part for part in parts if part)
