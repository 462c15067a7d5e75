"""A line or a row of bars the size of a word, as the path of an inline SVG."""

from collections.abc import Sequence

WIDTH, HEIGHT = 84, 22


def sparkline(values: Sequence[float | None]) -> str:
    """From the lowest value to the highest; a missing value lifts the pen, one alone is no line."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    lowest, span = min(known), (max(known) - min(known)) or 1
    step = WIDTH / max(len(values) - 1, 1)
    path, pen_is_down = [], False
    for place, value in enumerate(values):
        if value is None:
            pen_is_down = False
            continue
        y = 1 + (HEIGHT - 2) * (1 - (value - lowest) / span)
        path.append(f"{'L' if pen_is_down else 'M'}{place * step:.0f} {y:.1f}")
        if not pen_is_down:
            path.append("h0")  # a lone day is a dot
        pen_is_down = True
    return "".join(path)


def sparkbars(values: Sequence[float | None]) -> str:
    """From zero up, one bar a day; a day without a value has none."""
    highest = max((value for value in values if value is not None), default=0) or 1
    step = WIDTH / max(len(values), 1)
    return "".join(
        f"M{(place + 0.5) * step:.1f} {HEIGHT - 1}v{-(HEIGHT - 2) * value / highest:.1f}"
        for place, value in enumerate(values)
        if value
    )
