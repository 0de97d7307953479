"""Checks that the documents' links and pictures exist, and that every picture is still shown."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)|(?:src|srcset)=\"([^\"]+)\"")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def documents() -> list[Path]:
    """The pages at the top of the project and everything under docs/."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def links(document: Path) -> Iterator[Path]:
    """The files inside the project that a page links to or shows."""
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    for match in LINK.finditer(text):
        target = unquote((match[1] or match[2]).split("#")[0])
        if target and ":" not in target:
            yield (document.parent / target).resolve()


def complaints() -> list[str]:
    """What is wrong, one sentence each; empty when all is well."""
    found = []
    shown: set[Path] = set()
    for document in documents():
        for target in links(document):
            shown.add(target)
            if not target.exists():
                page = document.relative_to(ROOT).as_posix()
                found.append(f"{page} points to {target.name}, which is not there")
    found += [
        f"docs/pictures/{picture.name} is shown on no page; show it or remove it"
        for picture in sorted(PICTURES.glob("*.png"))
        if picture not in shown
    ]
    return found


def main() -> int:
    """Print what is wrong; 1 if anything is."""
    found = complaints()
    for sentence in found:
        print(sentence)
    if not found:
        print(f"{len(documents())} pages: every link and picture is there")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
