"""What a desk sets in a scheme: parameters left blank, and readings left open."""

import re
from typing import Any

from pydantic import ValidationInfo, field_validator

from metrics.documents import nearest
from metrics.exact import Exact, plain
from metrics.label import Label
from metrics.mechanism import PLACEHOLDER
from metrics.number import Fraction
from metrics.scheme_part import Part


class Parameter(Part):
    """A number of the document; without a value the scheme is unconfigured."""

    label: Label
    value: Exact | None = None
    assumed: bool = False
    alternatives: dict[str, Exact] = {}
    why: Label | None = None


class Choice(Part):
    """One reading of the document: what it changes in the rest of the file; null removes a key."""

    label: Label
    changes: dict[str, Any] = {}


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


def filled(tree: Any, parameters: dict[str, Any]) -> Any:
    """`$name` becomes the parameter's value, where it has one; in keys and inside texts too."""
    if isinstance(tree, dict):
        return {filled(key, parameters): filled(value, parameters) for key, value in tree.items()}
    if isinstance(tree, list):
        return [filled(value, parameters) for value in tree]
    if isinstance(tree, str) and "$" in tree:
        return _text(tree, parameters)
    return tree


def _text(text: str, parameters: dict[str, Any]) -> Any:
    values: dict[str, Any] = {}
    for name in PLACEHOLDER.findall(text):
        if name not in parameters:
            raise ValueError(f'"${name}" is no parameter.{nearest(name, list(parameters))}')
        parameter = parameters[name]
        values[name] = parameter.get("value") if isinstance(parameter, dict) else None
    if text.startswith("$") and text[1:] in values:
        return text if values[text[1:]] is None else values[text[1:]]
    return PLACEHOLDER.sub(lambda found: _written(found, values[found[1]]), text)


def _written(found: "re.Match[str]", value: Any) -> str:
    if value is None:
        return found[0]
    return plain(value) if isinstance(value, Fraction) else str(value)
