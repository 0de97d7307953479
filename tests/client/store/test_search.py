"""Search finds what a person means, and no text that they type breaks it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from client.operations import records
from client.store import Hit, Reader, Store
from client.store.search import distance, fold
from garage.money import Money
from tests.client.store import making
from tests.client.store.making import TODAY, add_vehicle, found, open_store


@pytest.fixture(scope="module")
def garage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, str]]]:
    """A garage in which something is to be found."""
    with open_store(tmp_path_factory.mktemp("garage")) as store:
        ids = {
            "skoda": add_vehicle(
                store, "Škoda Octavia", plate="M-AB 1234", vin="TMBZZZ1Z0C2000001"
            ),
            "strasse": add_vehicle(store, "Große Straße", notes="Чайка, 서울, ガレージ"),
            "bus": add_vehicle(store, "Bulli", make="Volkswagen", tags="summer-car", colour="red"),
        }
        fill = {"vehicle": ids["bus"], "total": Money("71.30", "EUR"), "station": "Müller Süd"}
        ids["fill"] = making.only(records.add(store, making.FILL_UP, fill, today=TODAY))
        yield store, ids


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("skoda", "skoda"), ("ŠKODA", "skoda"), ("octa", "skoda"), ("skoda octavia", "skoda"),
        ("octavia skoda", "skoda"), ("skdoa", "skoda"), ("octvia", "skoda"), ("ocatvia", "skoda"),
        ("m-ab 1234", "skoda"), ("AB 12", "skoda"), ("tmbzzz1z", "skoda"), ("straße", "strasse"),
        ("strasse", "strasse"), ("grosse", "strasse"), ("чайка", "strasse"), ("서울", "strasse"),
        ("ガレ", "strasse"), ("volksw", "bus"), ("volkswagn", "bus"), ("wolkswagen", None),
        ("summer", "bus"), ("summer_car", "bus"), ("71.30", "fill"), ("muller", "fill"),
        ("Müll", "fill"), ("sud mull", "fill"), ("xyzzy", None), ("skoda bulli", None), ("", None),
        ("   ", None), ("\u0301", None), ("Mu\u0308ller", "fill"),
    ],
)  # fmt: skip
def test_a_search_finds_what_is_meant(
    garage: tuple[Store, dict[str, str]], text: str, what: str | None
) -> None:
    store, ids = garage
    assert found(store, text) == ({ids[what]} if what else set())


@given(st.text(max_size=40) | st.text(alphabet="\"*()^:-+{}[]'\\ ANDORNEAR½²_xй가", max_size=20))
@example('"*()^NEAR)')
@example('heading : skoda OR "')
@example("AND OR NOT NEAR(a b, 2)")
@example("a\x00b")
@example("½ ﷺ ㎞")
@example("\U0001e900x \U00016ac0 a\U00011f02b")
@example("x" * 100_000)
@example("a " * 5_000)
def test_no_text_breaks_a_search(garage: tuple[Store, dict[str, str]], text: str) -> None:
    store, ids = garage
    assert found(store, text) <= set(ids.values())


@given(st.text(st.characters(categories=["L", "N"], max_codepoint=0x24F), min_size=2, max_size=9))
def test_a_word_is_found_as_it_was_written(garage: tuple[Store, dict[str, str]], word: str) -> None:
    store, ids = garage
    records.edit(store, ids["bus"], {"trim": word})
    for text in (word, word.upper() if word.upper().lower() == word.lower() else word):
        assert ids["bus"] in found(store, text)


def test_what_is_deleted_or_changed_is_not_found_by_its_old_words(store: Store) -> None:
    id_ = add_vehicle(store, "Herbie", notes="beetle")
    records.edit(store, id_, {"notes": "bug", "name": "Ocho"})
    assert [found(store, w) for w in ("beetle", "herbie")] == [set(), set()]
    assert found(store, "ocho bug") == {id_}
    records.delete(store, [id_])
    assert found(store, "ocho") == set()
    records.restore(store, [id_])
    assert found(store, "ocho") == {id_}


def test_the_name_counts_for_more_than_the_notes(store: Store) -> None:
    for n in range(3):
        add_vehicle(store, f"Other {n}", notes="Herbie was here before, they say")
    id_ = add_vehicle(store, "Herbie")
    add_vehicle(store, "Last", notes="Herbie again")
    assert store.read(lambda reader: reader.search("herbie"))[0].id == id_
    assert len(store.read(lambda reader: reader.search("herbie", 2))) == 2


def test_a_thing_is_found_before_all_the_newer_records_that_have_its_words(store: Store) -> None:
    id_ = add_vehicle(store, "Herbie")
    for n in range(9):
        fill = {"vehicle": id_, "station": f"Herbert {n}", "total": Money("71.30", "EUR")}
        records.add(store, making.FILL_UP, fill, today=TODAY)
    for limit in (1, 3, 20):
        hits = store.read(lambda reader, limit=limit: reader.search("he", limit))
        assert hits[0].id == id_
        assert [hit.heading for hit in hits[1:]] == [f"Herbert {8 - n}" for n in range(9)][
            : limit - 1
        ]


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("S", ['("s"*)']), ("SKODA", ['("skoda")']), ("vol m", ['("volkswagen") AND ("m"*)']),
        ("Shell 7 nowhere", []), ("9 xy EUR", []), ("9 7", ['("9"*) AND ("7"*)']),
    ],
)  # fmt: skip
def test_the_index_is_asked_once_where_it_has_nothing_more_to_tell(
    garage: tuple[Store, dict[str, str]], text: str, queries: list[str]
) -> None:
    asked: list[str] = []

    def search(reader: Reader) -> list[Hit]:
        raw = reader.connection.connection.driver_connection
        assert raw is not None
        raw.set_trace_callback(asked.append)
        try:
            return reader.search(text)
        finally:
            raw.set_trace_callback(None)

    garage[0].read(search)
    matching = [statement for statement in asked if statement.startswith("SELECT kind")]
    assert [statement.split("MATCH '")[1].split("' ORDER")[0] for statement in matching] == queries


def test_a_beginning_finds_all_words_that_begin_so_be_they_few_or_many(store: Store) -> None:
    names = [f"Wax{letter}" for letter in "abcdefghijkl"]
    ids = {name: add_vehicle(store, name) for name in names}
    assert found(store, "wax") == found(store, "WA") == set(ids.values())
    assert found(store, "waxa") == {ids["Waxa"]}
    few = [ids.pop(name) for name in names[3:]]
    records.delete(store, few)
    assert found(store, "wax") == found(store, "w") == set(ids.values())


def test_an_import_under_way_hides_nothing_from_a_search(store: Store) -> None:
    id_ = add_vehicle(store, "Car of mine")
    batch = store.begin_batch("cars.csv")
    store.land(batch, making.vehicle_rows(1_100))
    assert found(store, "car") == {id_}
    store.give_up_batch(batch)
    assert found(store, "car") == {id_}


def test_slips_are_counted_as_people_make_them() -> None:
    assert distance("skoda", "skoda") == 0
    assert distance("skdoa", "skoda") == 1
    assert distance("skda", "skoda") == 1
    assert distance("sckoda", "skoda") == 1
    assert distance("volks", "volkswagen"[:7]) == 0
    assert distance("abc", "xyz") == 3


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_units_and_places_in_a_list_are_not_found(store: Store) -> None:
    add_vehicle(store, "Bulli", distance_unit="mi", currency="GBP")
    assert found(store, "gbp") == set()
    assert found(store, "bulli") != set()
