"""A walk of the tour: plan, reminders, tyres."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell
    from client.ui.vehicles.plan_tab import PlanTab

_DRAGGED = "Rewire the fog lamps"


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these screens."""
    from client.app.tour import NARROW, SIZE, vehicle_named
    from client.ui.routes import VEHICLE, Route

    desk = shell.desk
    herbie = vehicle_named(shell, "Herbie")
    desk.go(Route(VEHICLE, herbie, "plan"))
    tour.settle(desk)
    plan = _plan_of(shell)
    drag_a_card(plan)
    tour.in_both("11-plan-board", shell, desk)
    plan.board.cancel_drag()
    shell.resize(*NARROW)
    tour.settle(desk)
    tour.keep("11-plan-board-narrow", shell)
    shell.resize(*SIZE)
    tour.settle(desk)


def _plan_of(shell: Shell) -> PlanTab:
    from client.ui.vehicles.plan_tab import PlanTab

    return shell.findChildren(PlanTab)[0]


def drag_a_card(plan: PlanTab) -> None:
    """Lift the middle card of "doing" and hold it a little beside its place, as one drags."""
    from PySide6.QtCore import QPoint

    column = plan.board.columns[2]
    card = next(card for card in column.cards if card.words.title == _DRAGGED)
    card.grabbed_at = QPoint(card.width() // 2, card.height() // 2)
    where = card.mapToGlobal(card.grabbed_at) + QPoint(10, -10)
    card.lifted.emit(where)
