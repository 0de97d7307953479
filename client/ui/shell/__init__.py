"""The shell: the window around the pages."""

from client.ui.shell.page import Page

__all__ = ["Page"]
