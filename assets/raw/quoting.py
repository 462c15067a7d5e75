"""Names and values as SQL, quoted: nothing that a user wrote becomes syntax."""

from collections.abc import Iterable

Constant = str | bool | int | float


def identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def literal(value: Constant) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    return "'" + value.replace("'", "''") + "'"


def same(a: str, b: str, names: Iterable[str]) -> str:
    """Whether two rows are alike in these columns; NULL is like NULL."""
    return " and ".join(
        f"{a}.{identifier(name)} is not distinct from {b}.{identifier(name)}" for name in names
    )
