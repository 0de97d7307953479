"""Metrics: what Prometheus reads is what was counted."""

import pytest

from sync_server.kit import metrics
from sync_server.kit.metrics import Counter, Gauge, Histogram


@pytest.fixture(autouse=True)
def _apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test declares is gone after it."""
    monkeypatch.setattr(metrics, "ALL", [])


def test_a_counter_tells_how_often_for_each_label() -> None:
    verdicts = Counter("verdicts_total", "Verdicts.", ("verdict",))
    verdicts.add(2, "merged")
    verdicts.add(1, "gone")
    assert metrics.text() == (
        "# HELP paddock_verdicts_total Verdicts.\n"
        "# TYPE paddock_verdicts_total counter\n"
        'paddock_verdicts_total{verdict="gone"} 1\n'
        'paddock_verdicts_total{verdict="merged"} 2\n'
    )


def test_a_gauge_goes_up_and_down() -> None:
    sockets = Gauge("sockets_open", "Open.")
    sockets.add()
    sockets.add()
    sockets.add(-1)
    assert sockets.value() == 1
    sockets.set(0.5)
    assert metrics.text().endswith("paddock_sockets_open 0.5\n")


def test_a_histogram_counts_upwards_to_infinity() -> None:
    waits = Histogram("wait_seconds", "Waits.", ("route",), bounds=(0.1, 1))
    for seconds in (0.05, 0.1, 0.5, 7):
        waits.observe(seconds, "/a")
    assert metrics.text().splitlines()[2:] == [
        'paddock_wait_seconds_bucket{route="/a",le="0.1"} 2',
        'paddock_wait_seconds_bucket{route="/a",le="1"} 3',
        'paddock_wait_seconds_bucket{route="/a",le="+Inf"} 4',
        'paddock_wait_seconds_sum{route="/a"} 7.65',
        'paddock_wait_seconds_count{route="/a"} 4',
    ]
    assert waits.count("/a") == 4


def test_a_label_cannot_break_out_of_its_quotes() -> None:
    Counter("odd_total", "Odd.", ("name",)).add(1, 'a"b\\c\nd')
    assert metrics.text().splitlines()[-1] == 'paddock_odd_total{name="a\\"b\\\\c\\nd"} 1'


def test_labels_without_end_are_counted_together() -> None:
    many = Counter("many_total", "Many.", ("name",))
    for name in range(metrics.MOST_SERIES + 5):
        many.add(1, str(name))
    assert many.value("other") == 5


def test_a_wrong_number_of_labels_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="has the labels"):
        Counter("wrong_total", "Wrong.", ("name",)).add(1)
