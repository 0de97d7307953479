"""The printed history: a sound PDF that says what a buyer asks, and no more."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument

from client.errors import BadRequest
from client.operations.sale_history import Consumption, Entry, SaleHistory
from client.ui.printing import sale_pdf, save_sale_pdf
from garage.money import Money
from garage.records import Vehicle
from garage.regions import Preferences
from garage.units import Quantity

VEHICLE = Vehicle(
    id="v", name="Herbie <53>", type="car", make="Volkswagen", model="Beetle", year=1963,
    vin="WVWZZZ11ZXW000053", plate="OFP 857", colour="white", energies=("petrol",),
    distance_unit="km", purchased=date(2019, 4, 1),
)  # fmt: skip
ENTRIES = (
    Entry(
        day=date(2025, 6, 3), kind="inspection", what="Main inspection", by="TÜV Süd",
        odometer=Quantity("91200", "km"), result="advisories", valid_until=date(2027, 6, 30),
    ),
    Entry(
        day=date(2024, 3, 10), kind="service", what="Oil & filter", details=("Oil filter", "Oil"),
        own_work=True, odometer=Quantity("88000", "km"), cost=Money("71.30", "EUR"),
    ),
    Entry(day=date(2021, 2, 1), kind="repair", what="Clutch", by="Käfer-Klinik"),
)  # fmt: skip
READINGS = tuple((date(2019 + n, 4, 1), Quantity(str(61000 + 6000 * n), "km")) for n in range(7))


def history(**changed: object) -> SaleHistory:
    """A history to print."""
    whole = SaleHistory(
        vehicle=VEHICLE, preferences=Preferences.for_region("DE"), today=date(2026, 11, 22),
        entries=ENTRIES, readings=READINGS, backwards=2,
        odometer=Quantity("97000", "km"), odometer_day=date(2025, 4, 1),
        distance=Quantity("36000", "km"),
        consumption=(
            Consumption("petrol", Quantity("8.4", "L/100km"), 41, Quantity("20100", "km")),
        ),
        costs=None,
    )  # fmt: skip
    return replace(whole, **changed)


@pytest.fixture
def opened(qapp: object) -> Iterator["Opened"]:
    """Reads PDFs and closes them."""
    reader = Opened()
    yield reader
    reader.document.close()


class Opened:
    """A PDF that was printed, as a reader sees it."""

    def __init__(self) -> None:
        self.document = QPdfDocument()
        self.buffer = QBuffer()

    def __call__(self, content: bytes) -> str:
        """All its text."""
        self.document.close()
        self.buffer.close()
        self.buffer.setData(QByteArray(content))
        self.buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self.buffer)
        pages = range(self.document.pageCount())
        text = " ".join(self.document.getAllText(page).text() for page in pages)
        return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_the_pages_say_what_a_buyer_asks(opened: Opened) -> None:
    content, pages = sale_pdf(history())
    text = opened(content)
    assert opened.document.pageCount() == pages
    for fact in (
        "Herbie <53>", "1963 Volkswagen Beetle", "WVWZZZ11ZXW000053", "OFP 857", "Petrol",
        "97.000 km on 1 Apr 2025", "since 1 Apr 2019", "36.000 km", "8,4 l/100 km",
        "Oil & filter", "Oil filter, Oil", "Owner", "Käfer-Klinik", "TÜV Süd",
        "Passed with advisories, valid until 30 Jun 2027", "3 Jun 2025", "91.200 km",
        "7 readings from 1 Apr 2019 to 1 Apr 2025.",
        "2 readings that do not fit the others are left out.",
        f"Page 1 of {pages}", "printed 22 Nov 2026",
    ):  # fmt: skip
        assert fact in text, fact


def test_what_was_measured_is_no_count_of_fill_ups(opened: Opened) -> None:
    text = opened(sale_pdf(history())[0])
    assert "From full to full" in text
    assert "20.100 km 41 times" in text
    assert "Full fill-ups" not in text


def test_the_plate_stands_apart_from_its_country(opened: Opened) -> None:
    here = replace(VEHICLE, plate="B-JA 123", plate_region="DE")
    assert "B-JA 123 · DE" in opened(sale_pdf(history(vehicle=here))[0])
    assert "OFP 857 ·" not in opened(sale_pdf(history())[0])


def test_costs_are_left_out_unless_they_are_asked_for(opened: Opened) -> None:
    text = opened(sale_pdf(history())[0])
    assert "Costs are left out." in text
    assert "Cost " not in text


def test_costs_that_are_asked_for_stand_in_a_column_with_their_sum(opened: Opened) -> None:
    text = opened(sale_pdf(history(costs=(Money("71.30", "EUR"),)))[0])
    assert text.count("71,30 €") == 2
    assert "Costs are left out." not in text


@pytest.mark.parametrize(
    ("region", "size", "said"),
    [("US", (612, 792), "Apr 1, 2025"), ("DE", (595, 842), "1 Apr 2025")],
)
def test_paper_and_dates_are_those_of_the_region(
    opened: Opened, region: str, size: tuple[int, int], said: str
) -> None:
    text = opened(sale_pdf(history(preferences=Preferences.for_region(region)))[0])
    points = opened.document.pagePointSize(0)
    assert (points.width(), points.height()) == pytest.approx(size, abs=1)
    assert said in text


def test_a_long_history_runs_over_numbered_pages_with_its_head_on_each(opened: Opened) -> None:
    entries = tuple(replace(ENTRIES[1], what=f"Service number {n}") for n in range(120))
    content, pages = sale_pdf(history(entries=entries))
    text = opened(content)
    assert pages == opened.document.pageCount() > 3
    assert all(f"Page {n} of {pages}" in text for n in range(1, pages + 1))
    assert all(f"Service number {n} " in text for n in range(120))
    for page in range(1, pages):
        assert "What was done" in opened.document.getAllText(page).text().replace("\u00a0", " ")


@pytest.mark.parametrize("count", [37, 60, 101])
def test_no_row_is_cut_by_the_end_of_a_page(opened: Opened, count: int) -> None:
    def service(n: int) -> Entry:
        details = ("Oil", "a word " * (n % 40), f"end {n}.")
        return replace(ENTRIES[1], what=f"Service number {n}.", details=details)

    entries = tuple(service(n) for n in range(count))
    opened(sale_pdf(history(entries=entries))[0])
    pages = [opened.document.getAllText(at).text() for at in range(opened.document.pageCount())]
    assert all("Service number" in page for page in pages[:-1])
    for n in range(count):
        (page,) = (text for text in pages if f"Service number {n}." in text)
        assert f"end {n}." in page.replace("\r\n", " ")


def test_the_heading_goes_along_with_a_first_row_that_goes_onto_the_next_page(
    opened: Opened,
) -> None:
    many = tuple(
        Consumption(f"fuel {n}", Quantity("8.4", "L/100km"), 41, Quantity("20100", "km"))
        for n in range(24)
    )
    seen = set()
    for count in range(8, 24):
        opened(sale_pdf(history(consumption=many[:count]))[0])
        pages = [opened.document.getAllText(at).text() for at in range(opened.document.pageCount())]
        (first,) = (at for at, text in enumerate(pages) if "Main inspection" in text)
        headed = [at for at, text in enumerate(pages) if "What was done" in text]
        assert headed[0] == first
        seen.add(first)
    assert seen == {0, 1}


def test_a_day_and_an_odometer_stay_on_one_line(opened: Opened, german: None) -> None:
    far = replace(ENTRIES[0], day=date(2024, 9, 24), odometer=Quantity("1912000", "km"))
    text = opened(sale_pdf(history(entries=(far,)))[0])
    assert "24. Sept. 2024 1.912.000 km Prüfung" in text


def test_an_empty_history_is_one_page_that_says_so(opened: Opened) -> None:
    bare = history(
        vehicle=Vehicle(id="v", name="New"), entries=(), readings=(), backwards=0, odometer=None,
        odometer_day=None, distance=None, consumption=(),
    )  # fmt: skip
    content, pages = sale_pdf(bare)
    text = opened(content)
    assert pages == 1
    assert "No work is recorded yet." in text
    assert "Economy" not in text


def test_one_day_of_readings_that_do_not_change_is_drawn_as_well(opened: Opened) -> None:
    level = ((date(2025, 1, 1), Quantity("5", "km")), (date(2025, 1, 2), Quantity("5", "km")))
    assert "2 readings" in opened(sale_pdf(history(readings=level))[0])


def test_the_file_appears_whole_or_not_at_all(qapp: object, opened: Opened, tmp_path: Path) -> None:
    pages = save_sale_pdf(history(), tmp_path / "herbie.pdf")
    opened((tmp_path / "herbie.pdf").read_bytes())
    assert opened.document.pageCount() == pages
    with pytest.raises(BadRequest, match="no folder"):
        save_sale_pdf(history(), tmp_path / "no" / "herbie.pdf")
    assert [file.name for file in tmp_path.iterdir()] == ["herbie.pdf"]
