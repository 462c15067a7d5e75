"""The desk on disk: where its settings, logs, warehouse and results are."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from assets.desk.settings import DeskSettings
from metrics.documents import Problem, read_document


@dataclass(frozen=True)
class Desk:
    """A folder that a team owns, and its settings."""

    home: Path
    settings: DeskSettings

    @property
    def landing(self) -> Path:
        return self.home / "landing"

    @property
    def people(self) -> Path:
        return self.home / "people"

    @property
    def month_end(self) -> Path:
        return self.home / "month-end"

    @property
    def var(self) -> Path:
        return self.home / "var"

    @property
    def warehouse(self) -> Path:
        return self.var / "warehouse.duckdb"

    @property
    def published(self) -> Path:
        return self.var / "published" / "warehouse.duckdb"

    @property
    def site(self) -> Path:
        return self.home / "site"

    @property
    def exports(self) -> Path:
        return self.home / "exports"

    @property
    def ledger(self) -> Path:
        return self.home / "ledger"

    def pseudonym_key(self) -> bytes:
        """The secret behind customers' pseudonyms: made once, then kept for good."""
        path = self.home / ".pseudonym-key"
        if not path.exists():
            if self.warehouse.exists() or any(self.ledger.glob("*")):
                raise Problem(
                    f"{path}: the key behind this desk's pseudonyms is missing; copy it from where "
                    "the desk was made, or delete var/ to start with new pseudonyms."
                )
            write_key(path)
        try:
            key = bytes.fromhex(path.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            key = b""
        if len(key) < 16:
            raise Problem(f"{path}: not a key; it must be one line of at least 32 hex digits.")
        return key


def open_desk(home: Path | None = None) -> Desk:
    """The desk named by the option, by DESKMARK_HOME, or by the current folder."""
    folder = (home or _home_from_environment() or Path.cwd()).expanduser().absolute()
    settings = folder / "desk.yml"
    if not settings.is_file():
        named = home is not None or _home_from_environment() is not None
        raise Problem(
            f"{settings}: there is no desk here; make one with: deskmark init {folder}"
            if named
            else f"{folder} is not a desk (it has no desk.yml); go to one, or name one with "
            "--home or DESKMARK_HOME."
        )
    return Desk(folder, read_document(settings, DeskSettings))


def desk_if_any(home: Path | None = None) -> Desk | None:
    """For what also works without a desk: None where none is named and none is here."""
    if home is None and _home_from_environment() is None and not Path("desk.yml").is_file():
        return None
    return open_desk(home)


def write_key(path: Path) -> None:
    """Readable by its owner alone from the first byte on."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        # 128 bits: nobody guesses them, and with a short id they fill one block of SHA-256
        file.write(secrets.token_hex(16) + "\n")


def _home_from_environment() -> Path | None:
    named = os.environ.get("DESKMARK_HOME", "").strip()
    return Path(named) if named else None
