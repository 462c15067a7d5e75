"""Who may import whom, how long a file may be, and what stays out of which package."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ARROWS = {
    "pipelines": {"assets", "sql", "metrics", "dashboards"},
    "assets": {"sql", "metrics", "dashboards"},
    "dashboards": {"metrics"},
    "sql": set[str](),
    "metrics": set[str](),
}
FORBIDDEN = {
    "metrics": {"dagster", "duckdb", "plotly", "polars", "pandas"},
    "sql": {"dagster", "plotly", "pandas"},
    "dashboards": {"dagster", "duckdb"},
}
HEAVY = {"dagster", "great_expectations", "numpy", "polars", "plotly", "pandas", "pyarrow"}
LONGEST = 300


def test_the_top_level_is_the_five_packages_and_the_tests() -> None:
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert folders - {"tests"} == set(ARROWS)


@pytest.mark.parametrize("package", ARROWS)
def test_imports_follow_the_arrows(package: str) -> None:
    wrong = [
        f"{_short(path)}: {name}"
        for path in _modules(package)
        for name in _imported(path)
        if name in ARROWS.keys() - ARROWS[package] - {package}
    ]
    assert wrong == []


@pytest.mark.parametrize("package", FORBIDDEN)
def test_a_package_stays_free_of_what_it_must_not_know(package: str) -> None:
    wrong = [
        f"{_short(path)}: {name}"
        for path in _modules(package)
        for name in _imported(path)
        if name in FORBIDDEN[package]
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", ["assets/doctor", "pipelines/cli", "metrics"])
def test_light_folders_import_heavy_libraries_only_where_they_use_them(folder: str) -> None:
    wrong = [
        f"{_short(path)}: {name}"
        for path in _modules(folder)
        for name in _imported(path, at_top=True)
        if name in HEAVY | {"duckdb"}
    ]
    assert wrong == []


def test_no_file_is_too_long() -> None:
    long = {
        _short(path): lines
        for folder in (*ARROWS, "tests")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".sql", ".js", ".css"}
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_every_module_says_in_its_first_line_what_it_holds() -> None:
    silent = [
        _short(path)
        for package in ARROWS
        for path in _modules(package)
        if path.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_only_the_command_line_prints() -> None:
    printing = [
        f"{_short(path)}:{node.lineno}"
        for package in ARROWS
        for path in _modules(package)
        if not path.is_relative_to(ROOT / "pipelines" / "cli")
        and path != ROOT / "pipelines" / "__main__.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert printing == []


def test_only_exact_reads_numbers_from_text() -> None:
    """See metrics/number.py; numbers, and texts that are surely none, are no matter."""
    calls = [
        f"{_short(path)}:{node.lineno}"
        for package in ARROWS
        for path in _modules(package)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Fraction"
        and len(node.args) == 1
        and _is_text(node.args[0])
    ]
    assert calls == []


def _is_text(node: ast.expr) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id == "str"
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    return isinstance(node, ast.JoinedStr)


def test_the_walk_sees_an_import_that_breaks_the_arrows(tmp_path: Path) -> None:
    module = tmp_path / "wrong.py"
    module.write_text("def late():\n    from pipelines.run import run_desk\n", encoding="utf-8")
    assert list(_imported(module)) == ["pipelines"]
    assert list(_imported(module, at_top=True)) == []


def _modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def _imported(path: Path, *, at_top: bool = False) -> Iterator[str]:
    """First names of what a module imports; `at_top` leaves out what functions import."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if at_top else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def _short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
