"""A line the size of a word, as the points of an inline SVG."""

from collections.abc import Sequence

WIDTH, HEIGHT = 84, 22


def sparkline(values: Sequence[float | None]) -> str:
    """The path of the line from zero up; a missing value lifts the pen."""
    highest = max((value for value in values if value is not None), default=0) or 1
    step = WIDTH / max(len(values) - 1, 1)
    path, pen_is_down = [], False
    for place, value in enumerate(values):
        if value is None:
            pen_is_down = False
            continue
        y = 1 + (HEIGHT - 2) * (1 - value / highest)
        path.append(f"{'L' if pen_is_down else 'M'}{place * step:.0f} {y:.1f}")
        if not pen_is_down:
            path.append("h0")  # a lone day is a dot
        pen_is_down = True
    return "".join(path)
