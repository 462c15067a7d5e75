"""The YAML of a draft, as text with comments: what is declared, what is to choose, what is left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assets.files.match import PERSONAL
from assets.probe.flow import in_one_line
from assets.probe.layout import Layout
from assets.probe.likeness import HOLDS, MOST_NAMES, Guess, Meaning, Name, meanings_of
from assets.probe.number_marks import fitting_marks
from assets.probe.proposal import NULL_WORDS, Entry, Proposal, texts_of
from metrics.label import Language
from metrics.saying import said

NUMBERS = ("integer", "number", "money", "seconds")


@dataclass(frozen=True)
class DraftText:
    """What is known of a file, written in the order in which a person fills it in."""

    file: str
    layout: Layout
    guess: Guess
    proposals: dict[str, Proposal]  # by column
    names: list[Name]
    language: Language

    @property
    def to_fill(self) -> list[str]:
        """Required columns that the file does not settle."""
        required = [name for name, column in self.guess.log.columns.items() if column.required]
        return [
            name for name in required if name not in self.proposals or self.proposals[name].is_open
        ]

    def lines(self) -> Iterator[str]:
        layout, log = self.layout, self.guess.log
        yield f"# {self._say('drafted', file=_in_line(self.file))}"
        label = _in_line(self.file).split(".")[0]
        yield f"label: {in_one_line({'en': label, 'zh': label})}"
        yield f"log: {log.name}   # {log.description.in_(self.language)}"
        yield f"format: {layout.format}"
        yield from self._form()
        yield f"# time_zone: desk   # {self._say('time_zone')}"
        nulls = [
            one for one in NULL_WORDS if any(one in cells.values() for cells in layout.samples)
        ]
        if nulls:
            yield f"null_words: {in_one_line(['', *nulls])}"
        yield from self._marks()
        yield "columns:"
        for column in log.mapped_columns:
            yield from self._column(column)
        yield from self._left()
        yield f"# as_of: {self._say('as_of')}"
        yield f"# reference: {self._say('reference')}"

    def _form(self) -> Iterator[str]:
        """What the file needs to be read at all, where it is not the default."""
        layout = self.layout
        if layout.format in ("csv", "jsonl", "json") and layout.encoding != "utf-8":
            doubt = "" if layout.is_encoding_known else f"   # {self._say('encoding')}"
            yield f"encoding: {layout.encoding}{doubt}"
        if layout.format == "csv":
            if layout.delimiter != ",":
                yield f'delimiter: "{layout.delimiter}"'.replace("\t", "\\t")
            if layout.quote != '"':
                yield f"quote: {in_one_line(layout.quote)}"
            if not layout.has_header:
                yield f"header: {in_one_line(layout.header)}   # {self._say('header')}"
        if layout.header_row > 1:
            yield f"header_row: {layout.header_row}"
        if len(layout.sheets) > 1:
            yield (
                f"sheet: {in_one_line(layout.sheets[0])}   # {self._say('others')}: "
                + in_one_line(layout.sheets[1:])
            )
        if layout.lists:
            others = f"   # {self._say('others')}: {in_one_line(layout.lists[1:])}"
            yield f"records: {layout.lists[0]}{others if layout.lists[1:] else ''}"

    def _marks(self) -> Iterator[str]:
        texts = [
            text
            for column, meaning in self.guess.meanings.items()
            if self.guess.log.columns[column].type in NUMBERS
            for text in texts_of(self.layout, meaning.header)
        ]
        marks = fitting_marks(texts)
        if not marks or marks[0] == (".", ""):
            return
        lead = "# " if len(marks) > 1 else ""
        if lead:
            yield f"# {self._say('choose')}"
        for decimal, thousands in marks:
            yield f'{lead}decimal_mark: "{decimal}"'
            if thousands:
                yield f'{lead}thousands: "{thousands}"'

    def _column(self, column: str) -> Iterator[str]:
        spec = self.guess.log.columns[column]
        proposal, meaning = self.proposals.get(column), self.guess.meanings.get(column)
        if proposal is None or meaning is None:
            if spec.required:
                yield f"  # {column}: {spec.description}"
                yield from self._gap(column)
            return
        if not proposal.is_open:
            yield f"  {column}: {_entry(proposal.entry)}{self._because(meaning)}"
            return
        yield f"  # {column}: {spec.description}"
        yield f"  # {self._say('words' if proposal.words else 'choose')}"
        for entry in proposal.choices:
            yield f"  #   {column}: {_entry(entry)}"
        if proposal.words:
            entry = proposal.entry | {"values": dict.fromkeys(proposal.words, "?")}
            yield f"  #   {column}: {_entry(entry)}"
        if spec.required:
            yield from self._gap(column)

    def _gap(self, column: str) -> Iterator[str]:
        """A header that no file has, so that the draft takes none before it is filled in."""
        yield f"  {column}: {in_one_line(self._say('fill_in', column=column))}"

    def _because(self, meaning: Meaning) -> str:
        known = meaning.known
        if meaning.likeness == 1 and not known.source:
            return ""
        if not known.source:
            return f"   # {self._say('like', likeness=round(meaning.likeness * 100))}"
        return f"   # {self._say('known', name=_in_line(known.name), source=known.source)}"

    def _left(self) -> Iterator[str]:
        used = {meaning.header for meaning in self.guess.meanings.values()}
        left = [name for name in self.layout.header if name not in used]
        if left:
            yield f"  # {self._say('left')}"
        for name in left[:MOST_NAMES]:
            found = meanings_of(name, self.guess.log, self.names, HOLDS)
            like = [one.column for one in found if one.column not in self.guess.meanings][:2]
            # a file without a header line has a record there
            shown = "※" if re.search(PERSONAL, name) else in_one_line(name)
            yield f"  #   {shown}" + (f"   → {', '.join(like)}?" if like else "")

    def _say(self, key: str, **values: object) -> str:
        return said("draft", key, **values).in_(self.language)


def _entry(entry: Entry) -> str:
    return in_one_line(entry["from"] if len(entry) == 1 else entry)


def _in_line(text: str) -> str:
    """What a file says must not end the comment that it stands in."""
    return " ".join(text.split())
