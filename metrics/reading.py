"""A document in one of its readings: what its options change in the rest of the file."""

from collections.abc import Mapping
from typing import Any

from metrics.documents import Problem, nearest
from metrics.scheme_settings import Option


def read_as(
    tree: Any, options: Mapping[str, Option], settings: Mapping[str, object], where: str
) -> Any:
    """The document's plain values with what the chosen readings change."""
    for name, wanted in settings.items():
        if name not in options:
            raise Problem(f'{where}: no option "{name}".{nearest(name, list(options))}')
        choices = options[name].choices
        if str(wanted) not in choices:
            hint = nearest(str(wanted), list(choices))
            raise Problem(f'{where}: option "{name}" has no choice "{wanted}".{hint}')
        tree = patched(tree, choices[str(wanted)].changes)
    return tree


def patched(tree: Any, changes: Any) -> Any:
    """A merge patch: mappings are merged, null removes, anything else replaces."""
    if not isinstance(changes, dict) or not isinstance(tree, dict):
        return changes
    merged = dict(tree)
    for key, change in changes.items():
        if change is None:
            merged.pop(key, None)
        else:
            merged[key] = patched(merged.get(key), change) if key in merged else change
    return merged
