"""The pages of the window, each made when one first comes to it, on the store that they need."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from client.ui.desk import Desk
from client.ui.routes import GARAGE, Route
from client.ui.shell.page import Page

MakePage = Callable[[Desk], Page]


class PageStack(QStackedWidget):
    """``made`` carries where a page stands and the page; ``altered`` tells of title and actions."""

    made = Signal(str, object)
    altered = Signal()

    def __init__(self, desk: Desk, makers: Mapping[str, MakePage]) -> None:
        super().__init__()
        self._desk = desk
        self._makers = makers
        self._pages: dict[str, Page] = {}
        self._glimpse: Page | None = None

    @property
    def pages(self) -> Mapping[str, Page]:
        """Those that are made, by where they stand."""
        return self._pages

    def page_of(self, route: Route) -> Page | None:
        """The page of a route, made if need be.

        Pages stand on the store: before that is open, there is a glimpse of the garage or none.
        """
        if not self._desk.is_open:
            return self._glimpse if route.page == GARAGE else None
        page = self._pages.get(route.page)
        if page is None:
            page = self._pages[route.page] = self._makers[route.page](self._desk)
            self._take_in(page)
            self.made.emit(route.page, page)
        return page

    def _take_in(self, page: Page) -> None:
        page.title_changed.connect(self.altered)
        page.actions_changed.connect(self.altered)
        self.addWidget(page)

    def begin_with(self, glimpse: Page) -> None:
        """Let a glimpse of the garage stand in for it until the store is open."""
        self._glimpse = glimpse
        self._take_in(glimpse)

    @property
    def has_glimpse(self) -> bool:
        """Whether a glimpse stands here still."""
        return self._glimpse is not None

    def leave_glimpse(self, route: Route) -> None:
        """Let the page of a route take over: the store is open."""
        page = self.page_of(route)
        glimpse, self._glimpse = self._glimpse, None
        if glimpse is not None and page is not None:
            page.begin_with(glimpse)
