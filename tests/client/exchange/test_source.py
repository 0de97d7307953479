"""Files in every state: encodings, archives, sizes, and rows that are broken."""

import io
import zipfile

import pytest

from client.errors import BadFile
from client.exchange import archive, source
from client.exchange.drafts import ImportOptions
from client.exchange.formats import plan_import
from client.exchange.source import open_source

TABLE = "date,value,origin\n2024-01-13,500,Händler\n2024-02-14,400,Zoë\n"
OPTIONS = {"vehicle": "Car", "currency": "EUR"}


@pytest.mark.parametrize(
    ("codec", "judged", "how"),
    [
        ("utf-8", "utf-8", "judged"),
        ("utf-8-sig", "utf-8-sig", "file"),
        ("utf-16", "utf-16", "file"),
        ("utf-16-le", "utf-16-le", "judged"),
        ("utf-16-be", "utf-16-be", "judged"),
        ("utf-32", "utf-32", "file"),
        ("cp1252", "cp1252", "judged"),
    ],
)
def test_every_encoding_gives_the_same_letters(take_text, codec, judged, how):
    taken = take_text(TABLE.encode(codec), **OPTIONS)
    assert taken.judged()["encoding"] == (judged, how)
    assert [each["origin"] for each in taken.of("valuation")] == ["Händler", "Zoë"]


def test_one_letter_of_cp1252_late_in_a_file_decides_for_all_of_it(take_text):
    rows = "2024-01-13,500,dealer\n" * 9000
    taken = take_text(f"date,value,origin\n{rows}2024-02-14,400,Zoë\n".encode("cp1252"), **OPTIONS)
    assert taken.judged()["encoding"] == ("cp1252", "judged")
    assert taken.of("valuation")[-1]["origin"] == "Zoë"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_the_file_ends_them(take_text, ends):
    text = 'date,value,notes\n2024-01-13,500,"two\nlines"\n\n2024-13-13,1,\n2024-01-15,4,\n'
    taken = take_text(text.replace("\n", ends), **OPTIONS)
    assert [each.line for each in taken.drafts] == [2, 6]
    assert [each.line for each in taken.refused] == [5]
    assert taken.of("valuation")[0]["notes"] == "two\nlines"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found(take_text, delimiter):
    taken = take_text(TABLE.replace(",", delimiter), **OPTIONS)
    assert taken.judged()["delimiter"] == (delimiter, "judged")
    assert len(taken.drafts) == 2


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n", b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", b"\0\1\2\3" * 200, b"\x01\x02" * 500,
     b"SQLite format 3\0", b"just some words\nand more of them\n"],
)  # fmt: skip
def test_what_is_no_csv_says_so(take_text, data):
    with pytest.raises(BadFile) as raised:
        take_text(data)
    assert raised.value.hint


