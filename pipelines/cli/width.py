"""Text cut to the width of the terminal; a Chinese character is two cells wide."""

from collections.abc import Sequence


def terminal_width() -> int:
    """What a person sees at once; a pipe takes long lines."""
    from rich.console import Console

    console = Console()
    return console.width if console.is_terminal else max(console.width, 200)


def width_of(texts: Sequence[str]) -> int:
    from rich.cells import cell_len

    return max((cell_len(text) for text in texts), default=0)


def cut(text: str, width: int) -> str:
    """One line of at most this width; what is left out shows as an ellipsis."""
    from rich.cells import cell_len, set_cell_size

    line = " ".join(text.split())
    if cell_len(line) <= width:
        return line
    return set_cell_size(line, max(width - 1, 0)).rstrip() + "…"
