"""Loads a desk in a process of its own and tells what became of its files and at what cost.

python -m tests.assets.raw.loaded_alone HOME
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Told:
    """What a process said, and its peak memory."""

    loads: dict[str, tuple[int, int, int, int]]  # read, loaded, duplicates, rejected
    refusals: dict[str, str]
    rejects: list[tuple[str, str]]  # file, reason
    orders: list[str]
    megabytes: float


def load_alone(home: Path, seconds: int = 300) -> Told:
    """`seconds` only keeps a hanging load from hanging the tests."""
    command = [sys.executable, "-m", "tests.assets.raw.loaded_alone", str(home)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    return Told(
        loads={name: tuple(counts) for name, counts in told["loads"].items()},
        refusals=told["refusals"],
        rejects=[tuple(reject) for reject in told["rejects"]],
        orders=told["orders"],
        megabytes=told["megabytes"],
    )


def main() -> None:
    from assets.desk.home import open_desk
    from assets.raw.load import ingest
    from assets.warehouse import open_warehouse

    desk = open_desk(Path(sys.argv[1]))
    with open_warehouse(desk) as connection:
        ingested = ingest(desk, connection)
        rejects = connection.execute("select file, reason from ops.rejects order by all").fetchall()
        orders = connection.execute("select order_id from raw.orders order by all").fetchall()
    told = {
        "loads": {
            load.file: (load.records_read, load.loaded, load.duplicates, load.rejected)
            for load in ingested.loads
        },
        "refusals": ingested.refusals,
        "rejects": rejects,
        "orders": [order for (order,) in orders],
        "megabytes": _peak(),
    }
    sys.stdout.write(json.dumps(told))


def _peak() -> float:
    """Megabytes. Linux counts a parent's memory into ru_maxrss, so it is asked elsewhere."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024  # bytes on macOS


if __name__ == "__main__":
    main()
