"""What is said behind a sentence about a word that nobody knows."""

from metrics.documents import hint, nearest
from metrics.label import Label


def test_a_hint_speaks_the_language_of_the_desk() -> None:
    assert hint("hotlin", ["vip", "hotline"]) == Label(
        en=' Did you mean "hotline"?', zh="是不是“hotline”？"
    )
    assert hint("投诉", ["vip", "hotline"]) == Label(
        en=" Known here: hotline, vip.", zh="已有：hotline、vip。"
    )
    assert hint("hotlin", []) == Label(en="", zh="")
    assert nearest("hotlin", ["hotline"]) == hint("hotlin", ["hotline"]).en
