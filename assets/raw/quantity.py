"""The SQL that reads numbers and lengths of time."""

from assets.raw.quoting import literal
from assets.sources.mapping import Length, Mapping
from assets.sources.source import Source

# Lengths in words: "1分20秒", "1小时2分", "2天", "1h 20m 3s". A number alone counts seconds.
WORDS = {
    86400: "(?:天|日|d|days?)",
    3600: "(?:个?小时|时|h|hrs?|hours?)",
    60: "(?:分钟?|分|m|min|mins?|minutes?)",
    1: "(?:秒钟?|s|secs?|seconds?)",
}
NUMBER = r"(\d+(?:\.\d+)?)"
CLOCK = r"(\d+:)?\d+:\d{2}(\.\d+)?"


def number(source: Source, text: str, type_: str = "decimal(38, 6)") -> str:
    """A number with the source's decimal mark and thousands separator."""
    if source.thousands is not None:
        text = f"replace({text}, {literal(source.thousands)}, '')"
    if source.decimal_mark == ",":
        # a point is then no decimal mark, and where it is no separator either it is a mistake
        text = f"case when not contains({text}, '.') then replace({text}, ',', '.') end"
    return f"try_cast({text} as {type_})"


def whole(source: Source, text: str) -> str:
    exact = number(source, text, "decimal(38, 4)")
    if source.thousands is None and source.decimal_mark == ".":
        # most are plain whole numbers; "12.0" is one too, "12.5" is not
        quick = f"try_cast({text} as bigint)"
        exact = f"case when contains({text}, '.') then {_if_whole(exact)} else {quick} end"
        return exact
    return _if_whole(exact)


def _if_whole(exact: str) -> str:
    return f"case when {exact} = floor({exact}) then cast({exact} as bigint) end"


def share(source: Source, text: str, unit: str) -> str:
    """A share between 0 and 1; a per-cent sign says so itself."""
    cut = f"rtrim({text}, '%％ ')"
    percent = f"{number(source, cut, 'decimal(18, 6)')} / 100"
    if unit == "percent":
        return f"({percent})"
    plain = number(source, text, "decimal(18, 6)")
    return (
        f"case when suffix({text}, '%') or suffix({text}, '％') then {percent} "
        f"when {plain} between 0 and 1 then {plain} end"
    )


def count_of(source: Source, mapping: Mapping, text: str, base: str) -> str:
    """A share of another column's number, as the count that it was made of."""
    of = number(source, base, "decimal(18, 4)")
    return f"cast(round({share(source, text, str(mapping.unit))} * {of}) as bigint)"


def seconds(source: Source, unit: str | None, text: str) -> str:
    plain = number(source, text, "decimal(18, 3)")
    match unit:
        case "ms":
            return f"{number(source, text, 'decimal(18, 3)')} / 1000"
        case "minutes" | "hours" | "days":
            each = {"minutes": 60, "hours": 3600, "days": 86400}[unit]
            return f"{number(source, text, 'decimal(18, 6)')} * {each}"
        case "hms":
            return f"case when regexp_full_match({text}, '{CLOCK}') then {_clock(text)} end"
        case "words":
            return _words(text)
        case _:
            return plain


def _clock(text: str) -> str:
    part = [f"try_cast(string_split({text}, ':')[{i}] as decimal(18, 3))" for i in (-1, -2)]
    hours = f"coalesce(try_cast(string_split({text}, ':')[-3] as decimal(18, 3)), 0)"
    return f"{hours} * 3600 + {part[1]} * 60 + {part[0]}"


def _words(text: str) -> str:
    spaces = r"\s*"
    shape = spaces.join(f"(?:{NUMBER}{spaces}{word})?" for word in WORDS.values())
    parts = " + ".join(
        f"coalesce(try_cast(regexp_extract({text}, '(?i){NUMBER}{spaces}{_not_longer(word)}', 1) "
        f"as decimal(18, 3)), 0) * {each}"
        for each, word in WORDS.items()
    )
    return (
        f"case when regexp_full_match({text}, '{NUMBER}') then try_cast({text} as decimal(18, 3)) "
        f"when regexp_full_match({text}, '{CLOCK}') then {_clock(text)} "
        f"when regexp_full_match({text}, '(?i){shape}') then {parts} end"
    )


def _not_longer(word: str) -> str:
    """The unit's word, not the beginning of another one ("m" of "mo", "分" is whole)."""
    return f"{word}(?:[^a-z]|$)"


def length(source: Source, length_: Length, cell: str) -> str:
    """An interval from another column; an empty cell is no time at all."""
    value = seconds(source, length_.unit, cell)
    return f"coalesce(to_microseconds(cast(({value}) * 1000000 as bigint)), interval 0 second)"
