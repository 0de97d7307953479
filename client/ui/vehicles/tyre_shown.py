"""Tyre sets in words: season, size and age, treads, distances, and what is to be told."""

from __future__ import annotations

from client.operations.tyre_sets import TyreCard, TyreChange
from client.ui.text import _, ngettext
from client.ui.vehicles.shown import Shown
from client.ui.widgets.chip import ChipKind
from garage.records import TyreEvent
from garage.rules.treads import Advice
from garage.rules.tyres import LEGAL_TREAD
from garage.rules.wheels import measured
from garage.units import Quantity


def season_words(season: str) -> str:
    """The season a set is for."""
    words = {"summer": _("Summer"), "winter": _("Winter"), "all_season": _("All seasons")}
    return words.get(season, "")


def tread_words(depth: Quantity | None, shown: Shown) -> str:
    """A tread with its unit, "5.2 mm"."""
    if depth is None:
        return ""
    unit = shown.prefs.unit_for("tread") or "mm"
    return f"{tread_number(depth, shown)} {shown.symbol(unit)}"


def tread_number(depth: Quantity, shown: Shown) -> str:
    """A tread without its unit, "5.2"."""
    unit = shown.prefs.unit_for("tread") or "mm"
    return shown.number(depth.to(unit).value, 1 if unit == "mm" else 0)


def axle_words(event: TyreEvent, axle: str, shown: Shown) -> str:
    """What was measured at an axle: its depth, or those of its wheels from left to right."""
    depths = list(measured(event, axle).values())
    if len(depths) < 2:
        return tread_words(depths[0], shown) if depths else ""
    numbers = [tread_number(depth, shown) for depth in depths[:-1]]
    return " / ".join([*numbers, tread_words(depths[-1], shown)])


def place_words(place: str) -> str:
    """A wheel, or an axle as a whole."""
    words = {
        "front": _("front"),
        "middle": _("middle"),
        "rear": _("rear"),
        "fl": _("front left"),
        "fr": _("front right"),
        "ml": _("middle left"),
        "mr": _("middle right"),
        "mli": _("middle left, inner"),
        "mri": _("middle right, inner"),
        "rl": _("rear left"),
        "rr": _("rear right"),
        "rli": _("rear left, inner"),
        "rri": _("rear right, inner"),
    }
    return words[place]


def axle_name(axle: str) -> str:
    """The head of an axle's column."""
    words = {
        "front": _("Tread, front"), "middle": _("Tread, middle"), "rear": _("Tread, rear")
    }  # fmt: skip
    return words[axle]


def fitted_words(card: TyreCard) -> str:
    """The axle that it goes on, where it is not for all."""
    words = {
        "front": _("for the front axle"),
        "middle": _("for the middle axle"),
        "rear": _("for the rear axle"),
        "middle_rear": _("for the middle and the rear axle"),
    }
    return words.get(card.tyre_set.axle, "")


def make_words(card: TyreCard) -> str:
    """Brand and size."""
    return " · ".join(part for part in (card.tyre_set.brand, card.tyre_set.size) if part)


def age_words(card: TyreCard, shown: Shown) -> str:
    """The DOT code with its age in years; the code alone where it cannot be read."""
    dot = card.tyre_set.dot
    age = card.state.age_years(shown.today)
    if not dot:
        return ""
    if age is None:
        return _("DOT {dot}").format(dot=dot)
    years = int(age)
    if years < 1:
        return _("DOT {dot}, under a year old").format(dot=dot)
    return ngettext("DOT {dot}, {n} year old", "DOT {dot}, {n} years old", years).format(
        dot=dot, n=years
    )


def where_words(card: TyreCard, shown: Shown) -> str:
    """Since when it is on, or where it lies."""
    if card.since is not None:
        return _("on since {day}").format(day=shown.day(card.since))
    if card.state.on:
        return _("on the vehicle")
    if card.tyre_set.place:
        return _("lies at {place}").format(place=card.tyre_set.place)
    return _("not mounted")


def driven_words(card: TyreCard, shown: Shown) -> str:
    """How far it has been driven, over all the times it was on."""
    spans = len(card.state.spans)
    if not spans:
        return _("never mounted")
    return ngettext(
        "{distance} driven, mounted once", "{distance} driven, mounted {n} times", spans
    ).format(distance=shown.distance(card.state.distance), n=spans)


def wear_words(card: TyreCard, shown: Shown) -> str:
    """How fast it wears and how far it still goes, an estimate."""
    wear = card.state.wear
    if wear is None or not wear.left or any(each.code == "worn_soon" for each in card.advice):
        return ""
    return _("about {distance} until {limit}").format(
        distance=shown.distance(round(wear.left, -5)),
        limit=tread_words(card.tyre_set.limit or LEGAL_TREAD, shown),
    )


def advice_words(advice: Advice, shown: Shown) -> str:
    """What is to be told of a set."""
    limit = tread_words(advice.limit, shown)
    match advice.code:
        case "illegal":
            return _("below the legal {limit}").format(limit=limit)
        case "thin":
            return _("tread below {limit}").format(limit=limit)
        case "ageing" | "old":
            words = ngettext("{n} year old by DOT", "{n} years old by DOT", advice.years)
            return words.format(n=advice.years)
        case "worn_soon":
            return _("down to {limit} in about {distance}").format(
                limit=limit, distance=shown.distance(round(advice.left, -5))
            )
    return {
        "overlap": _("another set is on at the same time"),
        "mounted_twice": _("mounted twice without being taken off"),
        "not_mounted": _("taken off without having been on"),
        "backwards": _("the odometer runs backwards between two changes"),
        "bad_dot": _("the DOT code cannot be read"),
    }.get(advice.code, advice.code)


def advice_chip(advice: Advice) -> ChipKind:
    """Its colour."""
    return ChipKind.LATE if advice.state == "late" else ChipKind.WARN


def thin_in(card: TyreCard, advice: Advice, shown: Shown) -> str:
    """The advice, with the season where the limit comes from it."""
    if advice.code == "thin" and card.tyre_set.season == "winter":
        return _("below {limit} in winter").format(limit=tread_words(advice.limit, shown))
    return advice_words(advice, shown)


def change_words(change: TyreChange) -> str:
    """What happened to a set."""
    words = {"mount": _("Mounted"), "dismount": _("Taken off"), "measure": _("Tread measured")}
    return words.get(change.event.type, "")
