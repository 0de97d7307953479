"""Laws of places in a list."""

from hypothesis import given
from hypothesis import strategies as st

from garage.records.ordering import arranged, between, spread

PLACES = st.text("0123456789abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8).filter(
    lambda text: not text.endswith("0")
)
ANY = st.lists(st.one_of(PLACES, st.just(""), st.just("10"), st.text(max_size=4)), max_size=14)


@given(PLACES, PLACES)
def test_there_is_always_a_place_between_two(one, other):
    if one != other:
        low, high = sorted((one, other))
        found = between(low, high)
        assert low < found < high
        assert not found.endswith("0")


@given(PLACES)
def test_there_is_always_a_place_before_the_first_and_after_the_last(place):
    assert between("", place) < place < between(place, "")


@given(st.integers(0, 200))
def test_places_for_a_new_list_rise_and_stay_short(count):
    places = spread("", "", count)
    assert places == sorted(set(places))
    assert len(places) == count
    assert max(map(len, places), default=0) <= 3


@given(ANY)
def test_a_list_is_in_order_once_it_is_arranged(places):
    done = arranged(places)
    assert len(done) == len(places)
    assert done == sorted(set(done))
    assert arranged(done) == done


@given(st.integers(2, 12), st.data())
def test_moving_one_record_gives_a_new_place_to_that_one_alone(count, data):
    places = spread("", "", count)
    moved = data.draw(st.integers(0, count - 1))
    to = data.draw(st.integers(0, count - 1))
    order = [place for place in places if place != places[moved]]
    order.insert(to, places[moved])
    changed = [new for old, new in zip(order, arranged(order), strict=True) if old != new]
    assert len(changed) <= 1
