"""How cells look: one place for fonts, borders and number formats."""

from typing import TYPE_CHECKING

from metrics.label import Language
from metrics.words import words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

INK, LINE, HEAD, SOFT = "#1F2933", "#9AA5B1", "#E4E9F0", "#F5F7FA"
OPEN = "#FFFBEA"  # cells that somebody fills in
# Of a unit: how a whole number and how any other is shown.
NUMBERS = {
    "share": ("0.00%", "0.00##%"),
    "count": ("#,##0", "#,##0.0##"),
    "money": ("#,##0.00", "#,##0.00"),
    "ratio": ("0.00", "0.00##"),
    "score": ("0.00", "0.00"),
}
PLAIN = ("0", "0.0##")
TIMES = ("seconds", "minutes", "hours", "days")
_BOX = {"border": 1, "border_color": LINE}
_KINDS: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "subtitle": {"font_size": 10, "align": "center", "font_color": "#52606D"},
    "title_left": {"bold": True, "font_size": 14},
    "under_title": {"font_color": "#52606D"},
    "plain": {"text_wrap": True},
    "label": {**_BOX, "bold": True, "bg_color": SOFT, "align": "center", "text_wrap": True},
    "head": {**_BOX, "bold": True, "bg_color": HEAD, "align": "center", "text_wrap": True},
    "text": {**_BOX, "text_wrap": True, "indent": 1},
    "centre": {**_BOX, "text_wrap": True, "align": "center"},
    "item": {**_BOX, "text_wrap": True, "bold": True, "indent": 1},
    "link": {
        **_BOX,
        "text_wrap": True,
        "bold": True,
        "indent": 1,
        "font_color": "#1A56B0",
        "underline": 1,
    },
    "number": {**_BOX, "align": "right", "indent": 1},
    "total": {**_BOX, "bold": True, "bg_color": SOFT, "align": "right", "indent": 1},
    "total_text": {**_BOX, "bold": True, "bg_color": SOFT, "align": "center"},
    "key": {**_BOX, "bg_color": SOFT, "indent": 1},
    "entry": {**_BOX, "bg_color": OPEN, "align": "right", "indent": 1, "locked": False},
    "entry_text": {**_BOX, "bg_color": OPEN, "text_wrap": True, "indent": 1, "locked": False},
    "warning": {**_BOX, "text_wrap": True, "indent": 1, "font_color": "#9B1C1C"},
}


class Styles:
    """Formats of one workbook, made when first asked for."""

    def __init__(self, workbook: "Workbook", language: Language) -> None:
        self._workbook = workbook
        self._language = language
        self._made: dict[tuple[str, str, bool], Format] = {}
        self._font = "Microsoft YaHei" if language == "zh" else "Calibri"

    def of(self, kind: str, unit: str = "", *, whole: bool = False) -> "Format":
        if (kind, unit, whole) not in self._made:
            look = {
                "font_name": self._font,
                "font_size": 10,
                "font_color": INK,
                "valign": "vcenter",
                **_KINDS[kind],
            }
            if unit:
                look["num_format"] = self._number_format(unit, whole=whole)
            self._made[kind, unit, whole] = self._workbook.add_format(look)
        return self._made[kind, unit, whole]

    def _number_format(self, unit: str, *, whole: bool) -> str:
        of_whole, of_others = NUMBERS.get(unit, PLAIN)
        shape = of_whole if whole else of_others
        if unit in TIMES:
            return f'{shape} "{words("workbook", unit, self._language)}"'
        return shape
