"""The XML files of an aCar backup, read element by element; no entities, no deep nesting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from client.errors import BadFile
from client.exchange.archive import UNREADABLE, Archive
from client.exchange.table import words
from garage.words import N_, told

_CHUNK = 1 << 16
_DEEPEST = 20
_LONGEST_TEXT = 100_000
_YIELDED = words(
    "vehicle fillup-record event-record trip-record reminder fuel-type event-subtype trip-type "
    "preference"
)


@dataclass
class Element:
    """An element with its simple children; `owner` is the id of the vehicle around it."""

    tag: str
    attributes: dict[str, str]
    line: int
    owner: str = ""
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    children: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own text, trimmed; pictures and other endless texts are cut off."""
        return "".join(self.pieces).strip()

    def child(self, tag: str) -> str:
        """The text of the first child of this name; "" where there is none."""
        return next((each.text for each in self.children if each.tag == tag), "")


class _Collector:
    def __init__(self, name: str) -> None:
        self.name = name
        self.stack: list[Element] = []
        self.done: list[Element] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        # Entities can expand without end; no backup has any.
        self.parser.EntityDeclHandler = self.refuse
        self.parser.StartDoctypeDeclHandler = self.refuse

    def refuse(self, *_: object) -> None:
        raise BadFile(
            told("{name} declares a document type", name=self.name),
            N_("no aCar backup does: check it"),
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.stack) >= _DEEPEST:
            raise BadFile(
                told("{name} is nested too deeply", name=self.name),
                N_("no aCar backup is: check it"),
            )
        owner = next(
            (each.attributes.get("id", "") for each in self.stack if each.tag == "vehicle"), ""
        )
        line = self.parser.CurrentLineNumber
        self.stack.append(Element(tag, attributes, line, owner))

    def characters(self, text: str) -> None:
        if self.stack and self.stack[-1].length < _LONGEST_TEXT:
            self.stack[-1].pieces.append(text)
            self.stack[-1].length += len(text)

    def end(self, tag: str) -> None:
        element = self.stack.pop()
        if element.tag in _YIELDED:
            self.done.append(element)
        elif self.stack and len(self.stack[-1].children) < 1_000:
            self.stack[-1].children.append(element)


def elements(archive: Archive, member: str) -> Iterator[Element]:
    """The records of one XML file as they end. Raises BadFile for what is no sound XML."""
    collector = _Collector(member)
    try:
        with archive.open(member) as stream:
            while True:
                chunk = stream.read(_CHUNK)
                collector.parser.Parse(chunk, not chunk)
                done, collector.done = collector.done, []
                yield from done
                if not chunk:
                    return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise BadFile(
            told("{member} is damaged: {error}", member=member, error=error),
            N_("make a new backup in aCar"),
        ) from error
    except UNREADABLE as error:
        raise BadFile(
            told("{member} cannot be unpacked", member=member), N_("make a new backup in aCar")
        ) from error
