"""Export: everything that a garage holds goes out, as CSV, as JSON, or as its archive."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from client.errors import BadRequest
from client.exchange import archive_out, csv_out, json_out
from client.exchange.place_out import fresh_file, fresh_folder, fresh_zip
from client.operations.covers import archived_covers, is_photo
from client.operations.importing import Cancelled, Progress
from client.operations.shapes import record_json
from client.operations.whole import Whole
from client.store import DATABASE_NAME, Reader, Store
from client.version import VERSION
from garage.moments import Moment
from garage.records import Kind, kind_named, kinds
from garage.words import N_, told

FORMATS = ("csv", "json", "zip")
"""`csv` is a folder (or a .zip) with a file for each kind; `zip` is the archive that restores."""
_STEP = 200
"""Records between two looks at whether the person wants to stop."""


@dataclass(frozen=True)
class ExportReport:
    """What went out: where to, and how many records of each kind."""

    path: Path
    format: str
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def records(self) -> int:
        """Of all kinds together."""
        return sum(self.kinds.values())

    def to_json(self) -> dict[str, Any]:
        """The shape of the command line."""
        return {
            "path": str(self.path),
            "format": self.format,
            "records": self.records,
            "kinds": self.kinds,
        }


def export_garage(
    store: Store,
    path: Path,
    format_: str,
    now: Moment,
    *,
    vehicle_id: str | None = None,
    replace: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ExportReport:
    """Write everything, or one vehicle with all that hangs on it, to `path`.

    One snapshot, streamed; `path` appears when it is whole, and durable. A file that is there
    stays unless `replace`. Raises BadRequest, NotFound, DiskFull, ReadOnly, WorldFailed or
    Cancelled, and then leaves nothing.
    """
    if format_ not in FORMATS:
        raise BadRequest(
            told("{format_!r} is no format of an export", format_=format_),
            told("use {formats}", formats=", ".join(FORMATS)),
        )
    if path.parent.resolve() == store.folder.resolve() and path.name.startswith(DATABASE_NAME):
        raise BadRequest(
            told("{name} is the garage itself", name=path.name), N_("choose another name")
        )
    if path.is_file() and not replace:
        raise BadRequest(
            told("{path} is there already", path=path), N_("give another name, or say --replace")
        )

    def work(reader: Reader) -> ExportReport:
        export = _Export(Whole(reader, vehicle_id), now, format_ == "zip", progress, cancelled)
        if format_ == "zip":
            with fresh_zip(path) as archive:
                export.archive(archive_out.ArchiveWriter(archive), store.folder)
        elif format_ == "json":
            with fresh_file(path) as file:
                export.json(file)
        elif path.suffix.lower() == ".zip":
            with fresh_zip(path) as archive:
                export.csv(lambda name: archive.open(name, "w", force_zip64=True))
        else:
            with fresh_folder(path) as folder:
                export.csv(lambda name: (folder / name).open("wb"))
        return ExportReport(path, format_, export.counts)

    return store.read(work)


class _Export:
    """One export under way: what goes out, and how far it is."""

    def __init__(
        self,
        whole: Whole,
        now: Moment,
        trash: bool,
        progress: Progress | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self._whole = whole
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0
        there = {kind: whole.count(kind, trash=trash) for kind in kinds()}
        self._kinds = [kind for kind, number in there.items() if number]
        self.counts = {kind.name: number for kind, number in there.items() if number}
        self._total = sum(self.counts.values())
        self._head = {
            "paddock": VERSION,
            "exported": now.iso,
            "vehicle": None if whole.vehicle is None else whole.vehicle.id,
        }

    def csv(self, opened: Callable[[str], Any]) -> None:
        """A file for each kind of which there are records."""
        for kind in self._kinds:
            with (
                opened(f"{kind.name}.csv") as binary,
                io.TextIOWrapper(binary, encoding="utf-8-sig", newline="") as file,
            ):
                names = self._whole.custom_names(kind)
                self._follow(csv_out.write(file, kind, self._whole.records(kind), names))

    def json(self, file: BinaryIO) -> None:
        """One document."""
        kinds_of = ((kind.name, self._shapes(kind)) for kind in self._kinds)
        head = {name: value for name, value in self._head.items() if value is not None}
        self._follow(json_out.write(file, head, kinds_of))

    def _shapes(self, kind: Kind) -> Iterator[dict[str, Any]]:
        return (record_json(record) for record in self._whole.records(kind))

    def archive(self, writer: archive_out.ArchiveWriter, folder: Path) -> None:
        """All that restores to the same garage, with the photos kept in its `folder`."""
        whole = self._whole
        for kind in self._kinds:
            rows = whole.archived(kind)
            self._follow(writer.write(archive_out.member_of(kind.name), rows))
        settings = [{"name": name, "value": value} for name, value in whole.settings.items()]
        others: dict[str, Iterable[dict[str, Any]]] = {
            archive_out.UNKNOWN: whole.unknown(),
            archive_out.HISTORY: whole.history(),
            archive_out.OPERATIONS: whole.operations(),
            archive_out.BATCHES: whole.batches(),
            archive_out.SPACES: whole.spaces(),
            archive_out.SETTINGS: settings,
        }
        vehicles = whole.archived(kind_named("vehicle"))
        found = (row["fields"].get("picture") for row in vehicles)
        # What only a newer version reads is there as it came, and no text.
        pictures = {each for each in found if isinstance(each, str)}
        if any(map(is_photo, pictures)):
            others[archive_out.PICTURES] = archived_covers(folder, pictures)
        for name, lines in others.items():
            for number in writer.write(name, lines):
                if number % _STEP == 0:
                    self._tell()
        self._tell()
        writer.finish(self._head)

    def _follow(self, steps: Iterator[int]) -> None:
        before = self._done
        for _ in steps:
            self._done += 1
            if self._done % _STEP == 0:
                self._tell()
        if self._done == before or self._done % _STEP:
            self._tell()

    def _tell(self) -> None:
        if self._cancelled():
            raise Cancelled(told("the export was stopped"), told("nothing was written"))
        if self._progress is not None:
            self._progress(self._done, self._total)
