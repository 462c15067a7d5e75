"""Random chat rules: files of a desk, as a desk writes them."""

from random import Random

RuleFiles = dict[str, dict[str, object]]

CHANNELS = ("web", "APP", "phone", "wechat", "jd", "thread", "*")
TIMES = ("00:00", "04:00", "06:00", "08:00", "09:00", "12:00", "20:00", "22:30:30", "23:00")
LENGTHS = (30, 60, 120, 180, 600, 1800, 3600)


def random_chat_rules(seed: int) -> RuleFiles:
    """By name; none on some desks, which then have the shipped ones alone."""
    draw = Random(f"rules {seed}")
    channels = draw.sample(CHANNELS, draw.choice((0, 2, 4, 5, 6)))
    names = draw.sample(("jd", "house", "nights", "strict", "kuaimai", "mine"), len(channels))
    return {
        name: {
            "label": {"en": "Random", "zh": "随机"},
            "channels": [channel],
            "as_of": "2026",
            "source": ["drawn"],
            "confidence": "convention",
            **_rule(draw),
        }
        for name, channel in zip(names, channels, strict=True)
    }


def _rule(draw: Random) -> dict[str, object]:
    rule: dict[str, object] = {
        "replied_within": {
            "unit": draw.choice(("round", "session", "customer")),
            "judged_by": draw.choice(("first", "every")),
            "seconds": draw.choice(LENGTHS),
        }
    }
    if draw.random() < 0.75:
        opens, closes = draw.sample((*TIMES, "24:00"), 2)
        rule["window"] = {
            "from": "00:00" if opens == "24:00" else opens,
            "until": "08:00" if opens == "24:00" and closes == "00:00" else closes,
            "by": draw.choice(("question", "session")),
            "outside": draw.choice(("left_out", "left_out", "unanswered")),
        }
    cap = draw.choice((None, *LENGTHS))
    rule["round_cap_seconds"] = cap
    unanswered = draw.choice((None, *LENGTHS))
    rule["unanswered_seconds"] = unanswered if not (cap and unanswered) else min(cap, unanswered)
    rule["idle_split_seconds"] = draw.choice((None, None, 60, 600, 1801))
    rule["closings"] = draw.choice(("exempt", "counted"))
    rule["slow_chat"] = {"replies": draw.choice((1, 2, 3)), "seconds": draw.choice((30, 60, 120))}
    return rule
