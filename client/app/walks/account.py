"""A walk of the tour: the sync's states and activity, the account and signing in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.store import Store
    from client.store.writing import Transaction
    from client.sync.service import SyncState
    from client.sync.signing import SignIn
    from client.ui.shell.shell import Shell
    from garage.sync.connected import Connected

_SERVER = "https://paddock.lindner.example"


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these screens; afterwards nobody is signed in."""
    from client.app.tour import NARROW, SIZE, vehicle_named
    from client.store import Changes
    from client.store.account import forget_account
    from client.ui.routes import ACTIVITY, SETTINGS, VEHICLE, Route

    desk = shell.desk
    desk.go(Route(SETTINGS, tab="account"))
    tour.settle(desk)
    tour.in_both("25-account-none", shell, desk)
    _sign_in_steps(tour, shell)
    arrived = Changes(touched={"fill_up": frozenset()})
    desk.run(shell, _pretend, lambda _: desk.changed.emit(arrived))
    tour.settle(desk)
    _say(tour, shell, _state())
    desk.go(Route(ACTIVITY))
    tour.settle(desk)
    tour.in_both("26-sync-activity", shell, desk)
    desk.go(Route(VEHICLE, vehicle_named(shell, "Octavia"), "history"))
    tour.settle(desk)
    tour.in_both("09-history-conflict", shell, desk)
    shell.resize(*NARROW)
    tour.settle(desk)
    tour.keep("09-history-conflict-narrow", shell)
    shell.resize(*SIZE)
    desk.go(Route(VEHICLE, vehicle_named(shell, "Octavia"), "fuel"))
    tour.settle(desk)
    tour.in_both("03-vehicle-fuel-overtaken", shell, desk)
    _kept_edit(tour, shell)
    _account(tour, shell)

    def forget(store: Store) -> None:
        store.layered(lambda t: forget_account(t.connection))

    desk.run(shell, forget, lambda _: desk.changed.emit(arrived))
    tour.settle(desk)
    _say(tour, shell, None)


def _at(hour: int, minute: int) -> int:
    return int(datetime(2026, 11, 18, hour - 1, minute, tzinfo=UTC).timestamp() * 1000)


_DEVICES: tuple[dict[str, Any], ...] = (
    {"session": "a", "device": "1", "name": "workbench", "last": _at(10, 42), "here": True,
     "zone": "Europe/Berlin", "network": "203.0.113.x"},
    {"session": "b", "device": "2", "name": "Anna’s laptop", "last": _at(9, 58),
     "zone": "Europe/Berlin", "network": "203.0.113.x"},
)  # fmt: skip


def _state() -> SyncState:
    from client.sync.service import SyncState

    return SyncState("synced", 0, 1, _at(10, 42), live=True, account="jonas@lindner.example")


def _say(tour: Tour, shell: Shell, state: SyncState | None) -> None:
    from client.sync.service import SyncState

    shell.desk.sync.tell(state or SyncState())
    tour.settle(shell.desk)


def _pretend(store: Store) -> None:
    """A signed-in profile with a diary, all of it sent but one edit that was not taken."""
    from sqlalchemy import update

    from client.store.account import set_account
    from client.store.codec import codec
    from client.store.kept import keep_edit
    from client.sync.diary import Diary, Line
    from garage.records import kinds

    (herbie, octavia) = store.read(_named)

    def work(transaction: Transaction) -> None:
        connection = transaction.connection
        set_account(
            connection, server=_SERVER, person="jonas", email="jonas@lindner.example",
            name="Jonas Lindner", told=1, joined=1, last_sync=_at(10, 42),
        )  # fmt: skip
        for kind in kinds():
            connection.execute(update(codec(kind).table).values(seq=1))
        keep_edit(
            transaction, space="", id_=herbie, kind="vehicle", fields={"plate": "M HB 54H"},
            stamps={}, base={}, code="forbidden",
        )  # fmt: skip

        _overtake(transaction, octavia)

    store.layered(work)
    diary = Diary(store.folder)
    for line in (
        Line(_at(8, 30), "synced", 1, 4),
        Line(_at(9, 58), "synced", 0, 1, records=(herbie,)),
        Line(_at(10, 29), "offline"),
        Line(_at(10, 41), "online", since=_at(10, 29)),
        Line(
            _at(10, 42), "synced", 3, 2, overtaken=1, records=(octavia, herbie), lost=("overtaken",)
        ),
    ):
        diary.add(line)


