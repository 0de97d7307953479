"""Brings the catalogues in step with the sources: `python packaging/translations.py`.

Reads every text marked with `_`, `N_`, `ngettext`, `pgettext` or `told`, keeps the translations
that there are, drops those of texts that are gone, compiles, and says how many are still to be
translated.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"
DOMAIN = "paddock"
SOURCES = ("garage", "client")
HEADER = "# Paddock in another language; made by packaging/translations.py."
_NOISE = (
    '"POT-Creation', '"PO-Revision', '"Last-Translator', '"Language-Team', '"Generated-By',
    '"Report-Msgid', '"Project-Id',
)  # fmt: skip
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_PLACES = re.compile(r"\{[a-z_0-9]+(?:![rs])?(?::[^{}]*)?\}")
KEYWORDS = {"_": None, "N_": None, "told": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}

Text = str | tuple[str, ...]
"""A text, or its two forms."""


def marked() -> Iterator[tuple[str, Text, str | None]]:
    """(file, text, the sense that is meant) of all that is marked, in the order of the sources."""
    for top in SOURCES:
        for path in sorted((ROOT / top).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            with path.open("rb") as file:
                for _line, text, _comments, sense in extract("python", file, KEYWORDS):
                    if text and text != ("",):
                        yield name, text, sense
            for text, sense in within_strings(path.read_text("utf-8")):
                yield name, text, sense


def within_strings(source: str) -> Iterator[tuple[Text, str | None]]:
    """(text, the sense that is meant) marked within f-strings.

    Before Python 3.12 those are single tokens, in which Babel finds nothing.
    """
    strings = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    for call in (part for string in strings for part in ast.walk(string)):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        given = [str(each.value) for each in call.args if isinstance(each, ast.Constant)]
        match call.func.id, given:
            case "_" | "N_" | "told", [text, *_more]:
                yield text, None
            case "ngettext", [one, many, *_more]:
                yield (one, many), None
            case "pgettext", [sense, text]:
                yield text, sense


def template() -> Catalog:
    """All marked texts, without translations. Lines are left out: they would change daily."""
    found = Catalog(project="Paddock", charset="utf-8")
    for name, text, sense in marked():
        found.add(text, locations=[(name, None)], context=sense)  # type: ignore[list-item]  # Babel writes the name alone
    return found


def catalogues() -> list[Path]:
    """The catalogues there are."""
    return sorted(TRANSLATIONS.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(path: Path) -> Catalog:
    """A catalogue as it stands; raises PoFileError."""
    found = read_po(BytesIO(path.read_bytes()), locale=path.parents[1].name, abort_invalid=True)
    # Else they are those of this moment, and each compilation is another file.
    found.creation_date = found.revision_date = _NO_DATE
    for message in found:
        # "4 % less" is no format of the old kind, which the house does not use.
        message.flags.discard("python-format")
    return found


def in_step(catalogue: Catalog, wanted: Catalog) -> Catalog:
    """A catalogue of exactly the texts that are wanted, with the translations it had."""
    made = Catalog(
        locale=catalogue.locale, header_comment=HEADER, project="Paddock", charset="utf-8",
        fuzzy=False,
    )  # fmt: skip
    for message in wanted:
        if not message.id:
            continue
        known = catalogue.get(message.id, message.context)
        same = known is not None and known.id == message.id
        string = known.string if same and known else None
        kept = made.add(message.id, string, message.locations, context=message.context)
        kept.flags.discard("python-format")
    return made


def wrong_places(catalogue: Catalog) -> list[str]:
    """The texts whose translation has other {places} than they have themselves."""
    found = []
    for message in catalogue:
        told = message.string if isinstance(message.string, tuple) else (message.string,)
        texts = message.id if isinstance(message.id, tuple) else (message.id,)
        if message.id and any(told) and _places(texts) != _places(told):
            found.append(str(message.id))
    return found


def _places(texts: tuple[str, ...]) -> set[str]:
    return {place for text in texts for place in _PLACES.findall(text)}


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts that have no translation, or only one of two forms."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def written(catalogue: Catalog) -> bytes:
    """A catalogue as its file has it."""
    into = BytesIO()
    write_po(into, catalogue, width=96, sort_output=True, omit_header=False, include_lineno=False)
    lines = into.getvalue().decode().splitlines()
    # Dates and versions would make each run another file.
    kept = [line for line in lines if not line.startswith(_NOISE)]
    return ("\n".join(kept) + "\n").encode()


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as gettext reads it."""
    into = BytesIO()
    write_mo(into, catalogue)
    return into.getvalue()


def main() -> int:
    """Write all catalogues anew."""
    wanted = template()
    for path in catalogues():
        fresh = in_step(read(path), wanted)
        path.write_bytes(written(fresh))
        path.with_suffix(".mo").write_bytes(compiled(read(path)))
        left = untranslated(fresh)
        print(f"{path.relative_to(ROOT).as_posix()}: {len(fresh)} texts, {len(left)} untranslated")
        for text in left[:20]:
            print(f"  {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
