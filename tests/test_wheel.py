"""The wheel holds all that is needed, and works in a bare environment from another folder."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("pipelines", "assets", "sql", "metrics", "dashboards")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    if (uv := _uv()) is not None:
        _run([uv, "build", "--wheel", "--quiet", "--out-dir", str(folder), str(ROOT)], folder)
    else:
        build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet"]
        _run([*build, "--wheel-dir", str(folder), str(ROOT)], folder)
    (built,) = folder.glob("*.whl")
    return built


def test_every_file_of_the_packages_is_in_the_wheel_and_no_test(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    assert wanted - packed == set()
    assert "pipelines/dagster.yaml" in packed
    assert {Path(name).suffix for name in packed} >= {".py", ".sql", ".yml", ".html"}
    assert not any(name.startswith("tests/") for name in packed)


def test_the_installed_wheel_makes_and_runs_a_desk_from_another_folder(
    wheel: Path, tmp_path: Path
) -> None:
    environment = _bare_environment(wheel, tmp_path / "venv")
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    deskmark = str(scripts / "deskmark")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    said = _run([deskmark, "demo", "--home", "desk", "--days", "1", "--agents", "4"], elsewhere)
    assert str(elsewhere / "desk" / "site" / "index.html") in said
    assert (elsewhere / "desk" / "site" / "index.html").stat().st_size > 0
    where = _run([str(scripts / "python"), "-c", "import sql; print(sql.__file__)"], elsewhere)
    assert Path(where.strip()).is_relative_to(environment)


def _bare_environment(wheel: Path, folder: Path) -> Path:
    """From uv's cache in seconds; with pip alone it takes longer."""
    if (uv := _uv()) is not None:
        constraints = folder.parent / "locked.txt"
        export = [uv, "export", "--quiet", "--locked", "--no-dev", "--no-emit-project"]
        constraints.write_text(_run([*export, "--no-hashes"], ROOT), encoding="utf-8")
        _run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)], folder.parent)
        install = [uv, "pip", "install", "--quiet", "--python", str(folder)]
        _run([*install, "--constraints", str(constraints), str(wheel)], folder.parent)
    else:
        _run([sys.executable, "-m", "venv", str(folder)], folder.parent)
        python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
        _run([str(python), "-m", "pip", "install", "--quiet", str(wheel)], folder.parent)
    return folder


def _uv() -> str | None:
    """On the path, or where `make` puts it."""
    return shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))


def _run(command: list[str], folder: Path) -> str:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "VIRTUAL_ENV", "DESKMARK_HOME", "DAGSTER_HOME"}
    }
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment | {"DESKMARK_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
