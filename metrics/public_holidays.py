"""Public holidays and make-up workdays of a country, by the `holidays` library."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from metrics.documents import nearest
from metrics.label import Label

ONE_DAY = timedelta(days=1)
# Announced as runs of days, weekends included; elsewhere a Saturday after a holiday is a Saturday.
BREAKS_TAKE_WEEKENDS = frozenset({"CN", "CHN"})


@dataclass(frozen=True)
class PublicDays:
    """Names of the holidays by date, and days of the weekend that are worked instead of others."""

    holidays: dict[date, Label]
    make_up_days: frozenset[date]


NO_PUBLIC_DAYS = PublicDays({}, frozenset())


@cache
def public_days(
    country: str, subdivision: str | None, first_year: int, last_year: int
) -> PublicDays:
    """In China the weekend that touches a holiday belongs to its break."""
    import holidays

    years = range(first_year, last_year + 1)
    known = holidays.country_holidays(country, subdiv=subdivision, years=years)
    in_english, in_chinese = (
        holidays.country_holidays(country, subdiv=subdivision, years=years, language=language)
        if language in known.supported_languages
        else known
        for language in ("en_US", "zh_CN")
    )
    names = {day: Label(en=in_english[day], zh=in_chinese[day]) for day in sorted(known)}
    make_up_days = frozenset(day for day in known.weekend_workdays if day.year in years)
    if country in BREAKS_TAKE_WEEKENDS:
        names = _with_weekends(names, known.weekend, make_up_days)
    return PublicDays(names, make_up_days)


def _with_weekends(
    names: dict[date, Label], weekend: set[int], make_up_days: frozenset[date]
) -> dict[date, Label]:
    breaks = dict(names)
    for holiday, name in names.items():
        for step in (ONE_DAY, -ONE_DAY):
            day = holiday + step
            while day.weekday() in weekend and day not in make_up_days:
                breaks.setdefault(day, name)
                day += step
    return breaks


def unknown_country(country: str) -> str | None:
    """Why there is no such country, and which one may be meant."""
    from holidays.registry import COUNTRIES, EntityLoader

    codes = set(EntityLoader.get_country_codes())  # listing them as supported imports them all
    if country in codes:
        return None
    by_name = {name.replace("_", " "): entry[1] for name, entry in COUNTRIES.items()}
    if country.upper() in codes:
        hint = f' Write it as "{country.upper()}".'
    elif country.lower() in by_name:
        hint = f' Write it as "{by_name[country.lower()]}".'
    else:
        hint = nearest(country.upper(), sorted(code for code in codes if len(code) == 2))
        hint = hint if "mean" in hint else " Use its two-letter code, such as CN."
    return f'there are no holidays of a country "{country}".{hint}'


def unknown_subdivision(country: str, subdivision: str) -> str | None:
    import holidays

    codes = list(getattr(holidays, country).subdivisions)
    if subdivision in codes:
        return None
    return f'{country} has no subdivision "{subdivision}".{nearest(subdivision, codes)}'
