"""Chats as messages: rounds of question and answer, greetings, the robot, handing over, silence."""

from dataclasses import dataclass

import numpy as np

from pipelines.demo.agents import Agents
from pipelines.demo.arrays import Chance, Flags, Floats, Ints, around
from pipelines.demo.conversations import Conversations

CUSTOMER, AGENT, BOT, SYSTEM = range(4)
ASKS, ANSWERS, GREETS, ROBOT, HANDS_OVER, THANKS = range(6)
REPLY_SECONDS = 20.0


@dataclass(frozen=True)
class Messages:
    """One entry per message, in order of time."""

    at: Floats
    chat: Ints  # row of the conversation
    sender: Ints
    agent: Ints  # -1 where none is involved
    passed_to: Ints
    phrase: Ints


@dataclass(frozen=True)
class Outcome:
    """What the agents made of each chat, as the shop's platform would know it."""

    ended: Floats
    first_response: Floats  # NaN when nobody replied
    waits: Floats  # sum over rounds
    replies: Ints
    is_rated: Flags
    is_satisfied: Flags


@dataclass(frozen=True)
class _Rounds:
    """One entry per round of a human conversation, chat by chat."""

    chat: Ints
    number: Ints
    agent: Ints
    asked: Floats  # first message of the customer
    questions: Ints
    last_asked: Floats
    replied: Floats
    second_reply: Floats
    is_answered: Flags
    is_last: Flags


def write_messages(agents: Agents, chats: Conversations, rng: Chance) -> tuple[Messages, Outcome]:
    rounds = _rounds(chats, rng)
    pieces = [*_robot(chats, rng), *_human(chats, rounds, rng)]
    fields = list(zip(*pieces, strict=True))
    at, chat, sender, agent, passed_to, phrase = (np.concatenate(field) for field in fields)
    at = np.floor(at)
    order = np.lexsort((sender, chat, at))
    kept = Messages(
        at[order], chat[order], sender[order], agent[order], passed_to[order], phrase[order]
    )
    return kept, _outcome(agents, chats, rounds, kept, rng)


_Piece = tuple[Floats, Ints, Ints, Ints, Ints, Ints]


def _piece(at: Floats, chat: Ints, sender: int, agent: Ints, passed_to: Ints | None,
           phrase: int) -> _Piece:  # fmt: skip
    nobody = np.full(len(at), -1)
    return (
        at,
        chat,
        np.full(len(at), sender),
        agent,
        nobody if passed_to is None else passed_to,
        np.full(len(at), phrase),
    )