def test_a_huge_file_is_refused_before_it_is_read():
    class Huge(io.RawIOBase):
        def seek(self, offset, whence=0):
            return 2 << 30 if whence == io.SEEK_END else offset

        def read(self, size=-1):
            assert 0 <= size <= 1 << 20, "the file is read whole"
            return b"a,b\n" * (size // 4)

    with pytest.raises(BadFile, match=r"2048 MiB, and at most 256 MiB.*export a shorter period"):
        open_source("big.csv", Huge)


def test_a_line_without_end_is_refused(take_text):
    with pytest.raises(BadFile, match="a million characters"):
        take_text("date,value\n" + "x" * 3_000_000)


def zipped(**files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files.items():
            out.writestr(name, data)
    return made.getvalue()


def test_a_zipped_csv_is_read_as_the_csv(take_text):
    data = zipped(**{"vehicle-1-sync.csv": TABLE, "__MACOSX/._vehicle-1-sync.csv": "x"})
    assert len(take_text(data, "vehicle-1-sync.csv.zip", **OPTIONS).drafts) == 2


@pytest.mark.parametrize(
    ("files", "match"),
    [
        ({"a.csv": "x", "b.csv": "y"}, "2 CSV files"),
        ({"a.doc": "x"}, "no CSV file"),
        ({"[Content_Types].xml": "x"}, "save the sheet as CSV"),
        ({"bomb.csv": b"a,b\n" * 4_000_000}, "over 200 times its size"),
    ],
)
def test_an_archive_that_is_none_of_ours_says_what_it_is(take_text, files, match):
    with pytest.raises(BadFile, match=match):
        take_text(zipped(**files), "some.zip")


def test_an_archive_of_too_many_files_is_refused(take_text, monkeypatch):
    monkeypatch.setattr(archive, "MOST_MEMBERS", 2)
    with pytest.raises(BadFile, match="3 files, more than 2"):
        take_text(zipped(a="", b="", c=""), "some.zip")


def test_a_damaged_archive_is_a_bad_file(take_text):
    data = bytearray(zipped(**{"a.csv": TABLE * 50}))
    with pytest.raises(BadFile):
        take_text(bytes(data[: len(data) // 2]), "a.zip")
    data[60:90] = b"\xff" * 30
    with pytest.raises(BadFile):
        take_text(bytes(data), "a.zip")


def test_the_file_is_closed_again(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(**{"a.csv": TABLE}))
    opened = []

    def opener():
        opened.append(path.open("rb"))
        return opened[-1]

    list(plan_import("a.zip", opener, ImportOptions(**OPTIONS)).rows())
    assert len(opened) > 2
    assert all(each.closed for each in opened)


def test_a_quote_that_is_never_closed_costs_its_own_row_alone(take_text):
    sample = (
        "## Log\nData,Odo (km),Fuel (litres),Full,Notes\n"
        '2024-01-01,100,10,1,fine\n2024-01-02,200,10,1,"never closed\n'
        "2024-01-03,300,10,1,fine\n2024-01-04,400,10,1,fine\n## Costs\n"
        "CostTitle,Date,Odo,CostTypeID,Notes,Cost\nWash,2024-01-05,0,6,,\n"
    )
    taken = take_text(sample, vehicle="Car")
    assert [each.line for each in taken.drafts] == [3, 4, 5, 6, 9]


def test_half_a_row_in_quotes_does_not_take_the_next_one_with_it(take_text):
    text = (
        '"## Log"\n"Data","Odo (km)","Fuel (litres)","Full","Notes"\n'
        '"2024-01-01","100","10","1","a"\n"2024-01-0\n"2024-01-03","300","10","1","c"\n'
        '"2024-01-04","40\n"2024-01-05","500","10","1","e"\n'
    )
    taken = take_text(text, vehicle="Car")
    assert [each.line for each in taken.drafts] == [3, 5, 7]
    assert [each.line for each in taken.refused] == [4, 6]


def test_dates_that_can_be_read_both_ways_are_asked_about(take_text):
    text = "date,value\n01/02/2024,5\n03/04/2024,6\n"
    taken = take_text(text, **OPTIONS)
    assert [each.option for each in taken.plan.questions] == ["--date-order"]
    days = [
        each["date"].iso for each in take_text(text, date_order="mdy", **OPTIONS).of("valuation")
    ]
    assert days == ["2024-01-02", "2024-03-04"]


def test_one_day_past_the_twelfth_decides_for_the_whole_column(take_text):
    rows = "01/02/2024,5\n" * 3000 + "13/02/2024,5\n"
    taken = take_text(f"date,value\n{rows}", **OPTIONS)
    assert taken.judged()["date_order"] == ("dmy", "judged")
    assert taken.of("valuation")[0]["date"].iso == "2024-02-01"


def test_dates_that_contradict_each_other_are_told_of(take_text):
    rows = "14/02/2024,5\n15/02/2024,5\n02/16/2024,5\n"
    taken = take_text(f"date,value\n{rows}", **OPTIONS)
    assert taken.plan.judged.remarks == ("Some dates of date are impossible day first.",)
    assert [each.line for each in taken.refused] == [4]


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["1.234,50", "12,5"], ["1234.50", "12.5"]),
        (["1,234.50", "1,234"], ["1234.50", "1234"]),
        (["1234", "12"], ["1234", "12"]),
        (["1 234,5", "1 000"], ["1234.5", "1000"]),
    ],
)
def test_the_decimal_mark_is_judged_over_the_column(take_text, texts, values):
    rows = "".join(f'2024-01-1{at}\t"{text}"\n' for at, text in enumerate(texts))
    taken = take_text(f"date\tvalue\n{rows}", **OPTIONS)
    assert [each["value"].amount for each in taken.of("valuation")] == values


def test_the_limit_is_that_of_the_message():
    assert source.LARGEST == 256 * 1024 * 1024


def test_a_quote_open_over_more_than_a_cell_may_hold_loses_no_later_row(take_text):
    rows = "".join(f"2024-01-02,{odo},10,1,fine\n" for odo in range(1000, 9000))
    text = f'## Log\nData,Odo (km),Fuel (litres),Full,Notes\n2024-01-01,100,10,1,"open\n{rows}'
    taken = take_text(text, vehicle="Car")
    assert len(taken.drafts) == 8001
    assert taken.refused == []
