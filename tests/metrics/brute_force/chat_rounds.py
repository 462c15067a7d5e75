"""Rounds: a run of a customer's messages, and the first reply of a person to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.metrics.brute_force.chat_messages import Message


@dataclass(frozen=True)
class Round:
    asked: tuple[datetime, ...]
    questions: tuple[datetime, ...]  # of these, those that do more than thank or say goodbye
    replied_at: datetime | None

    @property
    def asked_at(self) -> datetime:
        return self.asked[0]

    @property
    def is_closing(self) -> bool:
        return not self.questions

    def since(self, from_question: bool) -> datetime:
        return self.questions[0] if from_question and self.questions else self.asked[0]


def rounds_in(told: Sequence[Message]) -> list[Round]:
    rounds: list[Round] = []
    run: list[Message] = []
    for message in told:
        if not message.is_reply:
            run.append(message)
        elif run:
            rounds.append(_round(run, message.at))
            run = []
    return [*rounds, _round(run, None)] if run else rounds


def _round(run: Sequence[Message], replied_at: datetime | None) -> Round:
    return Round(
        tuple(message.at for message in run),
        tuple(message.at for message in run if not message.is_courtesy),
        replied_at,
    )
