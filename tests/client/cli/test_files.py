"""import, export, backup and restore-backup."""

import json
from pathlib import Path

import pytest

from tests.client.cli.running import Paddock

FILES = Path(__file__).parents[2] / "data" / "imports"
SAMPLE = str(FILES / "fuelio_real_sample.csv")


def test_an_import_is_followed_by_right_answers(paddock: Paddock) -> None:
    report = paddock("import", SAMPLE, "--json").json
    assert report.keys() >= {"format", "judged", "added", "unchanged", "refused"}
    assert (report["format"], report["added"], report["refused"]) == ("fuelio", 4, [])
    assert report["judged"]["distance_unit"] == {"value": "mi", "how": "file"}
    (fill,) = paddock("list", "fill_up", "--json").json["records"]
    assert fill["volume"]["value"] == "46.301"
    assert fill["source"]["line"] == 6
    assert paddock("costs", "--json").json["total"] == {"amount": "67.09", "currency": "GBP"}
    assert paddock("economy", "--json").json["economies"][0]["average"] is None
    (mot,) = paddock("due", "--on", "2024-06-01", "--json").json["due"]
    assert (mot["title"], mot["due"], mot["days_left"]) == ("MOT", "2024-07-19", 48)
    assert paddock("search", "morrisons", "--json").json["total"] == 1
    again = paddock("import", SAMPLE, "--json").json
    assert (again["added"], again["unchanged"]) == (0, 3)
    paddock("undo")
    assert paddock("list", "vehicle", "--json").json["total"] == 0


ANSWERS = {
    "--vehicle": "Mine", "--distance-unit": "km", "--volume-unit": "L", "--currency": "EUR",
}  # fmt: skip


@pytest.mark.parametrize("file", sorted(FILES.glob("*.csv")), ids=lambda path: path.stem)
def test_every_format_is_taken_once_its_questions_are_answered(
    paddock: Paddock, file: Path
) -> None:
    said: list[str] = []
    answer = paddock("import", str(file), "--json")
    while answer.status == 2 and answer.error["code"] == "question":
        asked = [question["option"] for question in answer.error["questions"]]
        assert asked
        assert not set(asked) & set(said)
        assert all(option in answer.error["hint"] for option in asked)
        for option in asked:
            said += [option, ANSWERS[option]]
        answer = paddock("import", str(file), *said, "--json")
    assert answer.status == 0
    report = answer.json
    assert report["added"] > 0
    for refusal in report["refused"]:
        assert refusal.keys() == {"line", "column", "reason"}
    if len(paddock("list", "vehicle", "--json").json["records"]) == 1:
        assert paddock("costs", "--json").status == 0
        assert paddock("economy", "--json").status == 0
    again = paddock("import", str(file), *said, "--json").json
    assert again["added"] == 0
    assert again["unchanged"] > 0


def test_a_question_names_the_option_for_people_too(paddock: Paddock) -> None:
    said = paddock("import", str(FILES / "drivvo.csv"))
    assert said.status == 2
    assert said.err == (
        "error: the file does not say in what unit its distances are and the file does not say in "
        "what unit its volumes are and the file does not say in what currency its amounts are; "
        "say it with --distance-unit, --volume-unit, --currency\n"
    )


def test_a_dry_run_tells_and_writes_nothing(paddock: Paddock) -> None:
    report = paddock("import", SAMPLE, "--dry-run", "--json").json
    assert (report["added"], report["dry_run"]) == (4, True)
    assert paddock("list", "vehicle", "--json").json["total"] == 0
    assert "would add 4" in paddock("import", SAMPLE, "--dry-run").out


def test_refused_rows_are_told_by_line_and_column(paddock: Paddock) -> None:
    said = paddock("import", str(FILES / "fuelio_van.csv"))
    assert said.status == 0
    assert "5 refused" in said.out
    assert "  line 12, Fuel (litres): 'ten' is not a number\n" in said.out
    assert "  line 13: the row breaks off" in said.out


