"""Checks the translations: each catalogue is whole, sound, in step with the sources, compiled."""

import sys
from pathlib import Path

import translations
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError

AGAIN = "run packaging/translations.py"


def complaints_of(path: Path, wanted: Catalog) -> list[str]:
    """What is wrong with one catalogue, one sentence each."""
    name = path.relative_to(translations.ROOT).as_posix()
    try:
        catalogue = translations.read(path)
    except (PoFileError, UnicodeDecodeError) as error:
        return [f"{name} is no catalogue: {error}"]
    found = [
        f"{name}:{message.lineno} {problem}"
        for message, problems in catalogue.check()
        for problem in problems
    ]
    found += [f"{name}: {m.id!r} is marked fuzzy" for m in catalogue if m.id and m.fuzzy]
    ours, sources = _texts(catalogue), _texts(wanted)
    found += [f"{name} lacks {text}; {AGAIN}" for text in sorted(sources - ours)]
    found += [f"{name} has {text}, which is gone; {AGAIN}" for text in sorted(ours - sources)]
    found += [f"{name} does not translate {text}" for text in translations.untranslated(catalogue)]
    places = translations.wrong_places(catalogue)
    found += [f"{name} changes the places of {text}" for text in places]
    compiled = path.with_suffix(".mo")
    if not compiled.exists() or compiled.read_bytes() != translations.compiled(catalogue):
        found.append(f"{name} is not compiled as it stands; {AGAIN}")
    return found


def _texts(catalogue: Catalog) -> set[str]:
    """All texts, those of one sense among several with that sense."""
    return {
        f"{message.id} ({message.context})" if message.context else str(message.id)
        for message in catalogue
        if message.id
    }


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    wanted = translations.template()
    catalogues = translations.catalogues()
    found = [sentence for path in catalogues for sentence in complaints_of(path, wanted)]
    for sentence in found:
        print(sentence)
    if not found:
        print(f"{len(catalogues)} catalogues are whole and sound")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
