"""A scheme with some of its values set otherwise: what a desk wonders about before it decides."""

from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from metrics.documents import Problem, nearest
from metrics.exact import exact, plain
from metrics.mechanism import PLACEHOLDER
from metrics.number import Fraction
from metrics.scheme import Scheme
from metrics.scheme_files import configured_tree, read_scheme, validated
from metrics.scheme_settings import filled

Settings = Mapping[str, object]
Path = tuple[Any, ...]  # keys as YAML reads them: text, numbers, truths
TOTAL = "weights_total"


def changed_scheme(
    file: Traversable, settings: Settings, changes: Sequence[str] = ()
) -> tuple[Scheme, Fraction | None]:
    """The scheme with `lines.x.weight=25` or `parameter=3` in it.

    Where changed weights no longer add up to what the form declares, it declares their sum: the
    second answer. Nothing is rescaled.
    """
    scheme = read_scheme(file)
    paths: dict[Path, object] = {}
    chosen = dict(settings)
    plain_tree = configured_tree(file, scheme, settings)
    for change in changes:
        name, _, value = change.partition("=")
        if value and (name in scheme.parameters or name in scheme.options):
            chosen[name] = yaml.safe_load(value)
        else:
            path, set_to = _place(change, plain_tree, file)
            paths[path] = set_to
    tree = configured_tree(file, scheme, chosen)
    for path, set_to in paths.items():
        tree = _set(tree, path, set_to)
    total = _new_total(tree, paths)
    if total is not None:
        tree[TOTAL] = plain(total)
    shown = chosen | {".".join(map(str, path)): set_to for path, set_to in paths.items()}
    return validated(file, tree, shown), total


def set_now(file: Traversable, settings: Settings, name: str) -> str | None:
    """What stands there as long as nobody changes it; None where it is no single value."""
    scheme = read_scheme(file)
    tree: Any = configured_tree(file, scheme, settings)
    if name in scheme.options:
        return str(settings.get(name, scheme.options[name].default))
    path: Path = ("parameters", name, "value")
    if name not in scheme.parameters:
        path, _ = _place(f"{name}=null", tree, file)
    for key in path:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return None if tree is None or isinstance(tree, dict | list) else str(tree)


def _place(change: str, tree: Any, file: Traversable) -> tuple[Path, object]:
    """Keys may hold dots and equal signs themselves, as `x >= 0.5` does: known ones go first."""
    path: list[Any] = []
    rest = change
    while True:
        known = list(tree) if isinstance(tree, dict) else []
        found = max(
            (key for key in known if rest.startswith((f"{key}.", f"{key}="))),
            key=lambda key: len(str(key)),
            default=None,
        )
        if found is not None:
            path.append(found)
            sign, rest = rest[len(str(found))], rest[len(str(found)) + 1 :]
            tree = tree[found]
            if sign == "=":
                return tuple(path), yaml.safe_load(rest)
            continue
        key, equals, value = rest.partition("=")
        if equals and path and key and "." not in key:
            return (*path, key), yaml.safe_load(value)
        names = [str(key) for key in known]
        if not path:  # a parameter or an option is set by its own name
            names += [*tree.get("parameters", {}), *tree.get("options", {})]
        hint = nearest(key.partition(".")[0], names)
        raise Problem(f'{file}: nothing to set at "{change}"; write lines.NAME.weight=25.{hint}')


def _set(tree: Any, path: Path, value: object) -> Any:
    """A copy with the value in its place; null takes the key away."""
    key, *rest = path
    copy = dict(tree)
    if rest:
        copy[key] = _set(tree[key], tuple(rest), value)
    elif value is None:
        copy.pop(key, None)
    else:
        copy[key] = value
    return copy


def _new_total(tree: dict[str, Any], paths: Mapping[Path, object]) -> Fraction | None:
    """What the weights add up to, where they were changed and the total was not."""
    touches = any(path[0] == "lines" and path[-1] in (path[1], "weight") for path in paths)
    if not touches or (TOTAL,) in paths:
        return None
    lines = filled(tree["lines"], tree.get("parameters", {}))
    role = next(iter(tree.get("roles", {})), "")
    weights = [
        row["weight"]
        for row in lines.values()
        if row.get("weight") is not None and (not row.get("roles") or role in row["roles"])
    ]
    if not weights or any(PLACEHOLDER.search(str(weight)) for weight in weights):
        return None
    try:
        total = sum((exact(weight) for weight in weights), Fraction(0))
    except ValueError:
        return None  # no number: the scheme's own check names it
    return total if total != exact(tree.get(TOTAL, 100)) else None
