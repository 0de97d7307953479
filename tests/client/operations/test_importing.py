"""Imports: whole or not at all, once and never twice, and told row by row."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from client.errors import BadFile, Forbidden, NotFound
from client.exchange.drafts import Draft, ImportOptions, Judged, Judgement, Plan, Question, Refusal
from client.exchange.formats import plan_import
from client.operations.identity import known_vehicle
from client.operations.importing import SLICE, Cancelled, Unanswered, run_import
from client.operations.records import add, delete, edit, undo
from client.store import Query, Reader, Store
from garage.moments import Moment
from garage.records import FillUp, Vehicle, kind_named
from garage.units import Quantity
from tests.client.store.sharing import FAMILY, hold, put

FILES = Path(__file__).parents[2] / "data" / "imports"
JUDGED = Judged(Judgement("generic", "option"), Judgement("utf-8", "judged"))
CAR = Draft("vehicle", "car", None, {"name": "Golf", "distance_unit": "km"}, 2)

Rows = Callable[[], Iterator[Draft | Refusal]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "profile") as opened:
        yield opened


def fill(n: int, volume: str = "45.2", vehicle: str | None = "car") -> Draft:
    """The fill-up of line `n`: one each day, 500 km apart."""
    day = Moment.parse(f"20{10 + n // 336:02}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}")
    values = {
        "date": day, "odometer": Quantity(str(1_000 + 500 * n), "km"),
        "volume": Quantity(volume, "L"),
    }  # fmt: skip
    return Draft("fill_up", f"f{n}", vehicle, values, n)


def planned(
    rows: Rows, vehicles: tuple[Draft, ...] = (CAR,), questions: tuple[Question, ...] = ()
) -> Plan:
    return Plan(JUDGED, questions, vehicles, rows, 10)


def fills(count: int, volume: str = "45.2") -> Plan:
    return planned(lambda: iter([fill(n, volume) for n in range(count)]))


def csv(name: str, **said: str) -> Plan:
    data = (FILES / name).read_bytes()
    return plan_import(name, lambda: io.BytesIO(data), ImportOptions(**said))  # type: ignore[arg-type]


def count(store: Store, kind: type = FillUp) -> int:
    return len(store.read(lambda reader: reader.all(kind)))


def everything(store: Store) -> int:
    return count(store, Vehicle) + count(store)


def test_twice_the_same_file_adds_nothing(store: Store) -> None:
    first = run_import(store, fills(5))
    assert (first.added, first.unchanged) == (6, 0)
    assert first.kinds == {"vehicle": 1, "fill_up": 5}
    again = run_import(store, fills(5))
    assert (again.added, again.unchanged) == (0, 5)
    assert count(store) == 5


def test_a_newer_export_adds_only_what_is_new(store: Store) -> None:
    run_import(store, fills(5))
    assert run_import(store, fills(8)).added == 3
    assert count(store) == 8


def test_the_same_amount_in_other_digits_is_the_same_fill_up(store: Store) -> None:
    run_import(store, fills(3, "45.2"))
    assert run_import(store, fills(3, "45.20")).added == 0


def test_what_was_typed_is_not_imported_beside_it(store: Store) -> None:
    run_import(store, planned(lambda: iter([fill(1)])))
    (car,) = store.read(lambda reader: reader.all(Vehicle))
    add(store, kind_named("fill_up"), {"vehicle": car.id, **fill(2).values})
    assert run_import(store, fills(3)).added == 1
    assert count(store) == 3


def test_an_edit_in_the_garage_makes_no_row_new(store: Store) -> None:
    run_import(store, fills(3))
    for record in store.read(lambda reader: reader.all(FillUp)):
        edit(store, record.id, {"odometer": Quantity("77", "km"), "volume": Quantity("9", "L")})
    (car,) = store.read(lambda reader: reader.all(Vehicle))
    edit(store, car.id, {"name": "My old Golf"})
    again = run_import(store, fills(3))
    assert (again.added, again.unchanged) == (0, 3)
    assert count(store, Vehicle) == 1


def test_what_is_in_the_trash_counts_as_here(store: Store) -> None:
    run_import(store, fills(3))
    ids = [record.id for record in store.read(lambda reader: reader.all(FillUp))]
    delete(store, ids[:1])
    assert run_import(store, fills(3)).added == 0
    assert count(store) == 2


def test_one_undo_takes_an_import_back_and_it_can_be_imported_again(store: Store) -> None:
    run_import(store, fills(SLICE + 5))
    undo(store)
    assert everything(store) == 0
    again = run_import(store, fills(SLICE + 5))
    assert again.added == SLICE + 6
    assert run_import(store, fills(SLICE + 5)).added == 0
    undo(store)
    assert everything(store) == 0


def test_rows_undone_come_back_for_a_vehicle_that_stays(store: Store) -> None:
    add(store, kind_named("vehicle"), {"name": "Golf"})
    run_import(store, fills(3, "10"))
    undo(store)
    add(store, kind_named("note"), {"title": "Something else meanwhile"})
    for _ in range(2):
        assert run_import(store, fills(3, "10")).added == 3
        assert count(store) == 3
        assert run_import(store, fills(3, "10")).added == 0
        undo(store)
        assert count(store) == 0


def test_a_vehicle_in_the_trash_stays_there_when_its_file_comes_again(store: Store) -> None:
    run_import(store, fills(2))
    (old,) = store.read(lambda reader: reader.all(Vehicle))
    delete(store, [old.id])
    assert run_import(store, fills(2)).added == 3
    (new,) = store.read(lambda reader: reader.all(Vehicle))
    assert new.id != old.id
    assert {one.vehicle for one in store.read(lambda reader: reader.all(FillUp))} >= {new.id}
    assert run_import(store, fills(2)).added == 0


def test_a_dry_run_counts_the_same_and_writes_nothing(store: Store) -> None:
    tried = run_import(store, fills(5), dry_run=True)
    assert (tried.added, tried.kinds) == (6, {"vehicle": 1, "fill_up": 5})
    assert everything(store) == 0
    assert store.read(lambda reader: reader.last_deed()) is None
    assert run_import(store, fills(5)).kinds == tried.kinds


def test_who_cancels_keeps_nothing(store: Store) -> None:
    told: list[int] = []

    def cancelled() -> bool:
        return bool(told)

    with pytest.raises(Cancelled):
        run_import(
            store, fills(3 * SLICE), progress=lambda done, _: told.append(done), cancelled=cancelled
        )
    assert told == [SLICE]
    assert everything(store) == 0
    assert run_import(store, fills(3)).added == 4


@pytest.mark.parametrize("at", [1, SLICE + 10, 2 * SLICE])
def test_a_crash_in_the_middle_leaves_nothing(store: Store, at: int) -> None:
    def rows() -> Iterator[Draft | Refusal]:
        for n in range(at):
            yield fill(n)
        raise RuntimeError("the disk went away")

    with pytest.raises(RuntimeError, match="went away"):
        run_import(store, planned(rows))
    assert everything(store) == 0
    assert store.read(lambda reader: reader.last_deed()) is None
    assert store.read(lambda reader: reader.search("Golf")) == []
    assert run_import(store, fills(3)).added == 4


def test_nobody_sees_half_an_import(store: Store) -> None:
    seen: list[int] = []
    report = run_import(store, fills(3 * SLICE), progress=lambda *_: seen.append(everything(store)))
    assert set(seen) == {0}
    assert everything(store) == report.added


def test_progress_tells_how_far_it_is(store: Store) -> None:
    told: list[tuple[int, int]] = []
    run_import(store, fills(2 * SLICE), progress=lambda *step: told.append(step))
    assert [done for done, _ in told] == [SLICE, 2 * SLICE, 2 * SLICE + 1]
    assert {expected for _, expected in told} == {10}


def test_refusals_are_listed_and_the_rest_is_taken(store: Store) -> None:
    bad = Refusal(7, "Volume", "'ten' is not a number")
    report = run_import(store, planned(lambda: iter([fill(1), bad, fill(2)])))
    assert (report.added, report.refusals, report.refused) == (3, 1, [bad])
    assert report.to_json()["refused"] == [
        {"line": 7, "column": "Volume", "reason": "'ten' is not a number"}
    ]
    assert bad.text == "line 7, Volume: 'ten' is not a number"
    assert Refusal(7, "", "it breaks off").text == "line 7: it breaks off"


def test_a_file_of_refusals_makes_no_vehicle_either(store: Store) -> None:
    bad = Refusal(7, "Volume", "'ten' is not a number")
    for dry_run in (True, False):
        with pytest.raises(BadFile, match="line 7, Volume"):
            run_import(store, planned(lambda: iter([bad, bad])), dry_run=dry_run)
    assert everything(store) == 0
    with pytest.raises(BadFile, match="no rows"):
        run_import(store, planned(lambda: iter([]), ()), vehicle="Golf")
    assert everything(store) == 0


def test_open_questions_name_their_options(store: Store) -> None:
    asked = (Question("--currency", "The file names no currency."), Question("--vehicle", "Whose?"))
    with pytest.raises(Unanswered) as told:
        run_import(store, planned(lambda: iter([fill(1)]), questions=asked))
    assert told.value.questions == asked
    assert told.value.message == "the file names no currency and whose?"
    assert told.value.hint == "say it with --currency, --vehicle"


def test_a_file_without_a_vehicle_goes_to_the_one_there_is_or_asks(store: Store) -> None:
    plan = planned(lambda: iter([fill(1, vehicle=None)]), ())
    with pytest.raises(Unanswered):
        run_import(store, plan)
    add(store, kind_named("vehicle"), {"name": "Golf"})
    assert run_import(store, plan).added == 1
    add(store, kind_named("vehicle"), {"name": "Polo"})
    with pytest.raises(Unanswered) as told:
        run_import(store, plan)
    assert told.value.questions[0].choices == ("Golf", "Polo")
    assert run_import(store, plan, vehicle="polo").added == 1
    with pytest.raises(NotFound, match="paddock add vehicle"):
        run_import(store, plan, vehicle="Tiguan")


def test_a_row_that_the_file_has_twice_is_not_said_to_be_here_already(store: Store) -> None:
    again = planned(lambda: iter([fill(1), fill(2), fill(1), fill(1)]))
    report = run_import(store, again)
    assert (report.added, report.repeated, report.unchanged) == (3, 2, 0)
    assert count(store) == 2
    report = run_import(store, planned(lambda: iter([fill(1), fill(3), fill(3)])))
    assert (report.added, report.repeated, report.unchanged) == (1, 1, 1)


def test_a_named_vehicle_gets_everything(store: Store) -> None:
    add(store, kind_named("vehicle"), {"name": "Polo"})
    report = run_import(store, fills(3), vehicle="Polo")
    assert report.vehicles == ["Polo"]
    (polo,) = store.read(lambda reader: reader.all(Vehicle))
    assert {one.vehicle for one in store.read(lambda reader: reader.all(FillUp))} == {polo.id}


def test_a_vehicle_that_is_here_is_named_though_the_file_calls_it_otherwise(store: Store) -> None:
    van = Draft("vehicle", "car", None, {"name": "Van", "plate": "B-VA 1"}, 3)
    add(store, kind_named("vehicle"), {"name": "The blue one", "plate": "b va 1"})
    plan = planned(lambda: iter([fill(1)]), (van,))
    assert run_import(store, plan, dry_run=True).vehicles == ["The blue one"]


@pytest.mark.parametrize(
    ("here", "there", "one"),
    [
        ({"plate": "M-AB 12"}, {"plate": "m ab12"}, True),
        ({"plate": "M-AB 12"}, {"plate": "MAB12"}, True),
        ({"plate": "MA-B 12"}, {"plate": "M-AB 12"}, False),
        ({"plate": "MAB 12", "vin": "A" * 17}, {"plate": "M-AB 12", "vin": "B" * 17}, False),
        ({"plate": "AB12 CDE"}, {"plate": "AB12CDE"}, True),
    ],
)
def test_a_plate_is_one_however_it_is_divided_but_two_that_are_divided_otherwise_are_two(
    store: Store, here: dict[str, str], there: dict[str, str], one: bool
) -> None:
    add(store, kind_named("vehicle"), {"name": "Golf", **here})
    found = store.read(lambda reader: known_vehicle({"name": "BMW", **there}, reader.all(Vehicle)))
    assert (found is not None) == one


def test_of_two_plates_with_the_same_letters_each_is_found(store: Store) -> None:
    for name, plate in (("Golf", "MA-B 12"), ("BMW", "M-AB 12")):
        add(store, kind_named("vehicle"), {"name": name, "plate": plate})
    known = store.read(lambda reader: known_vehicle({"plate": "M-AB 12"}, reader.all(Vehicle)))
    assert known is not None
    assert store.read(lambda reader: reader.get(Vehicle, known)).name == "BMW"


def test_a_vehicle_of_an_import_before_is_named_as_it_is_called_now(store: Store) -> None:
    run_import(store, fills(3))
    (golf,) = store.read(lambda reader: reader.all(Vehicle))
    edit(store, golf.id, {"name": "The blue one"})
    assert run_import(store, fills(4), dry_run=True).vehicles == ["The blue one"]


def test_several_vehicles_each_get_their_own(store: Store) -> None:
    van = Draft("vehicle", "van", None, {"name": "Van", "plate": "B-VA 1"}, 3)
    rows = [fill(1), fill(2), fill(1, vehicle="van")]
    report = run_import(store, planned(lambda: iter(rows), (CAR, van)))
    assert report.vehicles == ["Golf", "Van"]

    def owned(reader: Reader) -> dict[str, int]:
        return {
            one.name: len(reader.all(FillUp, Query(owner=one.id))) for one in reader.all(Vehicle)
        }

    assert store.read(owned) == {"Golf": 2, "Van": 1}
    (golf, _) = store.read(lambda reader: reader.all(Vehicle, Query(sort="name")))
    edit(store, golf.id, {"plate": "B-GO 1"})
    assert run_import(store, planned(lambda: iter(rows), (CAR, van))).added == 0


def test_a_real_file_says_where_each_record_is_from(store: Store) -> None:
    run_import(store, csv("fuelio_real_sample.csv"))
    (one,) = store.read(lambda reader: reader.all(FillUp))
    assert one.source is not None
    assert (one.source.how, one.source.format, one.source.line) == ("imported", "fuelio", 6)
    assert one.odometer == Quantity("212477.0", "mi", one.odometer.typed if one.odometer else None)


def test_rows_about_a_shared_vehicle_go_into_its_garage_once(store: Store) -> None:
    hold(store)
    put(store, FAMILY, "vehicle", name="Golf")
    hold(store, role="member")
    assert run_import(store, fills(3)).kinds == {"fill_up": 3}
    assert {f.space for f in store.read(lambda reader: reader.all(FillUp))} == {FAMILY}
    assert run_import(store, fills(3)).added == 0
    undo(store)
    assert count(store) == 0


def test_nothing_is_imported_where_one_may_only_look(store: Store) -> None:
    hold(store)
    put(store, FAMILY, "vehicle", name="Golf")
    hold(store, role="viewer")
    with pytest.raises(Forbidden, match="Members and above can add here"):
        run_import(store, fills(3))
    assert count(store) == 0
