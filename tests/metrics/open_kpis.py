"""KPIs that are not counted by hand yet, with their variants."""

OPEN = {
    "bot_handled_rate", "bot_sessions",
    "chat_reply_rate:closings_exempt",
    "chat_sessions", "chat_transfer_rate", "concurrent_chats", "concurrent_chats_max",
    "first_response_seconds:sessions",
    "offline_messages",
    "replied_within_rate:closings_exempt",
    "replied_within_rate:every_reply_180s", "replied_within_rate:sessions_180s",
    "replied_within_rate:sessions_30s",
    "seen_average_response_seconds",
    "seen_first_response_seconds", "seen_replied_within_rate", "seen_reply_rate",
    "slow_chats",
    "unreplied_customers:closings_exempt",
}  # fmt: skip


def is_open(id_: str) -> bool:
    parts = id_.split(":")
    return any(":".join(parts[:length]) in OPEN for length in range(1, len(parts) + 1))
