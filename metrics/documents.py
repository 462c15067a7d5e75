"""A settings file read whole: every mistake names the file, the line, the key and the remedy."""

import difflib
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from metrics.label import Label

M = TypeVar("M", bound=BaseModel)
# libyaml where PyYAML has it: ten times as quick
SAFE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Location = tuple[int | str, ...]


class Problem(Exception):
    """A mistake that the user can mend; its text is one clear sentence per line."""


def read_document(path: Path | Traversable, model: type[M]) -> M:
    """The YAML file as a validated model; raises Problem with every mistake in it at once."""
    return parse_document(_text_of(path), model, where=str(path))


def parse_document(text: str, model: type[M], *, where: str) -> M:
    try:
        root, values = _parsed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise Problem(f"{where}, line {line}: not valid YAML: {error.problem}.") from None
    except ValueError as error:
        raise Problem(f"{where}: not valid YAML: {error}.") from None
    if root is not None:
        _refuse_repeated_keys(root, where)
    try:
        return model.model_validate({} if values is None else values)
    except ValidationError as error:
        lines = [_sentence(one, model, root, where) for one in error.errors()]
        raise Problem("\n".join(dict.fromkeys(lines))) from None


def problem_at(path: Path | Traversable, location: Location, text: str) -> Problem:
    """A mistake that validation alone cannot see, at the line of its key."""
    root, _ = _parsed(_text_of(path))
    return Problem(f'{path}, line {_line_of(root, location)}: "{_dotted(location)}": {text}')


def nearest(word: str, known: list[str]) -> str:
    """A hint for a mistyped word: ' Did you mean "…"?' or the words that are known."""
    return hint(word, known).en


def hint(word: str, known: list[str]) -> Label:
    """The same behind a sentence in either language."""
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return Label(en=f' Did you mean "{close[0]}"?', zh=f"是不是“{close[0]}”？")
    if not known:
        return Label(en="", zh="")
    words = sorted(known)
    return Label(en=f" Known here: {', '.join(words)}.", zh=f"已有：{'、'.join(words)}。")


def _parsed(text: str) -> tuple[Node | None, object]:
    """The nodes, which know their lines, and the plain values, from one reading of the text."""
    loader = SAFE_LOADER(text)
    try:
        root = loader.get_single_node()
        return root, None if root is None else loader.construct_document(root)
    finally:
        loader.dispose()


def _text_of(path: Path | Traversable) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Problem(f"{path}: there is no such file.") from None
    except UnicodeDecodeError:
        raise Problem(f"{path}: not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise Problem(f"{path}: cannot be read: {error.strerror}.") from None


def _refuse_repeated_keys(node: Node, where: str) -> None:
    """YAML keeps the last of two equal keys without a word; a settings file must not."""
    for mapping in _mappings(node):
        seen: set[str] = set()
        for key, _ in mapping.value:
            if isinstance(key, ScalarNode) and key.value in seen:
                line = key.start_mark.line + 1
                raise Problem(f'{where}, line {line}: "{key.value}" stands twice; keep one.')
            seen.add(str(key.value))


def _mappings(node: Node) -> Iterator[MappingNode]:
    if isinstance(node, MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, SequenceNode):
        for value in node.value:
            yield from _mappings(value)


def _sentence(error: Any, model: type[BaseModel], root: Node | None, where: str) -> str:
    location: Location = error["loc"]
    line, key = _line_of(root, location), _dotted(location)
    at = f"{where}, line {line}" if line else where
    match error["type"]:
        case "extra_forbidden":
            known = _fields_at(model, location[:-1])
            return f'{at}: unknown key "{key}".{nearest(str(location[-1]), known)}'
        case "missing":
            return f'{at}: "{key}" is missing; add it.'
        case _:
            text = str(error["msg"]).removeprefix("Value error, ")
            return f'{at}: "{key}": {text}' if key else f"{at}: {text}"


def _dotted(location: Location) -> str:
    return ".".join(str(part) for part in location if part != "[key]")  # pydantic's mark of a key


def _line_of(node: Node | None, location: Location) -> int | None:
    """The line of the deepest part of the location that the file has."""
    line: int | None = None
    for part in location:
        if isinstance(node, MappingNode):
            found = next(((k, v) for k, v in node.value if k.value == str(part)), None)
            if found is None:
                continue  # a union's tag: pydantic names it, the file does not
            line, node = found[0].start_mark.line + 1, found[1]
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line if line is not None else (1 if node is not None else None)


def _fields_at(model: type[BaseModel], location: Location) -> list[str]:
    """Keys that the model knows at this place."""
    here: list[Any] = [model]
    for part in location:
        here = [inner for kind in here for inner in _inside(kind, part)] or here
    return sorted({name for kind in here for name in _field_names(kind)})


def _field_names(kind: Any) -> list[str]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [field.alias or name for name, field in kind.model_fields.items()]
    return []


def _inside(kind: Any, part: int | str) -> list[Any]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if part in (name, field.alias):
                return _alternatives(field.annotation)
        return []
    arguments = get_args(kind)
    if get_origin(kind) is dict and len(arguments) == 2:
        return _alternatives(arguments[1])
    return [inner for argument in arguments for inner in _alternatives(argument)]


def _alternatives(annotation: Any) -> list[Any]:
    if get_origin(annotation) in (Union, UnionType):
        return [inner for argument in get_args(annotation) for inner in _alternatives(argument)]
    return [annotation]
