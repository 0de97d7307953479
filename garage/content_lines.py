"""Content lines, of which iCalendar (RFC 5545, section 3.1) and vCard (RFC 6350) are made.

Nothing is lost: names, groups, parameters and their order, and values come back as they were
written. Lines may be folded anywhere, in the middle of a letter's bytes too.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import NamedTuple

from garage.errors import ValueRefused
from garage.words import N_, told

FOLD = 75
"""Octets of a line, its end not counted."""
LONGEST_LINE = 16 * 2**20
"""Octets of a line, folds taken out: a picture within a file has this much."""

Parameter = tuple[str, tuple[str, ...]]

_NAME = re.compile(r"(?:([A-Za-z0-9-]+)\.)?([A-Za-z0-9-]+)")
_PARAMETER = re.compile(
    r';\s*([A-Za-z0-9-]+)(?:=((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*))?'
)
_PARAMETER_VALUE = re.compile(r'"([^"]*)"|([^",]+)|(?<=,)(?=,|$)|^(?=,|$)')
_CIRCUMFLEX = {"^n": "\n", "^N": "\n", "^^": "^", "^'": '"'}
_UNESCAPED = re.compile(r"\\([\\;,nN])")
_MEANINGS = {"n": "\n", "N": "\n"}
_BREAKS = re.compile(r"[\r\n]+")
_SAFE = re.compile(r"[^\\;,\r\n]*")
_PLAIN = re.compile(r'[^";:,]*')


class ContentLine(NamedTuple):
    """NAME;PARAMETER=value:value, with where it stood (0: nowhere).

    Names are in upper case. Values of parameters are decoded (RFC 6868); `value` is as written.
    """

    name: str
    value: str
    parameters: tuple[Parameter, ...] = ()
    number: int = 0
    group: str = ""

    def parameter(self, name: str) -> str:
        """The first value of a parameter, or ""."""
        for each, values in self.parameters:
            if each == name:
                return values[0] if values else ""
        return ""

    @property
    def text(self) -> str:
        """The line as it is written, not folded."""
        if not (self.parameters or self.group):
            return f"{self.name}:{self.value}"
        head = f"{self.group}.{self.name}" if self.group else self.name
        for name, values in self.parameters:
            head += f";{name}=" + ",".join(map(_quoted, values)) if values else f";{name}"
        return f"{head}:{self.value}"


def unfolded(data: bytes) -> Iterator[tuple[int, str]]:
    """(line number from 1, text) of each line that is not empty.

    Text that is not UTF-8 is read as Windows-1252, as old programs wrote it. ValueRefused
    (`line_too_long`) for a line over LONGEST_LINE.
    """
    held: list[bytes] = []
    begun, size = 0, 0
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    for number, raw in enumerate(BytesIO(data), 1):
        line = raw.rstrip(b"\r\n")
        if line[:1] in (b" ", b"\t") and held:
            held.append(line[1:])
            size += len(line)
            if size > LONGEST_LINE:
                raise ValueRefused(
                    told("line {number} is too long", number=begun),
                    N_("leave out what is attached"),
                    "line_too_long",
                )
            continue
        if held:
            yield begun, _decoded(b"".join(held) if len(held) > 1 else held[0])
        held, begun, size = ([line], number, len(line)) if line.strip() else ([], 0, 0)
    if held:
        yield begun, _decoded(b"".join(held))


def parse_line(text: str, number: int = 0) -> ContentLine:
    """One unfolded line; raises ValueRefused (`bad_line`), naming the line's number."""
    head, colon, value = text.partition(":")
    # Most lines have neither parameters nor groups.
    if colon and head.isalnum() and head.isascii():
        return ContentLine(head.upper(), value, (), number)
    named = _NAME.match(text)
    if not named:
        raise _bad(number)
    place = named.end()
    parameters: list[Parameter] = []
    while (found := _PARAMETER.match(text, place)) is not None:
        parameters.append((found[1].upper(), _values(found[2])))
        place = found.end()
    if text[place : place + 1] != ":":
        raise _bad(number)
    name, group = named[2].upper(), named[1] or ""
    return ContentLine(name, text[place + 1 :], tuple(parameters), number, group)


def kept_lines(text: str) -> list[ContentLine]:
    """The lines of a text that may have come from anywhere, without what is none.

    BEGIN and END stay only where each has its other, so that they end nothing around them.
    """
    found: list[ContentLine] = []
    for line in text.split("\n") if text else ():
        with contextlib.suppress(ValueRefused):
            found.append(parse_line(line))
    if _are_whole(found):
        return found
    return [each for each in found if each.name not in ("BEGIN", "END")]


def _are_whole(lines: Iterable[ContentLine]) -> bool:
    """Whether components among the lines begin and end within them."""
    begun: list[str] = []
    for line in lines:
        if line.name == "BEGIN":
            begun.append(line.value.upper())
        elif line.name == "END" and (not begun or begun.pop() != line.value.upper()):
            return False
    return not begun


def kept_parameters(text: str) -> tuple[Parameter, ...]:
    """The parameters of a text like ";NAME=value"; none where it is not like that."""
    try:
        return parse_line(f"X{text}:").parameters
    except ValueRefused:
        return ()


def _values(text: str | None) -> tuple[str, ...]:
    if text is None:
        return ()
    if '"' not in text:
        values = text.split(",")
    else:
        values = [a or b for a, b in _PARAMETER_VALUE.findall(text)]
    return tuple(map(_uncircumflexed, values)) if "^" in text else tuple(values)


def _uncircumflexed(text: str) -> str:
    return re.sub(r"\^[nN^']", lambda found: _CIRCUMFLEX[found[0]], text)


def _quoted(value: str) -> str:
    value = value.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return value if _PLAIN.fullmatch(value) else f'"{value}"'


def _decoded(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def folded(text: str) -> str:
    """The line with its end, folded at 75 octets and never within a letter.

    A line break in it would begin another line, which nobody meant: a space stands there.
    """
    if "\n" in text or "\r" in text:
        text = _BREAKS.sub(" ", text)
    if len(text) <= FOLD and text.isascii():
        return f"{text}\r\n"
    data, place = text.encode("utf-8", "replace"), 0
    if len(data) <= FOLD:
        return f"{data.decode()}\r\n"
    parts: list[str] = []
    while place < len(data):
        end = min(place + FOLD - (1 if parts else 0), len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(data[place:end].decode())
        place = end
    return "\r\n ".join(parts) + "\r\n"


def escaped(text: str) -> str:
    """Text as a value: backslash, comma, semicolon and line breaks escaped."""
    if _SAFE.fullmatch(text):
        return text
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def unescaped(value: str) -> str:
    """The text of a value; a backslash before anything else stands for itself."""
    if "\\" not in value:
        return value
    return _UNESCAPED.sub(lambda found: _MEANINGS.get(found[1], found[1]), value)


def divided(value: str, mark: str = ",") -> list[str]:
    """The escaped parts of a value, at each `mark` that is not escaped itself."""
    if mark not in value:
        return [value]
    if "\\" not in value:
        return value.split(mark)
    parts, begun, place = [], 0, 0
    while place < len(value):
        if value[place] == "\\":
            place += 2
            continue
        if value[place] == mark:
            parts.append(value[begun:place])
            begun = place + 1
        place += 1
    return [*parts, value[begun:]]


def written(lines: Iterable[ContentLine]) -> str:
    """The lines, folded."""
    return "".join(folded(line.text) for line in lines)


def _bad(number: int) -> ValueRefused:
    return ValueRefused(
        told("line {number} is no line of a calendar or card", number=number),
        N_("it begins with a name and a colon"),
        "bad_line",
    )
