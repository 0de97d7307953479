"""Reading numbers as people write them: decimal marks, grouping, and judging a whole column.

A mark that could mean something else is refused with an explanation, never guessed; only where
one of its meanings cannot be (`read_whole`) the other one is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from garage.errors import ValueRefused
from garage.units.quantity import MOST_DIGITS
from garage.words import N_, told

_PLAIN = re.compile(r"(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{1,9})?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([., '])[0-9]{3})(?:\1[0-9]{3})*")
_INDIAN = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}")
_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}([.,])[0-9]{3}(?:\1[0-9]{3})*")
_THOUSANDTHS = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_SPELLINGS = str.maketrans(
    {
        "\u00a0": " ",  # no-break space
        "\u2007": " ",  # figure space
        "\u2009": " ",  # thin space
        "\u202f": " ",  # narrow no-break space
        "\u066b": ".",
        "\u066c": ",",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "−": "-",
        "–": "-",
        "﹣": "-",
        "－": "-",
        "．": ".",
        "，": ",",
    }
)
MARKS = (".", ",")


def plainly(text: str) -> str:
    """The text with plain digits, spaces, apostrophes and minus signs, stripped."""
    text = text.strip().translate(_SPELLINGS)
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text
    ).strip()


def read_number(text: str, decimal_mark: str = ".") -> str:
    """The number in plain dot-decimal, with its digits kept ("1.267,10" -> "1267.10").

    `decimal_mark` is "." or ","; groups of three may be set apart by the other one, spaces
    or apostrophes. ValueRefused for anything else, and for more than 40 digits.
    """
    if decimal_mark == "." and _PLAIN.fullmatch(text):
        return text
    if decimal_mark not in MARKS:
        raise ValueRefused(
            told("{decimal_mark!r} is no decimal mark", decimal_mark=decimal_mark),
            N_('use "." or ","'),
        )
    body = plainly(text[: MOST_DIGITS * 3])
    if not body:
        raise ValueRefused(
            N_("there is no number"), told("type digits, as in 45{mark}20", mark=decimal_mark)
        )
    if len(text) >= MOST_DIGITS * 3 or sum(map(str.isdigit, body)) > MOST_DIGITS:
        raise ValueRefused(
            N_("this number is too long"),
            told("{most_digits} digits are the most", most_digits=MOST_DIGITS),
        )
    sign = "-" if body[0] == "-" else ""
    body = body[1:].lstrip() if body[0] in "+-" else body
    whole, _, fraction = body.partition(decimal_mark)
    if decimal_mark in fraction:
        raise ValueRefused(
            told(
                "{text!r} has more than one decimal mark {decimal_mark!r}",
                text=text.strip(),
                decimal_mark=decimal_mark,
            ),
            _other_mark_hint(body, decimal_mark),
        )
    digits = _whole_digits(whole, text, body, decimal_mark)
    if any(each in fraction for each in MARKS):
        raise _unclear(text, body, decimal_mark)
    if (fraction and not _all_digits(fraction)) or not (digits or fraction):
        raise _not_a_number(text, decimal_mark)
    digits = digits.lstrip("0") or "0"
    number = f"{digits}.{fraction}" if fraction else digits
    return sign + number if number.strip("0.") else number


def read_whole(text: str, decimal_mark: str = ".") -> str:
    """`read_number`, for what nobody writes with thousandths, as an odometer.

    "84.120" and "84,120" are both 84120: whoever is used to the marks of another region would lose
    three digits, and not be told.
    """
    found = _THOUSANDS.fullmatch(plainly(text)) if len(text) <= MOST_DIGITS else None
    if found is None:
        return read_number(text, decimal_mark)
    return read_number(text, MARKS[1 - MARKS.index(found[1])])


def unmistakable(number: str) -> str:
    """Dot-decimal digits so that, written in any region, `read_whole` gives back their value."""
    return f"{number}0" if _THOUSANDTHS.fullmatch(number) else number


def _whole_digits(whole: str, text: str, body: str, mark: str) -> str:
    if not whole or _all_digits(whole):
        return whole
    groups = _GROUPED.fullmatch(whole)
    if (groups and groups[1] != mark) or (mark != "," and _INDIAN.fullmatch(whole)):
        return re.sub("[^0-9]", "", whole)
    if any(each in whole for each in MARKS) and not whole.strip("0123456789., '"):
        raise _unclear(text, body, mark)
    raise _not_a_number(text, mark)


def _all_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _not_a_number(text: str, mark: str) -> ValueRefused:
    return ValueRefused(
        told("{text!r} is not a number", text=text.strip()[:60]),
        told("type digits, as in 45{mark}20 or 1234", mark=mark),
    )


def _unclear(text: str, body: str, mark: str) -> ValueRefused:
    return ValueRefused(
        told(
            "{text!r} is unclear where {mark!r} is the decimal mark", text=text.strip(), mark=mark
        ),
        _other_mark_hint(body, mark),
    )


def _other_mark_hint(body: str, mark: str) -> str:
    other = MARKS[1 - MARKS.index(mark)]
    whole, _, fraction = body.rpartition(other)
    meant = re.sub("[^0-9]", "", whole)
    if meant and _all_digits(fraction) and body.count(other) == 1:
        return told(
            "for {typed} write {wanted}",
            typed=f"{meant}{other}{fraction}",
            wanted=f"{meant}{mark}{fraction}",
        )
    return told("write digits with at most one {mark!r} for the decimals", mark=mark)


def parse_decimal(
    text: str,
    decimal_mark: str = ".",
    *,
    minimum: Decimal | int | None = None,
    maximum: Decimal | int | None = None,
) -> Decimal:
    """`read_number` as a Decimal. ValueRefused also below `minimum` or above `maximum`."""
    number = Decimal(read_number(text, decimal_mark))
    check_bounds(number, minimum, maximum)
    return number


def check_bounds(
    number: Decimal, minimum: Decimal | int | None, maximum: Decimal | int | None = None
) -> None:
    """ValueRefused (`out_of_bounds`) outside the bounds; each belongs to what is allowed."""
    if minimum is not None and number < minimum:
        hint = (
            told("leave out the minus sign")
            if minimum == 0
            else told("give {minimum} or more", minimum=minimum)
        )
        raise ValueRefused(
            told("{number} is below {minimum}", number=number, minimum=minimum),
            hint,
            code="out_of_bounds",
        )
    if maximum is not None and number > maximum:
        raise ValueRefused(
            told("{number} is above {maximum}", number=number, maximum=maximum),
            told("give {maximum} or less", maximum=maximum),
            code="out_of_bounds",
        )


_EVIDENCE = re.compile(r"[^.,]*?([0-9]*)([.,])([0-9]*)([^0-9].*)?", re.DOTALL)
_CLEAR_MAJORITY = 20


def judge_decimal_mark(texts: Iterable[str]) -> str | None:
    """The decimal mark of a column of numbers: ".", "," or None where it cannot be told.

    "45,20", "0,123" and "1.234,5" speak for the comma, "1,234,567" for the dot; "1.234" for
    neither. A lone stray among twenty does not count.
    """
    votes = {".": 0, ",": 0}
    for text in texts:
        mark = _mark_of(text)
        if mark:
            votes[mark] += 1
    most = max(MARKS, key=votes.__getitem__)
    least = min(votes.values())
    if votes[most] == 0 or (least and votes[most] < _CLEAR_MAJORITY * least):
        return None
    return most


def _mark_of(text: str) -> str | None:
    dots, commas = text.count("."), text.count(",")
    if not dots and not commas:
        return None
    if dots and commas:
        last, earlier = (".", commas) if text.rfind(".") > text.rfind(",") else (",", dots)
        return last if text.count(last) == 1 and earlier else None
    mark, other = (".", ",") if dots else (",", ".")
    if dots + commas > 1:
        return other
    found = _EVIDENCE.fullmatch(plainly(text))
    if found is None or not found[3]:
        return None
    whole, fraction = found[1], found[3]
    grouping_like = len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    return None if grouping_like else mark
