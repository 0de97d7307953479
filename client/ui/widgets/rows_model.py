"""The one table model: frozen rows under column descriptors, changed by difference."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from client.ui.text import _
from client.ui.widgets.rows_diff import rows_diff
from client.ui.widgets.tips import plain_tip

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
# Beyond so many separate runs a reset is quicker than telling the views of each.
_MOST_RUNS = 400
_HERE = QModelIndex()


# Without slots: Python 3.11 cannot call a frozen generic dataclass with slots as Column[Row](…).
@dataclass(frozen=True)
class Column(Generic[R]):
    """What a column shows of a row, and how.

    ``sort`` gives the key to order by (None comes last both ways); without it the column cannot be
    sorted. ``role``, ``icon``, ``icon_role`` and ``avatar`` may depend on the row, and so does
    ``chip``, the kind of chip that the words stand in ("" for none). ``bold`` and ``muted`` hold
    for the column. ``width`` is in pixels, and grows to what the words that it ``holds`` need; a
    column that stretches takes the rest. ``name`` says what the column is where the head has no
    title, ``field`` what a cell changes in place, and ``said`` the values that a copied cell tells
    where it is no field's. A ``hidden`` column is there to be chosen. ``spare`` ones give way where
    the table is narrow, the greatest number first, of equal ones the last. The words of a
    ``measured`` one are a number with its unit.
    """

    key: str
    title: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    number: bool = False
    width: int = 96
    holds: tuple[str, ...] = ()
    stretch: bool = False
    bold: bool = False
    muted: bool = False
    tooltip: Callable[[R], str] | None = None
    role: Callable[[R], str] | None = None
    icon: Callable[[R], str] | None = None
    icon_role: Callable[[R], str] | None = None
    avatar: Callable[[R], str] | None = None
    chip: Callable[[R], str] | None = None
    name: str = ""
    field: str = ""
    said: Callable[[str], Mapping[str, Any] | None] | None = None
    hidden: bool = False
    spare: int = 0
    measured: bool = False


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows are told apart by ``row_id`` and compared by equality; text is made when it is shown.

    With ``heading`` rows stand in sections, each below the words that it gives: the sections in
    the order in which they are given, the rows sorted within theirs. ``taking_over`` and
    ``taken_over`` stand around all that `set_rows` tells.
    """

    taking_over = Signal()
    taken_over = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        row_id: Callable[[R], Hashable],
        flagged: Callable[[R], bool] | None = None,
        heading: Callable[[R], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._row_id = row_id
        self._flagged = flagged
        self.heading = heading
        self._rows: list[R] = []
        self._ids: list[Hashable] = []
        self._given: list[R] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._marked: frozenset[Hashable] = frozenset()
        self._mark_words = ""

    def rowCount(self, parent: Index = _HERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _HERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def row(self, place: int) -> R:
        """The row at a place of the table; IndexError beyond its end."""
        return self._rows[place]

    @property
    def ids(self) -> Sequence[Hashable]:
        """The ids of the rows, from top to bottom."""
        return self._ids

    def section_of(self, key: str) -> int:
        """Where a column stands among all, -1 if there is none of this key."""
        return next((at for at, column in enumerate(self.columns) if column.key == key), -1)

    def place_of(self, row_id: Hashable) -> int:
        """Where a row stands, -1 if it is not there."""
        return self._ids.index(row_id) if row_id in self._ids else -1

    def id_at(self, place: int) -> Hashable:
        """The id of the row at a place."""
        return self._row_id(self._rows[place])

    def id_of(self, row: R) -> Hashable:
        """The id of a row."""
        return self._row_id(row)

    def heading_at(self, place: int) -> str:
        """The words above the row at a place, which begins a section; "" above others."""
        if self.heading is None:
            return ""
        words = self.heading(self._rows[place])
        return words if not place or words != self.heading(self._rows[place - 1]) else ""

    def is_flagged(self, place: int) -> bool:
        """Whether the row is shown as one to check."""
        return self._flagged is not None and self._flagged(self._rows[place])

    def is_marked(self, place: int) -> bool:
        """Whether the row bears the mark."""
        return bool(self._marked) and self._ids[place] in self._marked

    def set_marked(self, ids: frozenset[Hashable], words: str) -> None:
        """Let these rows, and no others, bear a mark, which means `words`."""
        if ids == self._marked:
            return
        self._marked, self._mark_words = ids, words
        if self._rows:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1)
            )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            own = column.tooltip(row) if column.tooltip else None
            return plain_tip(own or (self._mark_words if self.is_marked(index.row()) else ""))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = f"{column.title or column.name}: {self.copied_text(column, row)}"
            marked = index.column() == 0 and self.is_marked(index.row())
            words = f"{words}, {self._mark_words}" if marked else words
            heading = self.heading_at(index.row()) if index.column() == 0 else ""
            return f"{heading}. {words}" if heading else words
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if not across or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        return self._said_head(section) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _said_head(self, section: int) -> str:
        """The head of a column for the ear, with the order that its arrow shows."""
        title = self.columns[section].title or self.columns[section].name
        if self._sorted_by is None or self._sorted_by[0] != section:
            return title
        upwards = self._sorted_by[1] is Qt.SortOrder.AscendingOrder
        words = _("{column}, sorted upwards") if upwards else _("{column}, sorted downwards")
        return words.format(column=title)

    def set_rows(self, rows: Iterable[R]) -> None:
        """Take over rows, telling the views only what differs; the order picked is kept."""
        self._given = list(rows)
        self.taking_over.emit()
        self._take_over(self._ordered(self._given))
        self.taken_over.emit()

    def _take_over(self, wanted: list[R]) -> None:
        wanted_ids = [self._row_id(row) for row in wanted]
        diff = rows_diff(self._ids, wanted_ids)
        self._ids = wanted_ids
        if len(diff.removed) + len(diff.inserted) > _MOST_RUNS:
            self.beginResetModel()
            self._rows = wanted
            self.endResetModel()
            return
        for run in diff.removed:
            self.beginRemoveRows(QModelIndex(), run.start, run.start + run.count - 1)
            del self._rows[run.start : run.start + run.count]
            self.endRemoveRows()
        for run in diff.inserted:
            stop = run.start + run.count
            self.beginInsertRows(QModelIndex(), run.start, stop - 1)
            self._rows[run.start : run.start] = wanted[run.start : stop]
            self.endInsertRows()
        self._replace_changed(wanted)

    def _replace_changed(self, wanted: list[R]) -> None:
        changed = [
            place
            for place, (old, new) in enumerate(zip(self._rows, wanted, strict=True))
            if old is not new and old != new
        ]
        self._rows = wanted
        last = len(self.columns) - 1
        for place in changed:
            self.dataChanged.emit(self.index(place, 0), self.index(place, last))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; one without a key, or -1, gives the order they came in."""
        known = 0 <= column < len(self.columns) and self.columns[column].sort is not None
        self._sorted_by = (column, order) if known else None
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [self.id_at(index.row()) for index in before]
        self._rows = self._ordered(self._given)
        self._ids = [self._row_id(row) for row in self._rows]
        if before:
            places = {row_id: place for place, row_id in enumerate(self._ids)}
            after = [
                self.index(places[row_id], index.column())
                for row_id, index in zip(ids, before, strict=True)
            ]
            self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _ordered(self, rows: list[R]) -> list[R]:
        ordered = self._sorted(rows)
        if self.heading is None:
            return ordered
        sections: dict[str, list[R]] = {self.heading(row): [] for row in rows}
        for row in ordered:
            sections[self.heading(row)].append(row)
        return [row for section in sections.values() for row in section]

    def _sorted(self, rows: list[R]) -> list[R]:
        if self._sorted_by is None:
            return list(rows)
        column, order = self._sorted_by
        key = self.columns[column].sort
        if key is None:
            return list(rows)
        keyed = [(key(row), row) for row in rows]
        have = [pair for pair in keyed if pair[0] is not None]
        have.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)
        return [row for _, row in have] + [row for found, row in keyed if found is None]

    def as_tsv(self, places: Iterable[int], columns: Sequence[Column[R]] | None = None) -> str:
        """Rows as text with tabs, the titles first, for a spreadsheet."""
        shown = self.columns if columns is None else columns
        lines = ["\t".join(column.title for column in shown)]
        for place in places:
            row = self._rows[place]
            cells = (self.copied_text(column, row) for column in shown)
            lines.append("\t".join(_one_line(cell) for cell in cells))
        return "\n".join(lines)

    @staticmethod
    def copied_text(column: Column[R], row: R) -> str:
        """A cell in words; an avatar's is the person's name."""
        words = column.text(row)
        return words or (column.avatar(row) if column.avatar else "")


def _one_line(cell: str) -> str:
    return " ".join(cell.split())
