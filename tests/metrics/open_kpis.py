"""KPIs that are not counted by hand yet, with their variants."""

OPEN: frozenset[str] = frozenset()


def is_open(id_: str) -> bool:
    parts = id_.split(":")
    return any(":".join(parts[:length]) in OPEN for length in range(1, len(parts) + 1))
