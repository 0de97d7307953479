"""The pages of the window, each made when one first comes to it, on the store that they need."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from client.ui.desk import Desk
from client.ui.routes import Route
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
        self._makers_meanwhile: Mapping[str, Callable[[], Page]] = {}
        self._meanwhile: dict[str, Page] = {}

    @property
    def pages(self) -> Mapping[str, Page]:
        """Those that are made, by where they stand."""
        return self._pages

    def page_of(self, route: Route) -> Page | None:
        """The page of a route, made if need be.

        Pages stand on the store: before that is open, there is what stands in for it, or none.
        """
        if not self._desk.is_open:
            return self._page_meanwhile(route.page)
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

    def begin_with(self, meanwhile: Mapping[str, Callable[[], Page]]) -> None:
        """Let other pages stand in for some until the store is open; each is made when wanted."""
        self._makers_meanwhile = meanwhile

    def _page_meanwhile(self, name: str) -> Page | None:
        page = self._meanwhile.get(name)
        if page is None and name in self._makers_meanwhile:
            page = self._meanwhile[name] = self._makers_meanwhile[name]()
            self._take_in(page)
        return page

    @property
    def has_stand_in(self) -> bool:
        """Whether a page stands in for another still."""
        return bool(self._meanwhile)

    def leave_stand_ins(self, route: Route) -> None:
        """Let the page of a route take over: the store is open."""
        page, meanwhile, self._meanwhile = self.page_of(route), self._meanwhile, {}
        for name, stand_in in meanwhile.items():
            if page is not None and name == route.page:
                page.begin_with(stand_in)
            else:
                stand_in.hide()
                stand_in.deleteLater()
