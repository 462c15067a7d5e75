"""Ticket policies: promises by priority, in the order in which they are tried."""

from decimal import Decimal
from pathlib import Path

import pytest

from metrics.documents import Problem, parse_document
from metrics.service_level import load_policies
from metrics.ticket_policy import TicketPolicy, load_ticket_policies, promises

LABEL = "label: {en: Ours, zh: 本台}\n"
VIP = LABEL + (
    "position: 1\n"
    "covers: {shops: [旗舰店], categories: [complaint]}\n"
    "since: 2026-02-01\n"
    "targets:\n"
    "  urgent: {first_reply: 15m, resolution: 1h30m}\n"
    '  "*": {next_reply: 2d}\n'
    "clock: {resolution: business}\n"
    "pauses: {resolution: [pending, on_hold]}\n"
    'target_share: "0.95"\n'
)


def test_every_target_is_a_row_and_the_first_policy_counts(tmp_path: Path) -> None:
    (tmp_path / "vip.yml").write_text(VIP, encoding="utf-8")
    (tmp_path / "all.yml").write_text(
        LABEL + 'targets: {"*": {resolution: 90s}}\nclock: business\n', encoding="utf-8"
    )
    rows = [[*one.model_dump().values()] for one in promises(load_ticket_policies(tmp_path))]
    since = rows[0][2]
    vip = ["vip", 1, since, None, None, ("旗舰店",), None, ("complaint",)]
    pauses, share = ("pending", "on_hold"), Decimal("0.95")
    assert rows == [
        [*vip, "urgent", "first_reply", 900, "calendar", (), share],
        [*vip, "urgent", "resolution", 5400, "business", pauses, share],
        [*vip, None, "next_reply", 172_800, "calendar", (), share],
        [
            *["all", 2, None, None, None, None, None, None],
            *[None, "resolution", 90, "business", (), Decimal(1)],
        ],
    ]
    assert str(since) == "2026-02-01"
    assert set(load_policies(tmp_path)) == {"standard"}  # those of queues stand beside them


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "targets: {urgent: {first_reply: 15}}",
            'line 2: "targets.urgent.first_reply": "15" is no',
        ),
        ("targets: {urgent: {first_reply: 1.5h}}", "write it as 90s, 15m, 4h or 2d"),
        ("targets: {urgent: {first_reply: 0m}}", "no time at all"),
        ("targets: {urgent: {}}", "nothing is promised"),
        ("targets: {urgent: {reply: 5m}}", 'unknown key "targets.urgent.reply"'),
        (
            "targets: {a: {resolution: 5m}}\npauses: {resolution: [waiting]}",
            '"waiting" is no state',
        ),
        ("targets: {a: {resolution: 5m}}\npauses: {resolution: [solved]}", '"solved" is no state'),
        ("targets: {a: {resolution: 5m}}\ncovers: {teams: []}", "covers.teams"),
        ('targets: {a: {resolution: 5m}}\ntarget_share: "95"', "target_share"),
        (
            "targets: {a: {resolution: 5m}}\nsince: 2026-02-01\nuntil: 2026-01-31",
            "until 2026-01-31 is before since 2026-02-01",
        ),
    ],
)
def test_mistakes_name_line_key_and_remedy(text: str, said: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_document(LABEL + text + "\n", TicketPolicy, where="x.yml")
    assert said in str(caught.value)
    assert str(caught.value).startswith("x.yml, line ")
