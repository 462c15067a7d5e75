"""Periods scored twice, as they were and by a changed scheme: outcomes per agent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assets.appraisal.coverage import Use
from assets.appraisal.results import appraise_uses
from assets.desk.home import Desk
from assets.whatif.ground import ground, lacking, lay_out, readable, with_scheme
from metrics.number import Fraction
from metrics.outcome import Outcome, outcomes
from metrics.scheme import Scheme
from metrics.scheme_change import changed_scheme, set_now
from metrics.scheme_files import read_scheme, scheme_file
from metrics.statement import Statement

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from assets.appraisal.inputs import Row


@dataclass(frozen=True)
class Simulation:
    """`new_total` where changed weights add up to something else than before."""

    scheme: Scheme
    instead_of: str
    changes: tuple[str, ...]
    periods: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    new_total: Fraction | None


@dataclass(frozen=True)
class Changed:
    """The scheme as it would be, and who would be scored by what in each period."""

    scheme: Scheme
    uses: dict[str, list[Use]]
    new_total: Fraction | None


class Simulator:
    """One ground, scored as it was once, then by as many changes as one asks for."""

    def __init__(
        self,
        connection: "DuckDBPyConnection",
        desk: Desk,
        scheme: str,
        periods: list[str],
        instead_of: str | None = None,
    ) -> None:
        self.connection, self.desk = connection, desk
        self.file = scheme_file(scheme, desk.home / "schemes")
        self.ground = ground(connection, desk, periods)
        self.id = read_scheme(self.file).id
        if instead_of is not None:
            self.ground.refuse_unused(instead_of)
        self.replaced = instead_of or self.ground.replaced(self.id)
        self.was = self._scored(self.ground.uses, self.ground.inputs)
        self._lacking: dict[frozenset[str], list[Row]] = {}

    def run(self, changes: Sequence[str] = ()) -> Simulation:
        changed = self.changed(changes)
        uses = changed.uses
        now = self._scored(uses, self.rows(changed))
        found = [
            outcome
            for period in self.ground.periods
            for outcome in outcomes(
                self.was[period],
                now[period],
                self.ground.teams(period),
                _schemes(self.ground.uses[period], uses[period]),
            )
        ]
        periods = tuple(self.ground.periods)
        return Simulation(
            changed.scheme, self.replaced, tuple(changes), periods, tuple(found), changed.new_total
        )

    def rows(self, changed: Changed) -> "list[Row]":
        """Inputs that the changed schemes read; what was scored from stays as it was."""
        names = frozenset(changed.scheme.inputs)
        if names not in self._lacking:
            self._lacking[names] = lacking(self.connection, self.desk, self.ground, changed.uses)
        more = self._lacking[names]
        return readable([*self.ground.inputs, *more], self.ground.uses, changed.uses)

    def today(self, name: str) -> str | None:
        """What is set at a place in the scheme in force; None under another scheme's name."""
        if self.id != self.replaced:
            return None
        last = self.ground.periods[-1]
        for one, use in zip(self.ground.settings[last], self.ground.uses[last], strict=True):
            if use.scheme.id == self.id:
                return set_now(self.file, one.parameters, name)
        return None

    def changed(self, changes: Sequence[str]) -> Changed:
        """A desk's own parameters stay where the scheme is the one that it uses."""
        uses: dict[str, list[Use]] = {}
        for period in self.ground.periods:
            settings = [
                one.parameters if self.id == self.replaced else {}
                for one, use in zip(
                    self.ground.settings[period], self.ground.uses[period], strict=True
                )
                if use.scheme.id == self.replaced
            ]
            made = [changed_scheme(self.file, one, changes) for one in settings]
            schemes = [scheme for scheme, _ in made]
            uses[period] = with_scheme(self.ground.uses[period], self.replaced, schemes)
        scheme, total = made[0] if made else changed_scheme(self.file, {}, changes)
        return Changed(scheme, uses, total)

    def _scored(
        self, uses: Mapping[str, list[Use]], rows: "list[Row]"
    ) -> dict[str, list[Statement]]:
        """In order of time: what comes later counts on what came of the periods before."""
        import duckdb

        language = self.desk.settings.language
        with duckdb.connect() as connection:
            lay_out(connection, rows, self.ground.results)
            return {
                period: appraise_uses(connection, uses[period], period, language)
                for period in sorted(uses)
            }


def _schemes(was: list[Use], now: list[Use]) -> dict[tuple[str, bool], Scheme]:
    before = {(use.scheme.id, False): use.scheme for use in was}
    return before | {(use.scheme.id, True): use.scheme for use in now}