def _rounds(chats: Conversations, rng: Chance) -> _Rounds:
    chat = np.repeat(np.arange(chats.count), chats.rounds)
    size = len(chat)
    start = np.cumsum(chats.rounds) - chats.rounds
    number = np.arange(size) - start[chat]
    is_last = number == chats.rounds[chat] - 1
    questions = 1 + np.searchsorted([0.74, 0.93], rng.random(size))
    typing = (questions - 1) * rng.uniform(4, 14, size)
    reply = np.clip(around(rng, REPLY_SECONDS, 0.75, size) * chats.reply_pace[chat], 2, 1800)
    is_answered = ~chats.is_neglected[chat] & ~(is_last & (rng.random(size) < 0.01))
    again = np.where(rng.random(size) < 0.18, rng.uniform(3, 20, size), 0)
    pause = np.clip(around(rng, 30, 0.8, size), 3, 600)
    handed = (number == chats.rounds[chat] // 2) & (chats.second_agent[chat] >= 0)
    reply += np.where(handed, rng.uniform(15, 60, size), 0)
    length = typing + reply + again + pause
    before = np.cumsum(length) - length
    first = before[np.minimum(start, max(size - 1, 0))] if size else np.zeros(chats.count)
    robot = np.where(chats.robot_rounds > 0, 12 * chats.robot_rounds + 8, 0)
    asked = chats.opened[chat] + robot[chat] + before - first[chat]
    passed = (chats.second_agent[chat] >= 0) & (number >= chats.rounds[chat] // 2)
    replied = asked + typing + reply
    return _Rounds(
        chat=chat,
        number=number,
        agent=np.where(passed, chats.second_agent[chat], chats.agent[chat]),
        asked=asked,
        questions=questions,
        last_asked=asked + typing,
        replied=replied,
        second_reply=np.where(again > 0, replied + again, np.inf),
        is_answered=is_answered,
        is_last=is_last,
    )


def _robot(chats: Conversations, rng: Chance) -> list[_Piece]:
    """The robot's part: it answers at once, then hands over where an agent takes part."""
    chat = np.repeat(np.arange(chats.count), chats.robot_rounds)
    number = np.arange(len(chat)) - (np.cumsum(chats.robot_rounds) - chats.robot_rounds)[chat]
    asked = chats.opened[chat] + 12 * number
    nobody = np.full(len(chat), -1)
    handed = np.flatnonzero((chats.robot_rounds > 0) & (chats.rounds > 0))
    handed_at = chats.opened[handed] + 12 * chats.robot_rounds[handed] + 4
    return [
        _piece(asked, chat, CUSTOMER, nobody, None, ASKS),
        _piece(asked + rng.uniform(1, 2, len(chat)), chat, BOT, nobody, None, ROBOT),
        _piece(handed_at, handed, SYSTEM, chats.agent[handed], None, HANDS_OVER),
    ]


def _human(chats: Conversations, rounds: _Rounds, rng: Chance) -> list[_Piece]:
    pieces = []
    for question in range(3):  # the first, the last, and one between
        asks = rounds.questions > question
        share = question / np.maximum(rounds.questions - 1, 1)
        at = rounds.asked + share * (rounds.last_asked - rounds.asked)
        pieces.append(_piece(at[asks], rounds.chat[asks], CUSTOMER, rounds.agent[asks], None, ASKS))
    first = rounds.number == 0
    greeted = rounds.asked[first] + 1
    pieces.append(_piece(greeted, rounds.chat[first], AGENT, rounds.agent[first], None, GREETS))
    answered, more = rounds.is_answered, rounds.is_answered & np.isfinite(rounds.second_reply)
    for mask, at in ((answered, rounds.replied), (more, rounds.second_reply)):
        pieces.append(_piece(at[mask], rounds.chat[mask], AGENT, rounds.agent[mask], None, ANSWERS))
    return [*pieces, _passing_on(chats, rounds), _thanks(rounds, rng)]


def _passing_on(chats: Conversations, rounds: _Rounds) -> _Piece:
    half = chats.rounds[rounds.chat] // 2
    passes = (rounds.number == half - 1) & (chats.second_agent[rounds.chat] >= 0)
    last_word = np.where(np.isfinite(rounds.second_reply), rounds.second_reply, rounds.replied)
    chat = rounds.chat[passes]
    return _piece(
        last_word[passes] + 2, chat, SYSTEM, chats.agent[chat], chats.second_agent[chat], HANDS_OVER
    )


def _thanks(rounds: _Rounds, rng: Chance) -> _Piece:
    """A closing courtesy that nobody answers."""
    says = rounds.is_last & rounds.is_answered & (rng.random(len(rounds.chat)) < 0.1)
    last_word = np.where(np.isfinite(rounds.second_reply), rounds.second_reply, rounds.replied)
    at = last_word[says] + rng.uniform(4, 40, int(says.sum()))
    return _piece(at, rounds.chat[says], CUSTOMER, rounds.agent[says], None, THANKS)


def _outcome(
    agents: Agents, chats: Conversations, rounds: _Rounds, messages: Messages, rng: Chance
) -> Outcome:
    size = chats.count
    ended = chats.opened.copy()
    np.maximum.at(ended, messages.chat, messages.at)
    wait = np.where(rounds.is_answered, rounds.replied - rounds.asked, 0)
    first = rounds.is_answered & (rounds.number == 0)
    first_response = np.full(size, np.nan)
    first_response[rounds.chat[first]] = wait[first]
    is_rated = ~np.isnan(first_response) & (rng.random(size) < 0.35)
    warmth = agents.warmth[np.clip(chats.agent, 0, None)]
    return Outcome(
        ended=ended,
        first_response=first_response,
        waits=np.bincount(rounds.chat, weights=wait, minlength=size).astype(np.float64),
        replies=np.bincount(rounds.chat[rounds.is_answered], minlength=size),
        is_rated=is_rated,
        is_satisfied=is_rated & (rng.random(size) < warmth),
    )
