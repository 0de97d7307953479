"""Qt's own words, as those of a field's menu and of the file dialog, in the person's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_CATALOGUE = "qtbase_{language}"

_installed: list[QTranslator] = []


def use_qt_language(application: QCoreApplication, language: str) -> None:
    """Have Qt speak a language from now on; English where it carries no words for it."""
    for before in _installed:
        application.removeTranslator(before)
    _installed.clear()
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(_CATALOGUE.format(language=language), folder):
        application.installTranslator(translator)
        _installed.append(translator)
