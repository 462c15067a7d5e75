"""A process that closes the made-up desk and is killed at its Nth change of a file, if given."""

import os
import signal
import sys
from pathlib import Path

from tests.assets.appraisal_desk import make_desk
from tests.assets.ledger.closing_desk import closed_desk, make_closing_warehouse

CHANGES = ("open", "os.mkdir", "os.rename", "os.remove")


def main(home: Path, kill_at: int) -> int:
    """Answers how many changes a whole close makes below the desk."""
    seen = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in CHANGES and str(arguments[0]).startswith(str(home)):
            seen += 1
            if seen == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    connection = make_closing_warehouse()
    sys.addaudithook(watch)
    closed_desk(connection, make_desk(home))
    return seen


if __name__ == "__main__":
    sys.stdout.write(str(main(Path(sys.argv[1]), int(sys.argv[2]))))
