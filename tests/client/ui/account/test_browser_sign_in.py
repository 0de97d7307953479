"""Signing in by the browser: the link opens, and what comes back to this computer is the answer."""

import threading
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from client.remote.secrets import KeyringAway, SystemSecrets
from client.store.account import account_of
from client.sync.signing import SignIn
from client.ui.account.account_section import AccountSection
from client.ui.account.sign_in_dialog import SignInDialog
from client.ui.account.signing_in import Way
from tests.client.remote.serving import Served, transport_to
from tests.client.store.making import Clock
from tests.client.sync.standin import Server
from tests.client.ui.account.conftest import PATIENCE
from tests.client.ui.waiting import settle

URL = "http://127.0.0.1:1"


class Browser(QObject):
    """Stands for the system's browser: remembers what it was asked to open."""

    def __init__(self):
        super().__init__()
        self.opened = []

    @Slot(QUrl)
    def open(self, url):
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))

    def come_back(self, **said):
        """Go to where the page would lead."""
        asked = parse_qs(urlsplit(self.opened[-1]).query)
        state = said.pop("state", asked["state"][0])
        more = "&".join(f"{name}={value}" for name, value in said.items())
        with urlopen(f"{asked['redirect_uri'][0]}?state={state}&{more}") as answer:
            return answer.read().decode()


@pytest.fixture
def browser():
    made = Browser()
    QDesktopServices.setUrlHandler("http", made, "open")
    yield made
    QDesktopServices.unsetUrlHandler("http")


@pytest.fixture
def served():
    clock = Clock()
    return Served(Server(lambda: clock.now))


class Held:
    """Work in a thread that waits, once it is reached, until it may go on."""

    def __init__(self):
        self.reached, self._gone_on = threading.Event(), threading.Event()

    def __call__(self):
        self.reached.set()
        assert self._gone_on.wait(PATIENCE / 1000)

    def go_on(self):
        self._gone_on.set()


@pytest.fixture
def held():
    made = Held()
    yield made
    made.go_on()


@pytest.fixture
def locked_keyring(held, monkeypatch):
    """A keyring that takes its time to refuse."""

    def refuse(*_):
        held()
        raise KeyringAway("the keyring is locked", "unlock it")

    monkeypatch.setenv("PADDOCK_KEYRING", "system")
    for deed in ("get", "put", "delete"):
        monkeypatch.setattr(SystemSecrets, deed, refuse)


def hold_account(served, held, time):
    """Hold the answer to who signs in, asked for the `time`th time."""

    def instead(path):
        if path == "/account" and served.asked.count(path) == time:
            held()

    served.instead = instead


@pytest.fixture
def dialog(desk, shell, served, browser, qtbot):
    """A sign-in that waits for the browser."""
    desk.sync.runner = None

    def make(store, server):
        return SignIn(store, server, transport=transport_to(served))

    made = SignInDialog(desk, shell, URL, Way.BROWSER, make=make)
    made.open()
    qtbot.waitUntil(lambda: browser.opened != [], timeout=PATIENCE)
    return made


def signed_in(store):
    account = store.read(lambda reader: account_of(reader.connection))
    return account is not None and not account.signed_out


def test_the_browser_opens_and_its_answer_signs_in(dialog, browser, served, store, qtbot):
    assert browser.opened == [dialog.link.text()]
    assert parse_qs(urlsplit(browser.opened[0]).query)["code_challenge_method"] == ["S256"]
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.link.text()
    with qtbot.waitSignal(dialog.signed_in, timeout=PATIENCE):
        page = browser.come_back(code="x", iss=served.issuer)
    assert "You can close this page" in page
    assert signed_in(store)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"error": "access_denied", "iss": "ISSUER"}, "declined"),
        ({"code": "x", "iss": "https://other.example"}, "another server"),
        ({"code": "x", "iss": "ISSUER", "state": "forged"}, "not to this sign-in"),
    ],
)
def test_an_answer_that_is_none_of_ours_is_told_and_signs_nobody_in(
    dialog, browser, served, store, said, words, qtbot
):
    browser.come_back(**{n: v.replace("ISSUER", served.issuer) for n, v in said.items()})
    qtbot.waitUntil(lambda: dialog.again.isVisible(), timeout=PATIENCE)
    assert words in dialog.words.text()
    assert not signed_in(store)
    dialog.reject()


