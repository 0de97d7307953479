"""Fractional indexes: the order holds, keys stay short, and foreign keys are lived with."""

from hypothesis import given
from hypothesis import strategies as st

from garage.order import DIGITS, LONGEST, arranged, between, placed, spread

KEYS = st.text(DIGITS, min_size=1, max_size=6).filter(lambda key: not key.endswith("0"))


@given(KEYS, KEYS)
def test_between_two_keys_there_is_always_another(one: str, other: str) -> None:
    low, high = sorted((one, other))
    if low == high:
        assert between(low, high) is None
        return
    key = between(low, high)
    assert key is not None
    assert low < key < high
    assert not key.endswith("0")


@given(KEYS)
def test_before_the_first_and_after_the_last_there_is_room(key: str) -> None:
    before, after = between("", key), between(key, "")
    assert before is not None
    assert after is not None
    assert before < key < after


@given(st.integers(0, 5000))
def test_spread_keys_are_in_order_and_short(count: int) -> None:
    keys = spread(count)
    assert keys == sorted(set(keys))
    assert len(keys) == count
    assert all(len(key) <= 4 and not key.endswith("0") for key in keys)


def put(keys: list[str], at: int) -> list[str]:
    found = placed(keys, at)
    after = [found.others.get(place, key) for place, key in enumerate(keys)]
    return [*after[:at], found.key, *after[at:]]


@given(st.lists(st.integers(0, 10_000), max_size=150))
def test_any_moves_leave_the_list_in_the_order_it_was_put_in(places: list[int]) -> None:
    keys: list[str] = []
    for place in places:
        keys = put(keys, place % (len(keys) + 1))
        assert keys == sorted(set(keys))
        assert max(map(len, keys)) <= LONGEST


def test_keys_stay_short_however_often_one_puts_things_in_the_same_place() -> None:
    for at in (0, 1, -1):
        keys = spread(3)
        rewritten = 0
        for _time in range(1000):
            place = at if at >= 0 else len(keys)
            rewritten += bool(placed(keys, place).others)
            keys = put(keys, place)
        assert keys == sorted(set(keys))
        assert max(map(len, keys)) <= LONGEST
        assert rewritten < 40


@given(
    st.lists(st.text("0aZ é", max_size=3) | st.just(""), max_size=8).map(sorted), st.integers(0, 8)
)
def test_keys_of_other_makes_are_replaced_where_nothing_fits(keys: list[str], at: int) -> None:
    at = min(at, len(keys))
    found = placed(keys, at)
    after = [found.others.get(place, key) for place, key in enumerate(keys)]
    assert all(key < found.key for key in after[:at])
    assert all(key > found.key for key in after[at:])


def test_numbered_keys_take_one_between_them_without_rewriting() -> None:
    assert placed(["01", "02", "03"], 1).others == {}


FOREIGN = st.lists(st.one_of(KEYS, st.just(""), st.just("10"), st.text(max_size=4)), max_size=14)


@given(FOREIGN)
def test_a_list_is_in_order_once_it_is_arranged(keys: list[str]) -> None:
    done = arranged(keys)
    assert len(done) == len(keys)
    assert done == sorted(set(done))
    assert max(map(len, done), default=0) <= LONGEST
    assert arranged(done) == done


@given(st.integers(2, 12), st.data())
def test_moving_one_gives_a_new_key_to_that_one_alone(count: int, data: st.DataObject) -> None:
    keys = spread(count)
    moved = data.draw(st.integers(0, count - 1))
    to = data.draw(st.integers(0, count - 1))
    order = [key for key in keys if key != keys[moved]]
    order.insert(to, keys[moved])
    changed = [new for old, new in zip(order, arranged(order), strict=True) if old != new]
    assert len(changed) <= 1
