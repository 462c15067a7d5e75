"""Chat messages as a nightly archive: JSON lines, packed, one file per day."""

from pathlib import Path

import numpy as np
import polars as pl

from metrics.label import Language
from pipelines.demo.agents import Agents
from pipelines.demo.arrays import Chance
from pipelines.demo.chats import Messages
from pipelines.demo.clock import Clock, local_text
from pipelines.demo.conversations import Conversations
from pipelines.demo.customers import buyer_names
from pipelines.demo.faults import Held, deal
from pipelines.demo.files import Export, LandedFile, json_rows, land_text
from pipelines.demo.phrases import ANSWERING, ASKING, BOT, GREETING, HANDED_OVER, PLATFORMS, SHOPS
from pipelines.demo.phrases import THANKS as THANKING

EXPORT = Export("chat_messages_jsonl", "chat_messages", ("cut", "time", "bytes"), b'":')
SENDERS = ("buyer", "seller", "bot", "system")


def message_rows(
    agents: Agents, clock: Clock, chats: Conversations, messages: Messages, day: int,
    language: Language, rng: Chance,
) -> pl.DataFrame:  # fmt: skip
    """Rows of the archive, with `at` to sort and split by."""
    ids = pl.Series([*agents.ids, None])  # -1 finds the last one
    shop = SHOPS[language][chats.shop]
    first = (int(clock.midnights[day] // 86400) * 2 + chats.shop) * 10_000_000
    phrases = pl.Series([*ASKING[language], *ANSWERING[language], GREETING[language],
                         BOT[language], HANDED_OVER[language], THANKING[language]])  # fmt: skip
    wording = rng.integers(0, 10, len(messages.at))
    phrase = np.where(messages.phrase < 2, messages.phrase * 10 + wording, messages.phrase + 18)
    is_automatic = (messages.phrase == 2) | (messages.sender >= 2)
    return pl.DataFrame(
        {
            "at": messages.at,
            "msg_id": pl.Series(first + np.arange(len(messages.at))).cast(pl.String),
            "session_id": pl.Series(first + messages.chat).cast(pl.String),
            "sent_at": local_text(messages.at, clock.zone),
            "sender": pl.Series(SENDERS).gather(messages.sender),
            "agent_account": ids.gather(np.where(messages.agent < 0, agents.count, messages.agent)),
            "buyer_nick": buyer_names(chats.buyer, language).gather(messages.chat),
            "shop": pl.repeat(shop, len(messages.at), eager=True),
            "platform": pl.repeat(PLATFORMS[chats.shop], len(messages.at), eager=True),
            "auto_reply": is_automatic,
            "transfer_to": ids.gather(
                np.where(messages.passed_to < 0, agents.count, messages.passed_to)
            ),
            "text": phrases.gather(phrase),
        }
    )


def land_day(
    home: Path, clock: Clock, day: int, rows: pl.DataFrame, held: Held, rng: Chance
) -> tuple[LandedFile, Held, pl.DataFrame]:
    """The day's file; what the next one gets; and messages written after midnight."""
    rows = rows.sort("at", maintain_order=True)
    midnight = pl.col("at") < clock.midnights[day + 1]
    today, after_midnight = rows.filter(midnight).drop("at"), rows.filter(~midnight)
    dealt = deal(rng, today, held, is_last=day == clock.days - 1)
    name = f"landing/chats/messages-{clock.date_of(day):%Y%m%d}.jsonl.gz"
    landed = land_text(home, name, EXPORT, dealt, json_rows, b"", rng)
    return landed, dealt.held, after_midnight
