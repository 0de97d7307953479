"""A walk of the tour: garages that are shared, with what a server would say put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.app.tour import NARROW, SIZE, vehicle_named

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.store import Changes, Store, Transaction
    from client.ui.shell.shell import Shell
    from client.ui.spaces.people_page import PeoplePage
    from client.ui.spaces.switcher import Switcher

FAMILY = "019358a0-0000-7000-8000-00000000fa31"
CLUB = "019358a0-0000-7000-8000-0000000c10b5"
_SINCE = 1_760_000_000_000
_UNTIL = 1_764_500_000_000


def walk(tour: Tour, shell: Shell) -> None:
    """The switcher, the people, and a garage where one may only look."""
    from client.ui.routes import VEHICLE, Route
    from client.ui.spaces.garage_forms import NewGarageForm
    from client.ui.spaces.invite_form import InviteForm
    from client.ui.vehicles.record_form import open_form
    from garage.records import Vehicle

    desk = shell.desk
    _share(tour, shell)
    popover = _switcher(tour, shell)
    tour.in_both("25-switcher", shell, desk)
    popover.close_popover()
    page = _people(tour, shell)
    tour.in_both("26-people", shell, desk)
    shell.resize(*NARROW)
    tour.settle(desk)
    tour.keep("26-people-narrow", shell)
    shell.resize(*SIZE)
    assert page.people is not None
    for name, form in (
        ("26-invite", InviteForm(desk, shell, page.people.garage)),
        ("26-new-garage", NewGarageForm(desk, shell)),
    ):
        form.open()
        tour.settle(desk)
        tour.in_both(name, form, desk)
        form.reject()
    sharan = vehicle_named(shell, "Sharan")
    desk.go(Route(VEHICLE, sharan, "fuel"))
    tour.settle(desk)
    tour.in_both("27-only-looked-at", shell, desk)
    vehicle = Vehicle(id=sharan, space=CLUB, name="Sharan")
    shown = open_form(desk, shell, "vehicle", vehicle, vehicle)
    tour.settle(desk)
    tour.in_both("27-form-looked-at", shown, desk)
    shown.reject()


def walk_words(tour: Tour, shell: Shell) -> None:
    """The same where another language has to find room."""
    _share(tour, shell)
    popover = _switcher(tour, shell)
    tour.keep("25-switcher", shell)
    popover.close_popover()
    _people(tour, shell)
    tour.keep("26-people", shell)


def _share(tour: Tour, shell: Shell) -> None:
    """Hold a family that one owns, and a club where one may only look at a Sharan."""
    from client.store.spaces import put_space
    from client.ui.spaces.access import access_of
    from garage.records import kind_named

    vehicle = kind_named("vehicle")

    def hold(transaction: Transaction) -> None:
        put = transaction.connection
        put_space(put, FAMILY, name="Lindner", kind="family", members=3, state="shared")
        put_space(put, CLUB, name="Oldtimer club Isar", kind="club", members=38, state="shared")
        transaction.add(
            vehicle, vehicle.complete({"name": "Sharan", "plate": "M SH 12"}), space=CLUB
        )
        put_space(put, CLUB, role="viewer")

    def work(store: Store) -> Changes:
        return store.operate(hold, "add", "")

    shell.desk.operate(shell, work)
    tour.settle(shell.desk)
    access_of(shell.desk).read()
    tour.settle(shell.desk)


def _switcher(tour: Tour, shell: Shell) -> Switcher:
    from client.ui.spaces.switcher import Switcher

    popover = Switcher(shell.desk, shell.sidebar.space)
    tour.settle(shell.desk)
    return popover


def _people(tour: Tour, shell: Shell) -> PeoplePage:
    """The page of the family's people, as the server would tell of them."""
    from client.operations.sharing import People
    from client.operations.spaces import Garage
    from client.remote.spaces import Invitation
    from client.ui.routes import PEOPLE, Route
    from client.ui.spaces.people_page import PeoplePage
    from garage.permissions import Role
    from garage.sync.wire import Member

    desk = shell.desk
    desk.go(Route(PEOPLE, FAMILY))
    tour.settle(desk)
    page = shell.page
    assert isinstance(page, PeoplePage)
    garage = Garage(FAMILY, "Lindner", "family", Role.OWNER, 3, shared=True)
    roles = (("1", "Jonas", "owner"), ("2", "Anna", "manager"), ("3", "Karl", "viewer"))
    members = tuple(Member(person, name, role, _SINCE) for person, name, role in roles)
    open_ = Invitation(id="4", role="viewer", email="oma@example.org", expires=_UNTIL)
    page.show_people(People(garage, "1", members, (open_,)))
    tour.settle(desk)
    return page
