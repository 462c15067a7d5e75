"""The whole answer of a what-if, part after part: printed, or as one JSON document."""

from typing import TYPE_CHECKING, Any

from pipelines.cli.fairness import fairness_tree, print_fairness
from pipelines.cli.simulated import as_tree, print_simulation
from pipelines.cli.stability import print_stability, stability_tree
from pipelines.cli.swept import print_sweep, sweep_tree

if TYPE_CHECKING:
    from assets.whatif.answer import Answer
    from metrics.label import Language


def print_answer(found: "Answer", language: "Language") -> None:
    if found.swept is not None:
        print_sweep(found.swept.sweep, found.swept.runs, found.swept.today, language)
    else:
        print_simulation(found.simulation, language)
    if found.fairness:
        print_fairness(found.fairness, found.simulation.scheme.id, language)
    for one in found.stability:
        print_stability(one, language)


def answer_tree(found: "Answer", language: "Language") -> dict[str, Any]:
    if found.swept is not None:
        tree = sweep_tree(found.swept.sweep, found.swept.runs, found.swept.today)
    else:
        tree = as_tree(found.simulation, language)
    if found.fairness:
        tree["fairness"] = fairness_tree(found.fairness, language)
    if found.stability:
        tree["stability"] = [stability_tree(one, language) for one in found.stability]
    return tree
