"""Names as files: what no disk takes becomes "_", and no two share one."""

import re
from collections.abc import Collection, Iterable


def file_names(
    wanted: Iterable[str], nameless: str, reserved: Collection[str] = ()
) -> dict[str, str]:
    """Wanted → file name; those that would collide, whatever their case, are numbered."""
    names: dict[str, str] = {}
    taken = set(reserved)
    for one in sorted(wanted):
        plain = re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", one).strip(" .")
        plain = plain[:80] or nameless
        name, number = plain, 2
        while name.casefold() in taken:
            name, number = f"{plain} ({number})", number + 1
        taken.add(name.casefold())
        names[one] = name
    return names
