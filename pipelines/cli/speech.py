"""Words of the command line, in the language of the desk or, for help, of the terminal."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metrics.label import Language


def terminal_language() -> "Language":
    """Chinese where DESKMARK_LANGUAGE or the locale says so."""
    names = ("DESKMARK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next((value for name in names if (value := os.environ.get(name))), "en")
    return "zh" if chosen.lower().startswith("zh") else "en"


def say(en: str, zh: str, language: "Language | None" = None) -> str:
    return zh if (language or terminal_language()) == "zh" else en


def teach(en: str, zh: str, *examples: str) -> str:
    """A command's help: what it does, then examples to copy. `\\b` keeps their lines apart."""
    shown = "\n".join(f"  {example}" for example in examples)
    return f"{say(en, zh)}\n\n\b\n{say('Examples:', '示例：')}\n{shown}"
