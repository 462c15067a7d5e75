"""Words that pages and workbooks print, in English and Chinese, by topic."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import ConfigDict, RootModel

from metrics.documents import read_document
from metrics.label import Label, Language


class Words(RootModel[dict[str, dict[str, Label]]]):
    """Topic → key → label: the whole of words.yml."""

    model_config = ConfigDict(frozen=True)


def words(topic: str, key: str, language: Language) -> str:
    return label(topic, key).in_(language)


def label(topic: str, key: str) -> Label:
    return topic_words(topic)[key]


def topic_words(topic: str) -> Mapping[str, Label]:
    return _every_topic().root[topic]


@cache
def _every_topic() -> Words:
    return read_document(files("metrics").joinpath("words.yml"), Words)
