"""Words that people see, in English and in Chinese."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["en", "zh"]


class Label(BaseModel):
    """One text in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    en: str
    zh: str

    def in_(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en