def test_cancel_ends_the_waiting_and_changes_nothing(dialog, store, qtbot):
    with qtbot.waitSignal(dialog.destroyed, timeout=PATIENCE):
        dialog.cancel.click()
    assert not signed_in(store)


def test_the_last_step_cannot_be_cancelled_and_says_how_it_ended(
    dialog, desk, browser, served, held, store, qtbot
):
    hold_account(served, held, 2)
    browser.come_back(code="x", iss=served.issuer)
    qtbot.waitUntil(lambda: held.reached.is_set() and dialog.cancel.isHidden(), timeout=PATIENCE)
    assert dialog.words.text() == "Signing in…"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    assert dialog.isVisible()
    said = []
    desk.said.connect(lambda words, _undo: said.append(words))
    with qtbot.waitSignal(dialog.destroyed, timeout=PATIENCE):
        held.go_on()
    assert signed_in(store)
    assert said == ["Signed in as ann@x.org"]


def test_after_a_last_step_that_failed_one_can_leave(dialog, browser, served, held, store, qtbot):
    hold_account(served, held, 2)
    browser.come_back(code="x", iss=served.issuer)
    qtbot.waitUntil(lambda: held.reached.is_set() and dialog.cancel.isHidden(), timeout=PATIENCE)
    served.access.clear()
    held.go_on()
    qtbot.waitUntil(lambda: dialog.again.isVisible(), timeout=PATIENCE)
    assert dialog.cancel.isVisible()
    with qtbot.waitSignal(dialog.destroyed, timeout=PATIENCE):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not signed_in(store)


def test_a_cancel_before_the_last_step_gives_the_sign_in_back(
    dialog, desk, browser, served, held, store, qtbot
):
    hold_account(served, held, 1)
    browser.come_back(code="x", iss=served.issuer)
    qtbot.waitUntil(held.reached.is_set, timeout=PATIENCE)
    with qtbot.waitSignal(dialog.destroyed, timeout=PATIENCE):
        dialog.cancel.click()
    held.go_on()
    settle(qtbot, desk, aside=True)
    assert not signed_in(store)
    assert served.tokens == {}


def test_a_window_that_closes_before_the_keyring_refuses_leaves_no_thread_waiting(
    locked_keyring, dialog, desk, browser, served, held, store, qtbot, monkeypatch
):
    begun = []
    monkeypatch.setattr(desk.sync, "begin", begun.append)
    browser.come_back(code="x", iss=served.issuer)
    qtbot.waitUntil(held.reached.is_set, timeout=PATIENCE)
    with qtbot.waitSignal(dialog.destroyed, timeout=PATIENCE):
        desk.closing.emit()
    held.go_on()
    settle(qtbot, desk, aside=True)
    assert begun == [store]
    assert not signed_in(store)
    assert served.tokens == {}


def test_a_page_of_the_network_is_told_as_what_it_is(shell, desk, served, qtbot):
    served.instead = lambda _: (200, {"content-type": "text/html"}, b"<h1>Wi-Fi")
    section = AccountSection(
        desk, lambda store, server: SignIn(store, server, transport=transport_to(served))
    )
    qtbot.addWidget(section)
    section.show()
    section.server.set_text(URL)
    section.sign_in.click()
    dialog = section.findChild(SignInDialog)
    qtbot.waitUntil(lambda: dialog.again.isVisible(), timeout=PATIENCE)
    assert "is no Paddock server" in dialog.words.text()
    dialog.reject()
