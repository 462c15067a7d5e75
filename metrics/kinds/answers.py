"""Answers to a survey: which questions to ask, what is amiss, and the figures they make."""

from collections.abc import Mapping, Sequence

from metrics.kinds.figure import figure
from metrics.kinds.survey import Survey
from metrics.label import Label
from metrics.number import Fraction
from metrics.saying import said

Answers = Mapping[str, str]  # of one survey: question or fact → answer


def is_asked(survey: Survey, question: str, known: Answers) -> bool:
    """Whether what is known by then calls for the question."""
    wanted = survey.questions[question].ask_when
    return all(known.get(name) == answer for name, answer in wanted.items())


def amiss(survey: Survey, answers: Answers) -> list[Label]:
    """Unknown questions, answers that a question doesn't take, and what should not be asked."""
    found: list[Label] = []
    for name, answer in answers.items():
        if name in survey.facts:
            continue
        if name not in survey.questions:
            found.append(said("documents", "no_question", question=name))
        elif not survey.questions[name].takes(answer):
            found.append(said("documents", "no_answer", question=name, answer=answer))
        elif not is_asked(survey, name, answers):
            found.append(said("documents", "not_to_be_asked", question=name))
    return found


def counts(survey: Survey, surveys: Sequence[Answers], due: int) -> dict[str, Fraction]:
    """What the answers add up to; `due` surveys should have been made."""
    found = dict.fromkeys(survey.counts, Fraction(0))
    found |= {"completed": Fraction(len(surveys)), "due": Fraction(due)}
    for answers in surveys:
        for name, answer in answers.items():
            if name not in survey.questions:
                continue
            question = survey.questions[name]
            if question.choices:
                found[f"{name}_{answer}"] += 1
            else:
                found[f"{name}_count"] += 1
            if question.numbers is not None:
                found[f"{name}_sum"] += int(answer)
    return found


def figures(survey: Survey, surveys: Sequence[Answers], due: int) -> dict[str, Fraction | None]:
    added = counts(survey, surveys, due)
    return {name: figure(one.formula, added) for name, one in survey.figures.items()}
