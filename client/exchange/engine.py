"""Two readings of a file: the first judges and asks, the second drafts its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from client.errors import BadFile, BadRequest
from client.exchange.drafts import (
    NOTHING,
    Draft,
    ImportOptions,
    Judged,
    Judgement,
    Plan,
    Question,
    Refusal,
)
from client.exchange.layout import Layout
from client.exchange.reading import read_rows
from client.exchange.row import CellRefused, Row
from client.exchange.settle import Asked, settle_columns, settle_units
from client.exchange.source import Opened
from client.exchange.table import Table
from garage.errors import GarageError, ValueRefused
from garage.records import find_kind
from garage.words import N_, told

_SEEN = Draft("", "", None, {}, 0)
_ALL_SEEN = (_SEEN,)
_Feed = Callable[[int, list[str]], Sequence[Draft | Refusal]]


class _Survey:
    """The first reading: the tables of a file, and what their columns show."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.tables: list[Table] = []
        self.rows = 0
        self._table: Table | None = None
        self._section: str | None = None
        self._known = True
        # Looked up once: `feed` runs for every row.
        self._section_of, self._learnt_from = layout.section, layout.learnt_from

    def feed(self, line: int, cells: list[str]) -> Sequence[Draft | Refusal]:
        """Take a record into account."""
        section = self._section_of(cells)
        if section is not None:
            self._section, self._table, self._known = section, None, True
            return _ALL_SEEN
        if not self._known:
            return _ALL_SEEN
        table = self._table
        if table is None:
            if not _opens(self.layout, line, cells):
                return _ALL_SEEN
            table = self._begin(line, cells)
            if table is None or self.layout.headed:
                return _ALL_SEEN
        width, count = len(table.header), len(cells)
        if (count < width and count < width - self.layout.slack) or not table.see(cells):
            return (Refusal(line, "", ""),)
        if count > width and not self.layout.spills:
            return (Refusal(line, "", ""),)
        self.rows += 1
        if table.section in self._learnt_from:
            try:
                self.layout.see(Row(table, cells, line))
            except (CellRefused, ValueRefused):
                return (Refusal(line, "", ""),)
        return _ALL_SEEN

    def _begin(self, line: int, cells: list[str]) -> Table | None:
        """The table that begins here; None for one that the format does not know."""
        section = self._section or ""
        header = self.layout.header(cells)
        columns = self.layout.columns(section, header)
        self._known = columns is not None
        if columns is None:
            return None
        names = self.layout.names(section, header)
        self._table = Table(section, header, line, columns, names)
        self.tables.append(self._table)
        return self._table


def _opens(layout: Layout, line: int, cells: Sequence[str]) -> bool:
    """Whether a table begins with this row; spreadsheets write "sep=;" before it."""
    return layout.begins(line) and not cells[0].lower().startswith("sep=")


def plan_rows(
    layout: Layout, opened: Opened, options: ImportOptions, delimiter: str, format_how: Judgement
) -> Plan:
    """Judge a CSV file by all its rows. Raises BadFile and BadRequest."""
    survey = _Survey(layout)
    for _ in read_rows(opened, delimiter, survey.feed):
        pass
    for table in survey.tables:
        table.look()
    if not survey.tables:
        raise BadFile(
            told("{name} has no table of {title}", name=opened.name, title=layout.title),
            N_("export it again"),
        )
    asked = Asked()
    dates, mark, remarks = settle_columns(layout, survey.tables, options, delimiter, asked)
    units = settle_units(layout, survey.tables, options, asked)
    vehicles = plan_vehicles(layout, options)
    questions = (*asked.questions, *layout.questions())
    judged = Judged(
        format=format_how,
        encoding=opened.encoding,
        delimiter=Judgement(delimiter, "judged"),
        decimal_mark=mark,
        date_order=dates,
        distance_unit=units["distance_unit"],
        volume_unit=units["volume_unit"],
        currency=units["currency"],
        columns=_columns(options),
        remarks=remarks,
    )

    def rows() -> Iterator[Draft | Refusal]:
        demand_answers(opened.name, questions)
        layout.begin()
        return read_rows(opened, delimiter, _conversion(layout, survey.tables))

    return Plan(judged, questions, vehicles, rows, survey.rows, tuple(asked.answered))


