"""XML as WebDAV sends it: read within bounds and without entities, written with known prefixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from sync_server.calendars.dav_names import PREFIXES, parted
from sync_server.kit.problem import BadRequest

MOST_BYTES = 2 * 2**20
MOST_ELEMENTS = 20_000
DEEPEST = 40
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_KNOWN = " ".join(f'xmlns:{prefix}="{space}"' for space, prefix in PREFIXES.items())


@dataclass(slots=True)
class Element:
    """An element: `name` with its namespace, and the text that stands directly in it."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def child(self, name: str) -> Element | None:
        """The first child of this name."""
        return next((each for each in self.children if each.name == name), None)

    def all(self, name: str) -> Iterator[Element]:
        """The children of this name."""
        return (each for each in self.children if each.name == name)

    def said(self, name: str) -> str:
        """The text of the first child of this name, or ""."""
        found = self.child(name)
        return found.text.strip() if found is not None else ""


class _Bad(Exception):
    """What ends the reading."""


class _Builder:
    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise _Bad
        own = {_clark(key): value for key, value in attributes.items()}
        element = Element(_clark(name), own)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, _: str) -> None:
        self._open.pop()

    def text(self, text: str) -> None:
        self._open[-1].text += text

    def refuse(self, *_: object) -> None:
        raise _Bad


def _clark(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def parse(body: bytes) -> Element | None:
    """The document's element, None for an empty body; raises BadRequest.

    A document type is refused with all it could declare: no entity is ever expanded.
    """
    if not body.strip():
        return None
    parser = expat.ParserCreate(namespace_separator="}")
    builder = _Builder()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = builder.refuse
    parser.EntityDeclHandler = builder.refuse
    try:
        if len(body) > MOST_BYTES:
            raise _Bad
        parser.Parse(body, True)
    except (_Bad, expat.ExpatError, ValueError, LookupError) as error:
        raise BadRequest("this is no XML that can be read here", "send it as WebDAV has it") from (
            error
        )
    return builder.root


def tag(name: str, inner: str = "") -> str:
    """An element around XML that is written already."""
    namespace, local = parted(name)
    prefix = PREFIXES.get(namespace)
    if prefix is not None:
        named = declared = f"{prefix}:{local}"
    elif namespace:
        named = f"x:{local}"
        declared = f"{named} xmlns:x={quoteattr(namespace)}"
    else:
        named = declared = local
    return f"<{declared}>{inner}</{named}>" if inner else f"<{declared}/>"


def inner_xml(element: Element) -> str:
    """What is in an element, as XML that means the same wherever it stands."""
    return said(element.text) + "".join(_whole(each) for each in element.children)


def _whole(element: Element) -> str:
    namespace, local = parted(element.name)
    named = f" xmlns={quoteattr(namespace)}"
    for number, (name, value) in enumerate(element.attributes.items()):
        of, own = parted(name)
        if of:
            named += f" xmlns:a{number}={quoteattr(of)} a{number}:{own}={quoteattr(value)}"
        else:
            named += f" {own}={quoteattr(value)}"
    return f"<{local}{named}>{inner_xml(element)}</{local}>"


# What XML has no way to write.
_UNWRITABLE = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | {
    0xFFFE: None,
    0xFFFF: None,
}


def said(text: str) -> str:
    """Text as it stands in an element; a carriage return is kept as one."""
    return escape(text.translate(_UNWRITABLE), {"\r": "&#13;"})


def document(name: str, inner: Iterable[str]) -> bytes:
    """A whole document."""
    namespace, local = parted(name)
    named = f"{PREFIXES[namespace]}:{local}"
    return f"{HEAD}<{named} {_KNOWN}>{''.join(inner)}</{named}>".encode("utf-8", "replace")


def found_and_missing(href: str, found: Sequence[str], missing: Sequence[str]) -> str:
    """The response of one resource: properties that it has (as XML), and names that it has not."""
    parts = [f"<d:response><d:href>{said(href)}</d:href>"]
    if found or not missing:
        parts.append(_propstat("".join(found), "200 OK"))
    if missing:
        parts.append(_propstat("".join(map(tag, missing)), "404 Not Found"))
    return f"{''.join(parts)}</d:response>"


def _propstat(inner: str, status: str) -> str:
    return (
        f"<d:propstat><d:prop>{inner}</d:prop><d:status>HTTP/1.1 {status}</d:status></d:propstat>"
    )


def status_of(href: str, status: str, error: str = "") -> str:
    """The response of one resource that has nothing but a status."""
    told = f"<d:error>{tag(error)}</d:error>" if error else ""
    return (
        f"<d:response><d:href>{said(href)}</d:href>"
        f"<d:status>HTTP/1.1 {status}</d:status>{told}</d:response>"
    )
