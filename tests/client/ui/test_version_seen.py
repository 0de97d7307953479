"""What is news to a window: what another process has written, beside its own writes as well."""

from client.store import Store
from client.ui.version_seen import VersionSeen


def test_what_others_write_is_news_once_and_what_we_write_is_none(store):
    seen = VersionSeen()
    assert not seen.is_news(store)
    before = store.data_version()
    store.set_settings({"theme": "dark"})
    seen.wrote(store, before)
    assert not seen.is_news(store)
    with Store(store.folder) as other:
        other.set_settings({"theme": "light"})
    assert seen.is_news(store)
    assert not seen.is_news(store)


def test_what_others_wrote_before_a_write_of_ours_is_news_after_it(store):
    seen = VersionSeen()
    seen.is_news(store)
    with Store(store.folder) as other:
        other.set_settings({"theme": "light"})
    before = store.data_version()
    store.set_settings({"theme": "dark"})
    seen.wrote(store, before)
    assert seen.is_news(store)
