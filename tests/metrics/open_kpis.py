"""KPIs that are not counted by hand yet, with their variants."""

OPEN = {
    "agent_wait_business_hours", "agent_wait_hours", "bot_handled_rate", "bot_sessions",
    "break_hours", "callback_rate", "callbacks_done", "chat_reply_rate:closings_exempt",
    "chat_sessions", "chat_transfer_rate", "concurrent_chats", "concurrent_chats_max",
    "fcr_rate", "feedback_on_time_rate", "first_response_seconds:sessions", "logged_in_hours",
    "long_off_seats", "missed_offer_rate", "missed_offers", "occupancy", "off_seat_minutes",
    "offline_messages", "on_hold_business_hours", "on_hold_hours", "relay_on_time_rate",
    "repeat_contact_rate", "replied_within_rate:closings_exempt",
    "replied_within_rate:every_reply_180s", "replied_within_rate:sessions_180s",
    "replied_within_rate:sessions_30s", "requester_wait_business_hours",
    "requester_wait_hours", "resolved_on_time_rate", "seen_average_response_seconds",
    "seen_first_response_seconds", "seen_replied_within_rate", "seen_reply_rate",
    "slow_chats", "ticket_first_time_fix_rate", "ticket_sla_breaches", "ticket_sla_rate",
    "tickets_per_workday", "unreplied_customers:closings_exempt", "utilisation",
}  # fmt: skip


def is_open(id_: str) -> bool:
    parts = id_.split(":")
    return any(":".join(parts[:length]) in OPEN for length in range(1, len(parts) + 1))