def _columns(options: ImportOptions) -> Judgement:
    if options.columns is None:
        return NOTHING
    return Judgement(", ".join(options.columns.columns), options.columns_how)


def demand_answers(name: str, questions: Sequence[Question]) -> None:
    """Raises BadRequest while there are open questions."""
    if questions:
        raise BadRequest(
            told(
                "{name} leaves something open: {questions}",
                name=name,
                questions=" ".join(each.message for each in questions),
            ),
            told(
                "say it with {options}",
                options=", ".join(dict.fromkeys(each.option for each in questions)),
            ),
        )


def _conversion(layout: Layout, tables: Sequence[Table]) -> _Feed:
    """What turns each record into drafts; it knows the tables of the first reading by line."""
    by_line = {table.line: table for table in tables}
    convert: _Feed | None = None
    width, least = 0, 0
    section: str | None = None
    known = True
    spills, section_of = layout.spills, layout.section

    def feed(line: int, cells: list[str]) -> Sequence[Draft | Refusal]:
        nonlocal convert, width, least, section, known
        opened = section_of(cells)
        if opened is not None:
            section, convert, known = opened, None, True
            return ()
        if convert is None:
            if not known or not _opens(layout, line, cells):
                return ()
            table = by_line.get(line)
            if table is None:
                known = False
                reason = told("this section is not known, so its rows are left out")
                return (Refusal(line, section or "", reason),)
            convert, width = layout.converter(table), len(table.header)
            least = width - layout.slack
            if layout.headed:
                return ()
        count = len(cells)
        if count != width and (count < least or (count > width and not spills)):
            unfit = _unfit(line, cells, width)
            if unfit is not None:
                return (unfit,)
        try:
            return convert(line, cells)
        except CellRefused as refused:
            return (Refusal(line, refused.column, refused.reason),)
        except ValueRefused as error:
            return (Refusal(line, error.field or "", error.message),)

    return feed


def _unfit(line: int, cells: list[str], width: int) -> Refusal | None:
    if len(cells) < width:
        if not any(cell.strip() for cell in cells):
            return Refusal(line, "", told("the row is empty"))
        return Refusal(
            line,
            "",
            told("the row breaks off: it has {len} of {width} cells", len=len(cells), width=width),
        )
    if not any(cell.strip() for cell in cells[width:]):
        return None
    return Refusal(
        line,
        "",
        told(
            "the row has {len} cells under {width} columns: a text lacks its quotes",
            len=len(cells),
            width=width,
        ),
    )


def plan_vehicles(layout: Layout, options: ImportOptions) -> tuple[Draft, ...]:
    """The vehicles of a file; `options.vehicle` names the only one, or chooses among several.

    None at all where neither the file nor an option names one.
    Raises BadRequest if it chooses one that is not there.
    """
    found = layout.found_vehicles
    wanted = (options.vehicle or "").strip()
    if not found:
        if not wanted:
            return ()
        found[""] = {}
    if wanted and len(found) == 1:
        layout.renamed = dict.fromkeys(found, wanted)
    elif wanted:
        names = {key: str(values.get("name") or key) for key, values in found.items()}
        chosen = {key for key, name in names.items() if name.casefold() == wanted.casefold()}
        if not chosen:
            raise BadRequest(
                told("{file} has no vehicle {wanted!r}", file=layout.file, wanted=wanted),
                told("it has {values}", values=", ".join(names.values())),
            )
        layout.skipped = frozenset(names) - chosen
    kind = find_kind("vehicle")
    assert kind is not None
    drafts = []
    for key in found:
        if key in layout.skipped:
            continue
        line = layout.vehicle_lines.get(key, 1)
        values = {**layout.vehicle_values(key), "source": layout.source(line)}
        try:
            drafts.append(Draft("vehicle", key, None, kind.check(values), line))
        except GarageError as error:
            raise BadFile(
                told(
                    "{file}: the vehicle {key!r}: {message}",
                    file=layout.file,
                    key=key,
                    message=error.message,
                )
            ) from error
    return tuple(drafts)
