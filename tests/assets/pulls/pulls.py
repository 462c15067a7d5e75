"""Pulls of a desk without waiting, and what they landed."""

import gzip
import json
from typing import Any

from assets.desk.home import Desk
from assets.pulls.pull import Pulled, pull_all
from assets.pulls.service import Patience

QUICK = Patience(attempts=3, first_wait=0.5, longest_wait=60)


class Pulls:
    """Pulls without waiting, and remembers for how long it would have waited."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.waits = desk, list[float]()

    def __call__(self, *ids: str) -> list[Pulled]:
        return pull_all(self.desk, ids, patience=QUICK, sleep=self.waits.append)

    def landed(self, pattern: str = "*") -> list[dict[str, Any]]:
        paths = sorted((self.desk.landing / "pulls").rglob(f"{pattern}.jsonl.gz"))
        return [
            json.loads(line)
            for path in paths
            for line in gzip.decompress(path.read_bytes()).decode().splitlines()
        ]

    def ids(self, pattern: str) -> list[int]:
        return [int(str(one["id"]).rpartition("/")[2]) for one in self.landed(pattern)]
