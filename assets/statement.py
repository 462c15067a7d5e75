"""SQL that stands in a file of its own, beside the module that runs it."""

from importlib.resources import files


def statement(folder: str, name: str) -> str:
    """The text of assets/<folder>/<name>.sql."""
    return files("assets").joinpath(folder, f"{name}.sql").read_text(encoding="utf-8")
