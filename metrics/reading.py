"""The readings of a document: questions that it leaves open, as options with named choices."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, ValidationInfo, field_validator

from metrics.documents import Problem, nearest
from metrics.label import Label
from metrics.part import Part


class Choice(Part):
    """One reading: what it changes in the rest of the file; null removes a key."""

    label: Label
    changes: dict[str, Any] = Field(default_factory=dict)


class Option(Part):
    """A question that the document leaves open, the reading taken, and the others."""

    label: Label
    default: str
    choices: dict[str, Choice]
    why: Label | None = None

    @field_validator("choices")
    @classmethod
    def _must_hold_the_default(cls, choices: dict[str, Choice], info: ValidationInfo) -> Any:
        default = info.data.get("default")
        if default is not None and default not in choices:
            raise ValueError(f'there is no choice "{default}".{nearest(default, list(choices))}')
        return choices


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
