"""Brings the catalogues in step with the sources: `python packaging/translations.py`.

Reads every text marked with `_`, `N_`, `ngettext` or `told`, keeps the translations that there
are, drops those of texts that are gone, compiles, and says how many are still to be translated.
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
KEYWORDS = {"_": None, "N_": None, "told": None, "ngettext": (1, 2)}


def marked() -> Iterator[tuple[str, int, str | tuple[str, ...]]]:
    """(file, line, text or its two forms) of all that is marked, in the order of the sources."""
    for top in SOURCES:
        for path in sorted((ROOT / top).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            with path.open("rb") as file:
                for line, text, _comments, _context in extract("python", file, KEYWORDS):
                    if text and text != ("",):
                        yield name, line, text
            for line, text in within_strings(path.read_text("utf-8")):
                yield name, line, text


def within_strings(source: str) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    """(line, text or its two forms) marked within f-strings.

    Before Python 3.12 those are single tokens, in which Babel finds nothing.
    """
    strings = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    for call in (part for string in strings for part in ast.walk(string)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args:
            forms = KEYWORDS.get(call.func.id, ()) or (1,)
            given = [call.args[form - 1] for form in forms]
            texts = [str(each.value) for each in given if isinstance(each, ast.Constant)]
            if call.func.id in KEYWORDS and len(texts) == len(forms):
                yield call.lineno, texts[0] if len(texts) == 1 else (texts[0], texts[1])


def template() -> Catalog:
    """All marked texts, without translations. Lines are left out: they would change daily."""
    found = Catalog(project="Paddock", charset="utf-8")
    for name, _line, text in marked():
        found.add(text, locations=[(name, None)])  # type: ignore[list-item]  # Babel writes the name alone
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
        known = catalogue.get(message.id)
        same = known is not None and known.id == message.id
        kept = made.add(message.id, known.string if same and known else None, message.locations)
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
