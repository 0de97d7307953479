"""Checks the translations: every catalog parses, keeps its placeholders, and is compiled."""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "translations"


def complaints_of(path: Path) -> list[str]:
    """What is wrong with one catalog, one sentence each."""
    name = path.relative_to(ROOT).as_posix()
    try:
        catalog = read_po(BytesIO(path.read_bytes()), abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        return [f"{name} is no catalog: {error}"]
    found = [
        f"{name}:{message.lineno} {problem}"
        for message, problems in catalog.check()
        for problem in problems
    ]
    found += [f"{name}: {m.id!r} is marked fuzzy" for m in catalog if m.id and m.fuzzy]
    return found + compiled_complaints(path, catalog)


def compiled_complaints(path: Path, catalog: Catalog) -> list[str]:
    """A compiled catalog beside it, if there is one, must say the same."""
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        return []
    fresh = BytesIO()
    write_mo(fresh, catalog)
    if fresh.getvalue() == compiled.read_bytes():
        return []
    return [f"{compiled.relative_to(ROOT).as_posix()} is older than its .po; compile it again"]


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    catalogs = sorted(TRANSLATIONS.rglob("*.po"))
    found = [sentence for path in catalogs for sentence in complaints_of(path)]
    for sentence in found:
        print(sentence)
    if not found:
        print(f"{len(catalogs)} catalogs are sound")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
