"""Write the next migration of the server's tables, from how they differ from the last one.

    python packaging/make_revision.py "tell what changes"     the next revision
    python packaging/make_revision.py --first                 r0001 anew, before the first release

Read what it wrote, and add to it what rows need: it sees tables, not what is in them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from alembic import command  # noqa: E402
from alembic.config import Config  # noqa: E402

from sync_server import app  # noqa: E402
from sync_server.kit.database import METADATA, Database  # noqa: E402
from sync_server.kit.migrations import VERSIONS, head, upgrade  # noqa: E402

FIRST = VERSIONS / "r0001_the_first_tables.py"


def write(message: str, number: int) -> Path:
    """Compare the declared tables with those that the migrations make; the new file."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/compared.sqlite")
        try:
            with database.write() as connection:
                if number > 1:
                    upgrade(connection)
                config = Config()
                config.set_main_option("script_location", str(VERSIONS.parent))
                config.set_main_option("file_template", "r%%(rev)s_%%(slug)s")
                config.attributes["connection"] = connection
                command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
        finally:
            database.close()
    (made,) = VERSIONS.glob(f"r{number:04}_*.py")
    for tool in (["check", "--fix", "--quiet", "--select", "F401,I"], ["format", "--quiet"]):
        subprocess.run([sys.executable, "-m", "ruff", *tool, str(made)], check=True, cwd=ROOT)
    return made


def main(arguments: list[str]) -> int:
    """Write one revision; 2 for wrong usage."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    if arguments == ["--first"]:
        if head() > 1:
            print("error: there are later revisions; make the next one instead", file=sys.stderr)
            return 2
        FIRST.unlink(missing_ok=True)
        made = write("the first tables", 1)
    else:
        made = write(arguments[0], head() + 1)
    print(f"{made.relative_to(ROOT)} for {len(METADATA.tables)} tables of {len(app.TABLES)} rooms")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
