"""Where one goes in the window, what it says there, and what is kept."""

from __future__ import annotations

from client.store import Query
from client.ui.routes import VEHICLE, Route
from client.ui.widgets.toast import Toast


def kept(store, type_):
    return store.read(lambda reader: reader.all(type_, Query()))


def toasts(shell):
    return [toast.accessibleName() for toast in shell.findChildren(Toast) if toast.isVisible()]


def go(shell, octavia, tab, settled):
    shell.desk.go(Route(VEHICLE, octavia, tab))
    settled()
    stack = shell.page.stack
    return {"overview": stack.overview, "fuel": stack.fuel}.get(tab) or stack.tab(tab)