def _overtake(transaction: Transaction, octavia: str) -> None:
    """Jonas typed an odometer with two figures changed about; Anna had the right one."""
    from sqlalchemy import insert, select, update

    from client.store.codec import codec, dump
    from client.store.schema import CLOCK, OVERTAKEN, PEOPLE
    from garage.records import FillUp, kind_named
    from garage.units import Quantity

    connection = transaction.connection
    here = connection.execute(select(CLOCK.c.device)).scalar_one()
    anna = "a" * 16
    fuel, notes = codec(kind_named("fill_up")), codec(kind_named("note")).table
    fills = fuel.table
    newest = select(fills).where(fills.c.vehicle == octavia).order_by(fills.c.date.desc())
    fill = connection.execute(newest).mappings().first()
    assert fill is not None
    found = connection.execute(fuel.select().where(fills.c.n == fill["n"]))
    record = fuel.record(found.one())
    assert isinstance(record, FillUp)
    value = fuel.flat(replace(record, odometer=Quantity("84210", "km")))["odometer"]
    connection.execute(insert(PEOPLE).values(id="anna", name="Anna"))
    connection.execute(
        update(notes).values(author="anna", stamp=f"{_at(9, 0):012x}0000{anna}", stamps=None)
    )
    connection.execute(
        insert(OVERTAKEN).values(
            space=fill["space"], id="overtaken", seq=1, record=fill["id"], field="odometer",
            value=dump(value), stamp=f"{_at(10, 29):012x}0000{here}",
            by_stamp=f"{_at(10, 31):012x}0000{anna}", author="jonas", stamps="{}",
        )
    )  # fmt: skip


def _named(reader: object) -> tuple[str, str]:
    from client.store import Query, Reader
    from garage.records import Vehicle

    assert isinstance(reader, Reader)
    found = {each.name: each.id for each in reader.all(Vehicle, Query())}
    return found["Herbie"], found["Octavia"]


def _sign_in_steps(tour: Tour, shell: Shell) -> None:
    """The steps of a sign-in, without a server to sign in to."""
    from client.operations.local_garage import LocalGarage
    from client.ui.account.sign_in_dialog import SignInDialog
    from client.ui.account.signing_in import Way

    dialog = SignInDialog(shell.desk, shell, _SERVER, Way.BROWSER, make=_nobody)
    dialog.open()
    tour.settle(shell.desk)
    dialog.show_link(f"{_SERVER}/oauth/authorize?response_type=code&client_id=paddock-desktop")
    tour.in_both("25-sign-in-browser", dialog, shell.desk)
    dialog.show_code("WDJB-MJHT", f"{_SERVER}/device", "")
    tour.keep("25-sign-in-code-light", dialog)
    dialog.ask_to_join(LocalGarage(6, 1204))
    tour.in_both("25-sign-in-join", dialog, shell.desk)
    dialog.reject()
    tour.settle(shell.desk)


def _nobody(store: Store, server: str) -> SignIn:
    from client.errors import ServerAway
    from garage.words import N_

    raise ServerAway(N_("nobody is signed in"))


def _kept_edit(tour: Tour, shell: Shell) -> None:
    from client.operations.kept_edits import KeptEdit, kept_edits
    from client.ui.account.kept_dialog import KeptDialog

    found: list[KeptDialog] = []

    def show(edits: list[KeptEdit]) -> None:
        found.append(KeptDialog(shell.desk, edits[0], shell))

    shell.desk.read(shell, kept_edits, show)
    tour.settle(shell.desk)
    found[0].open()
    tour.settle(shell.desk)
    tour.in_both("26-kept-edit", found[0], shell.desk)
    found[0].reject()


def _account(tour: Tour, shell: Shell) -> None:
    from client.remote.protocol import DeviceInfo
    from client.ui.account.account_section import AccountSection
    from client.ui.routes import SETTINGS, Route
    from client.ui.shell.settings_page import SettingsPage

    page = shell.stack.page_of(Route(SETTINGS))
    assert isinstance(page, SettingsPage)
    section = page.section("account")
    assert isinstance(section, AccountSection)
    section.devices.ask = lambda _store: [DeviceInfo(**each) for each in _DEVICES]
    section.calendars.ask = _connected
    shell.desk.go(Route(SETTINGS, tab="account"))
    tour.settle(shell.desk)
    tour.settle(shell.desk)
    tour.in_both("25-account", shell, shell.desk)


def _connected(_store: Store) -> Connected:
    from garage.sync.connected import Connected, Connection, Pair

    pair = Pair(
        theirs="Family", space="", calendar="", direction="both", done=_at(10, 31), kept=1
    )  # fmt: skip
    google = Connection(
        id="", provider="google", account="jonas@lindner.example", state="ok", pairs=[pair]
    )
    return Connected(page=_SERVER, offered=["google", "microsoft"], connections=[google])
