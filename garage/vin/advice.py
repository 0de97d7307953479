"""The sentences that tell a person what is doubtful about a number and what to do."""

from __future__ import annotations

from garage.words import told

_NEARLY = (15, 16)


def warnings(
    *,
    vin: str,
    modern: bool,
    check_digit: str,
    maker_known: bool,
    brands: str | None,
    years: tuple[int, ...],
    year: int | None,
    guessed: bool,
) -> tuple[str, ...]:
    """One sentence a doubt; empty when nothing is doubtful."""
    if not modern:
        return (_older(len(vin)),)
    found = []
    if check_digit == "invalid":
        found.append(
            told(
                "The check digit at position 9 does not fit: compare the number with the "
                "vehicle, character by character."
            )
        )
    elif guessed:
        found.append(
            told(
                "The number departs from what its maker registered: check it, and check each "
                "value before you take it over."
            )
        )
    if not maker_known:
        found.append(
            told(
                "The maker's code {vin} is not known here: type make and model yourself.",
                vin=vin[:3],
            )
        )
    elif brands is not None:
        found.append(
            told(
                "{brands} used this code for more than one make: type the make yourself.",
                brands=brands,
            )
        )
    if year is None:
        found.append(_year(years))
    return tuple(found)


def _older(length: int) -> str:
    if length in _NEARLY:
        return told(
            "A number since 1981 has 17 characters and this one has {length}: if the "
            "vehicle is newer, look for the missing ones; if it is older, type make, "
            "model and year yourself.",
            length=length,
        )
    return told(
        "The number is older than the 17-character standard and is kept as it is: "
        "type make, model and year yourself."
    )


def _year(years: tuple[int, ...]) -> str:
    if not years:
        return told(
            "The number does not tell the model year: take it from the registration papers."
        )
    if len(years) == 1:
        return told(
            "The number suggests model year {years}, but not surely: compare it with the "
            "registration papers.",
            years=years[0],
        )
    choices = ", ".join(str(each) for each in years[:-1])
    return told(
        "The number can mean model year {choices} or {years}: take the one in the "
        "registration papers.",
        choices=choices,
        years=years[-1],
    )