def test_an_import_that_took_none_is_bad_input_and_leaves_nothing(
    paddock: Paddock, tmp_path: Path
) -> None:
    file = tmp_path / "log.csv"
    file.write_text(
        "date,odometer (km),volume (l),total (EUR)\n2024-99-01,1,2,3\n2024-98-01,1,2,3\n"
    )
    said = paddock("import", str(file), "--vehicle", "Golf", "--json")
    assert said.status == 2
    assert said.error["code"] == "bad_file"
    assert "line 2" in said.error["message"]
    assert paddock("list", "vehicle", "--json").json["total"] == 0
    assert paddock("import", str(file), "--vehicle", "Golf", "--dry-run").status == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\1\2\3" * 100, b"\x7fELF\x02\x01\x01", b"hello", b"PK\x03\x04 broken", b"a,b\n1,2\n"],
)
def test_a_file_that_is_none_of_them_is_refused(
    paddock: Paddock, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes(content)
    said = paddock("import", str(file), "--json")
    assert said.status == 2
    assert said.error["code"] == "bad_file"
    assert said.error["hint"]
    for other in ("restore-backup", "import"):
        assert paddock(other, str(file)).err.count("\n") == 1


@pytest.mark.parametrize(
    "options",
    [
        ("--format", "word"),
        ("--currency", "XYZ"),
        ("--date-order", "myd"),
        ("--decimal-mark", ";"),
        ("--distance-unit", "L"),
        ("--volume-unit", "furlong"),
    ],
)
def test_options_that_cannot_be_are_refused(paddock: Paddock, options: tuple[str, str]) -> None:
    said = paddock("import", SAMPLE, *options, "--json")
    assert said.status == 2
    assert said.error["hint"]


def test_of_several_files_each_has_its_report(paddock: Paddock, tmp_path: Path) -> None:
    said = paddock("import", str(tmp_path / "gone.csv"), SAMPLE, "--json")
    assert said.status == 2
    gone, sample = said.json["files"]
    assert gone["error"]["code"] == "bad_file"
    assert sample["added"] == 4
    people = paddock("import", SAMPLE, str(tmp_path / "gone.csv"))
    assert people.err.startswith("error: gone.csv: ")
    assert people.err.count("\n") == 1


def test_everything_goes_out_and_the_zip_comes_back(paddock: Paddock, tmp_path: Path) -> None:
    paddock("import", SAMPLE)
    out = tmp_path / "out"
    out.mkdir()
    for name, format_ in (("garage.json", "json"), ("garage.zip", "zip"), ("folder", "csv")):
        report = paddock("export", str(out / name), "--format", format_, "--json")
        assert report.json["records"] == 4
        assert report.json["format"] == format_
    assert json.loads((out / "garage.json").read_text("utf-8"))
    other = tmp_path / "other"
    hint = paddock("import", str(out / "garage.zip"), "--json", at=other)
    assert "restore-backup" in hint.error["hint"]
    restored = paddock("restore-backup", str(out / "garage.zip"), "--json", at=other).json
    assert restored["added"] == 4
    kinds = ("vehicle", "fill_up", "inspection", "reminder")
    for kind in kinds:
        assert (
            paddock("list", kind, "--json", at=other).json == paddock("list", kind, "--json").json
        )
    assert paddock("restore-backup", str(out / "garage.zip"), "--json", at=other).status == 3
    merged = paddock("restore-backup", str(out / "garage.zip"), "--merge", "--json", at=other)
    assert merged.json["added"] == 0


@pytest.mark.parametrize("name", ["x.foo", "x", "x.pdf"])
def test_a_format_that_is_not_written(garage: Paddock, tmp_path: Path, name: str) -> None:
    said = garage("export", str(tmp_path / name), "--json")
    assert said.status == 2
    assert said.error["hint"]
    assert not (tmp_path / name).exists()


def test_a_backup_brings_back_what_was_there(garage: Paddock, tmp_path: Path) -> None:
    file = tmp_path / "kept.sqlite"
    report = garage("backup", str(file), "--json").json
    assert report == {"path": str(file), "size": file.stat().st_size}
    garage("add", "note", "title=Later")
    restored = garage("restore-backup", str(file), "--json").json
    assert restored["restored"] == str(file)
    assert Path(restored["kept"]).exists()
    assert garage("list", "note", "--json").json["total"] == 0
    assert garage("list", "vehicle", "--json").json["total"] == 1
    assert garage("restore-backup", str(file), "--merge", "--json").status == 2
    gone = garage("restore-backup", str(tmp_path / "gone"), "--json")
    assert (gone.status, gone.error["code"]) == (2, "bad_file")


def test_a_backup_overwrites_no_file_of_another_kind(garage: Paddock, tmp_path: Path) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_text("Dear diary")
    said = garage("backup", str(diary), "--json")
    assert said.status == 2
    assert str(diary) in said.error["message"]
    assert said.error["hint"] == "give another name"
    assert diary.read_text() == "Dear diary"


def test_an_export_overwrites_a_file_only_when_told_to(garage: Paddock, tmp_path: Path) -> None:
    target = tmp_path / "letters.json"
    target.write_text("dear diary", encoding="utf-8")
    said = garage("export", str(target), "--json")
    assert said.status == 2
    assert said.error["hint"] == "give another name, or say --replace"
    assert target.read_text(encoding="utf-8") == "dear diary"
    assert garage("export", str(target), "--replace").status == 0
    assert "kinds" in json.loads(target.read_text(encoding="utf-8"))


def test_the_columns_of_an_unknown_table_are_said(paddock: Paddock, tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text("A;B;C;D\n31.08.2026;84120;40,5;Regen\n", encoding="utf-8")
    assert paddock("import", str(file), "--vehicle", "Golf", "--json").error["code"] == "bad_file"
    said = ("--vehicle", "Golf", "--distance-unit", "km", "--volume-unit", "L")
    report = paddock(
        "import", str(file), "--columns", "date,odometer,volume,-", *said, "--json"
    ).json
    assert (report["added"], report["refused"]) == (2, [])
    (fill,) = paddock("list", "fill_up", "--json").json["records"]
    assert (fill["odometer"]["value"], fill["custom"]) == ("84120", {})
    wrong = paddock("import", str(file), "--columns", "date,rocket", *said)
    assert (wrong.status, "'rocket'" in wrong.err) == (2, True)
    assert paddock("import", str(file), "--rows", "cost", *said).status == 2
    assert paddock("import", SAMPLE, "--columns", "date", *said).status == 2
