"""Whatever a file holds, it is a plan whose rows can be read, or an error with words."""

import io
import time
import zipfile
from datetime import UTC
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from client.errors import ClientError
from client.exchange.drafts import Draft, ImportOptions, Refusal
from client.exchange.formats import NAMES, plan_import
from garage.records import find_kind

FILES = Path(__file__).resolve().parents[2] / "data" / "imports"
SAMPLES = [path.read_bytes() for path in sorted(FILES.glob("*.csv"))]
SAID = ImportOptions(
    vehicle="Car", distance_unit="km", volume_unit="L", currency="EUR", date_order="dmy", zone=UTC
)
PIECES = [
    b'"', b"\n", b"\r", b",", b";", b"\0", b"\xff", b"-", b"1e5", b"\xe2\x80\xaf", b"## Costs\n",
    b"9" * 45, b"0000-00-00", b"NaN", b"12:61 PM", b"$", b"()",
    b"\xef\xbb\xbf", b"/", b"2024-02-30", b"+", b"\xd9\xa3", b".", b"-0", b"Infinity",
]  # fmt: skip


def import_it(data: bytes, options: ImportOptions, name: str = "any.csv") -> None:
    start = time.thread_time()
    try:
        plan = plan_import(name, lambda: io.BytesIO(data), options)
        plan.judged.to_json()
        rows = list(plan.rows())
    except ClientError as refused:
        said, rows = refused.message, []
    else:
        said = "a plan"
    assert said
    assert all(row.line > 0 and row.reason for row in rows if isinstance(row, Refusal))
    for row in rows:
        if isinstance(row, Draft):
            kind = find_kind(row.kind)
            assert kind is not None
            assert kind.check(row.values) == dict(row.values)
    assert time.thread_time() - start < 5


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_plan_or_an_error_with_words(data):
    import_it(data, SAID)


@st.composite
def mutated(draw):
    data = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.integers(0, 12))
        match draw(st.sampled_from(("put", "cut", "swap", "repeat", "end"))):
            case "put":
                data[at:at] = draw(st.sampled_from(PIECES))
            case "cut":
                del data[at : at + length]
            case "swap":
                data[at : at + length] = draw(st.sampled_from(PIECES))
            case "repeat":
                data[at:at] = data[at : at + length * 20]
            case "end":
                del data[max(at, 40) :]
    return bytes(data)


@settings(max_examples=400)
@given(mutated(), st.sampled_from((SAID, ImportOptions(), ImportOptions(default_currency="USD"))))
def test_a_real_file_that_was_damaged_is_a_plan_or_an_error_with_words(data, options):
    import_it(data, options)


@settings(max_examples=100)
@given(st.sampled_from(SAMPLES), st.sampled_from(("utf-16", "utf-16-le", "cp1252", "utf-32")))
def test_any_encoding_of_a_real_file_is_read(data, codec):
    text = data.decode("cp1252", "replace")
    import_it(text.encode(codec, "replace"), SAID)


@settings(max_examples=60)
@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=5), st.sampled_from(NAMES))
def test_any_options_are_a_plan_or_an_error_with_words(vehicle, unit, currency, form):
    options = ImportOptions(
        format=form, vehicle=vehicle, distance_unit=unit, volume_unit=unit, currency=currency,
        default_currency=currency,
    )  # fmt: skip
    import_it(SAMPLES[0], options)
    import_it(SAMPLES[-1], options)


XML = b"""<vehicles><vehicle id="7"><name>Corolla</name><volume-unit>us_gallon</volume-unit>
<distance-unit>mile</distance-unit><fillup-records><fillup-record id="1">
<date>01/15/2024 - 10:30</date><odometer-reading>50000</odometer-reading><volume>12.5</volume>
<total-cost>45.00</total-cost></fillup-record></fillup-records><reminders><reminder id="3">
<time-interval>3</time-interval><time-unit>months</time-unit></reminder></reminders>
</vehicle></vehicles>"""


@settings(max_examples=150)
@given(
    st.integers(0, len(XML)),
    st.integers(0, 12),
    st.sampled_from([*PIECES, b"<", b"</vehicle>", b"&x;", b"<a>" * 30, b"<!DOCTYPE x>"]),
    st.binary(max_size=3),
    st.booleans(),
)
def test_a_damaged_backup_is_a_plan_or_an_error_with_words(at, length, piece, wild, inside):
    made = io.BytesIO()
    data = XML[:at] + piece + XML[at + length :] if inside else XML
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("vehicles.xml", data)
    whole = made.getvalue()
    if not inside:
        where = at % len(whole)
        whole = whole[:where] + wild + whole[where + len(wild) :]
    import_it(whole, SAID, "any.abp")
