"""KPIs that are not counted by hand yet, with their variants."""

OPEN = {
    "callback_completion", "volume_vs_base",
    "agent_wait_business_hours", "agent_wait_hours", "backlog", "bot_handled_rate",
    "bot_sessions", "break_hours", "callback_rate", "callbacks_done",
    "chat_reply_rate:closings_exempt", "chat_reply_rate:every_question", "chat_sessions",
    "chat_transfer_rate", "complaint_handling_rate", "complaint_rate:orders",
    "complaint_reply_rate", "complaint_resolution_hours", "complaint_resolution_rate",
    "complaint_unresolved_rate", "complaints:verified", "concurrent_chats",
    "concurrent_chats_max", "contacts_handled", "csat_mean", "difficult_resolution_rate",
    "dissatisfied_complaint_resolution_rate", "fcr_rate", "feedback_on_time_rate",
    "first_reply_business_minutes", "first_reply_minutes", "first_resolution_business_hours",
    "first_resolution_hours", "first_response_seconds:sessions",
    "full_resolution_business_hours", "full_resolution_hours", "handoffs", "im_tickets",
    "logged_in_hours", "long_off_seats", "missed_offer_rate", "missed_offers",
    "next_reply_business_minutes", "next_reply_minutes", "occupancy", "off_seat_minutes",
    "offline_messages", "on_hold_business_hours", "on_hold_hours", "one_touch_rate",
    "people_at_work", "phone_tickets", "relay_on_time_rate", "reopen_rate",
    "repeat_contact_rate", "replied_within_rate:closings_exempt",
    "replied_within_rate:every_reply_180s", "replied_within_rate:sessions_180s",
    "replied_within_rate:sessions_30s", "replied_within_rate_24h",
    "requester_wait_business_hours", "requester_wait_hours", "resolution_rate",
    "resolved_on_time_rate", "sales_per_rep", "seen_average_response_seconds",
    "seen_first_response_seconds", "seen_replied_within_rate", "seen_reply_rate",
    "slow_chat_rate", "slow_chats", "ticket_completeness_rate", "ticket_csat_rate",
    "ticket_first_time_fix_rate", "ticket_sla_breaches", "ticket_sla_rate",
    "tickets_per_workday", "tickets_solved", "unreplied_customers:closings_exempt",
    "utilisation", "weighted_workload",
}  # fmt: skip


def is_open(id_: str) -> bool:
    parts = id_.split(":")
    return any(":".join(parts[:length]) in OPEN for length in range(1, len(parts) + 1))
