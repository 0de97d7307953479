"""Opening a profile tells whether somebody has begun there."""

import pytest

from client.app.opening import open_profile
from client.operations.records import add, delete
from client.operations.sample import HOME
from client.store import Store
from garage.records import kind_named


def is_first(folder) -> bool:
    """Whether the first steps are to come by themselves."""
    opened = open_profile(folder)
    opened.store.close()
    return opened.first


def test_a_new_profile_is_a_first_start_until_the_steps_were_gone_through(tmp_path):
    assert is_first(tmp_path)
    with Store(tmp_path) as store:
        store.set_settings({"welcomed": True})
    assert not is_first(tmp_path)


def test_who_has_or_had_a_vehicle_has_begun(tmp_path):
    with Store(tmp_path) as store:
        (herbie,) = add(store, kind_named("vehicle"), {"name": "Herbie"}).ids
    assert not is_first(tmp_path)
    with Store(tmp_path) as store:
        delete(store, [herbie])
    assert not is_first(tmp_path)


def test_the_sample_garage_is_no_first_start(tmp_path, monkeypatch):
    monkeypatch.setenv("PADDOCK_SAMPLE", "1")
    assert not is_first(tmp_path)


@pytest.mark.parametrize(
    ("chosen", "system", "spoken"),
    [("de", "C", "de"), ("", "de_AT.UTF-8", "de"), ("en", "de_AT.UTF-8", "en"), ("fr", "C", "en")],
)
def test_the_sample_garage_speaks_the_persons_language(
    tmp_path, monkeypatch, chosen, system, spoken
):
    monkeypatch.setenv("PADDOCK_SAMPLE", "1")
    monkeypatch.setenv("LC_ALL", system)
    with Store(tmp_path) as store:
        store.set_settings({"language": chosen or None})
    opened = open_profile(tmp_path)
    with opened.store as store:
        assert store.read(lambda reader: reader.home()[1]) == HOME[spoken]
