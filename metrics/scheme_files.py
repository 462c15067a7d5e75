"""The schemes that ship, those of a desk, and a scheme read with a desk's choices."""

import re
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from metrics.documents import Problem, nearest, read_document
from metrics.reading import patched
from metrics.scheme import Scheme

Settings = Mapping[str, object]
SCORED = "scored"
_KIND = re.compile(r"^kind:[ \t]*['\"]?(\w+)", re.MULTILINE)


def scheme_files(folder: Path | None = None) -> dict[str, Traversable]:
    """Scheme id → file; a desk's own schemes/ may override what ships."""
    shipped = list(files("metrics").joinpath("schemes").iterdir())
    own = list(folder.iterdir()) if folder and folder.is_dir() else []
    found = {_id(file): file for file in [*shipped, *own] if file.name.endswith(".yml")}
    return dict(sorted(found.items()))


def scored_files(folder: Path | None = None) -> dict[str, Traversable]:
    """Those that score people, and those that don't say: reading them names the mistake."""
    known = scheme_files(folder)
    return {id_: file for id_, file in known.items() if kind_of(file) in (SCORED, None)}


def kind_of(file: Traversable) -> str | None:
    """What a document says it is, before the rest of it is read; None where it does not."""
    try:
        found = _KIND.search(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return None
    return found[1] if found else None


def open_scheme(name: str, settings: Settings | None = None, folder: Path | None = None) -> Scheme:
    """A scheme by id or file, with values for its parameters and choices for its options."""
    return read_scheme(scheme_file(name, folder), settings)


def scheme_file(name: str, folder: Path | None = None) -> Traversable:
    known = scheme_files(folder)
    if name in known:
        return known[name]
    if name.endswith((".yml", ".yaml")):
        return Path(name)
    raise Problem(f'there is no scheme "{name}".{nearest(name, list(known))}')


def read_scheme(file: Traversable, settings: Settings | None = None) -> Scheme:
    kind = kind_of(file)
    if kind not in (SCORED, None):
        name = _id(file)
        raise Problem(f"{file}: it is no scored sheet ({kind}); see: deskmark schemes show {name}")
    scheme = read_document(file, Scheme)
    if scheme.id != _id(file):
        raise Problem(f'{file}: "id" is {scheme.id}, but the file is {file.name}; make them equal.')
    return _configured(file, scheme, settings) if settings else scheme


def _configured(file: Traversable, scheme: Scheme, settings: Settings) -> Scheme:
    return validated(file, configured_tree(file, scheme, settings), settings)


def configured_tree(file: Traversable, scheme: Scheme, settings: Settings) -> dict[str, Any]:
    """The file's plain values with a desk's parameters and readings in them."""
    tree: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8-sig"))
    for name, wanted in settings.items():
        if name in scheme.options:
            tree = patched(tree, _choice(file, scheme, name, wanted))
        elif name in scheme.parameters:
            tree["parameters"][name] |= _value(file, scheme, name, wanted)
        else:
            known = [*scheme.parameters, *scheme.options]
            raise Problem(f'{file}: no parameter or option "{name}".{nearest(name, known)}')
    return tree


def validated(file: Traversable, tree: dict[str, Any], settings: Settings) -> Scheme:
    """The scheme that the values make; a mistake names the file and what was chosen."""
    try:
        return Scheme.model_validate(tree)
    except ValidationError as error:
        chosen = ", ".join(f"{name}={value}" for name, value in settings.items())
        sentences = [f"{file}, with {chosen}: {_message(one)}" for one in error.errors()]
        raise Problem("\n".join(dict.fromkeys(sentences))) from None


def _choice(file: Traversable, scheme: Scheme, name: str, wanted: object) -> dict[str, Any]:
    choices = scheme.options[name].choices
    if str(wanted) not in choices:
        hint = nearest(str(wanted), list(choices))
        raise Problem(f'{file}: option "{name}" has no choice "{wanted}".{hint}')
    return choices[str(wanted)].changes


def _value(file: Traversable, scheme: Scheme, name: str, wanted: object) -> dict[str, Any]:
    """A number, the name of a printed alternative, or {value: …, assumed: true}.

    What a desk sets is no longer assumed, unless it says so.
    """
    if isinstance(wanted, dict):
        if not {"value"} <= set(wanted) <= {"value", "assumed"}:
            raise Problem(f'{file}: parameter "{name}": write {{value: …, assumed: true}}.')
        return {**_value(file, scheme, name, wanted["value"]), **wanted}
    alternatives = scheme.parameters[name].alternatives
    return {"value": alternatives.get(str(wanted), wanted), "assumed": False}


def _message(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    text = str(error["msg"]).removeprefix("Value error, ")
    return f'"{where}": {text}' if where else text


def _id(file: Traversable) -> str:
    return file.name.removesuffix(".yml").removesuffix(".yaml")
