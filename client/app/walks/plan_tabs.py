"""A walk of the tour: plan, reminders, tyres."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from client.app.tour import Tour
    from client.ui.shell.shell import Shell
    from client.ui.vehicles.plan_tab import PlanTab
    from client.ui.widgets.popover import Popover

T = TypeVar("T", bound="QWidget")
_DRAGGED = "Rewire the fog lamps"


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these screens."""
    walk_plan(tour, shell)
    walk_reminders(tour, shell)
    walk_tyres(tour, shell)


def walk_plan(tour: Tour, shell: Shell) -> None:
    """The board with a card in the hand, its popovers, the list and the timeline."""
    from client.app.tour import NARROW, SIZE, vehicle_named
    from client.ui.routes import VEHICLE, Route
    from client.ui.vehicles.plan_tab import BOARD, LIST, TIMELINE, PlanTab

    desk = shell.desk
    herbie = vehicle_named(shell, "Herbie")
    desk.go(Route(VEHICLE, herbie, "plan"))
    tour.settle(desk)
    plan = _tab_of(shell, PlanTab)
    drag_a_card(plan)
    tour.in_both("11-plan-board", shell, desk)
    plan.board.cancel_drag()
    plan.board.columns[2].cards[0].clicked.emit()
    tour.settle(desk)
    tour.keep("11-plan-card-light", shell)
    _popover_of(shell).close_popover()
    plan.board.move_to(plan.board.ids("doing")[1], "done")
    tour.settle(desk)
    tour.keep("11-plan-done-light", shell)
    _popover_of(shell).close_popover()
    plan.show_view(LIST)
    tour.settle(desk)
    tour.keep("11-plan-list-light", shell)
    plan.show_view(TIMELINE)
    tour.settle(desk)
    tour.in_both("11-plan-timeline", shell, desk)
    plan.show_view(BOARD)
    tour.settle(desk)
    shell.resize(*NARROW)
    tour.settle(desk)
    tour.keep("11-plan-board-narrow", shell)
    shell.resize(*SIZE)
    tour.settle(desk)


def walk_reminders(tour: Tour, shell: Shell) -> None:
    """What falls due, why, and how it is done."""
    from client.app.tour import NARROW, SIZE, vehicle_named
    from client.ui.routes import VEHICLE, Route
    from client.ui.vehicles.reminders_tab import RemindersTab

    desk = shell.desk
    octavia = vehicle_named(shell, "Octavia")
    desk.go(Route(VEHICLE, octavia, "reminders"))
    tour.settle(desk)
    tour.in_both("13-reminders", shell, desk)
    shell.resize(*NARROW)
    tour.settle(desk)
    tour.keep("13-reminders-narrow", shell)
    shell.resize(*SIZE)
    reminders = _tab_of(shell, RemindersTab)
    oil = reminders.rows[-1]
    reminders.show_details(oil.id)
    tour.settle(desk)
    tour.keep("13-reminders-why-light", shell)
    _popover_of(shell).close_popover()
    reminders.complete(oil.id)
    tour.settle(desk)
    tour.keep("13-reminders-done-light", shell)
    _popover_of(shell).close_popover()
    reminders.new_reminder()
    tour.settle(desk)
    tour.keep("13-reminders-new-light", shell)
    _popover_of(shell).close_popover()


def walk_tyres(tour: Tour, shell: Shell) -> None:
    """Two sets of a car, one being mounted, and those of an electric one."""
    from client.app.tour import vehicle_named
    from client.ui.routes import VEHICLE, Route
    from client.ui.vehicles.tyres_tab import TyresTab

    desk = shell.desk
    octavia = vehicle_named(shell, "Octavia")
    desk.go(Route(VEHICLE, octavia, "tyres"))
    tour.settle(desk)
    tour.in_both("14-tyres", shell, desk)
    tyres = _tab_of(shell, TyresTab)
    tyres.mount(tyres.cards[-1].id)
    tour.settle(desk)
    tour.keep("14-tyres-mount-light", shell)
    _popover_of(shell).close_popover()
    desk.go(Route(VEHICLE, vehicle_named(shell, "Model 3"), "tyres"))
    tour.settle(desk)
    tour.in_both("14-tyres-electric", shell, desk)


def _tab_of(shell: Shell, kind: type[T]) -> T:
    return shell.findChildren(kind)[0]


def _popover_of(shell: Shell) -> Popover:
    from client.ui.widgets.popover import Popover

    return next(each for each in shell.findChildren(Popover) if each.isVisible())


def drag_a_card(plan: PlanTab) -> None:
    """Lift the middle card of "doing" and hold it a little beside its place, as one drags."""
    from PySide6.QtCore import QPoint

    column = plan.board.columns[2]
    card = next(card for card in column.cards if card.words.title == _DRAGGED)
    card.grabbed_at = QPoint(card.width() // 2, card.height() // 2)
    where = card.mapToGlobal(card.grabbed_at) + QPoint(10, -10)
    card.lifted.emit(where)
