"""A number with its unit, as the digest writes it in each language."""

from metrics.label import Label
from metrics.words import label

DECIMALS = {"count": 0, "money": 2, "ratio": 2}


def written(value: float, unit: str) -> Label:
    if unit == "share":
        return Label(en=f"{value:.1%}", zh=f"{value:.1%}")
    digits = f"{value:,.{DECIMALS.get(unit, 1)}f}"
    if unit not in ("seconds", "minutes", "hours"):
        return Label(en=digits, zh=digits)
    name = label("units", unit)
    return Label(en=f"{digits} {name.en}", zh=f"{digits} {name.zh}")
