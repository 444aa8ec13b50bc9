"""Free-text search of the Checkout API: words in any field, with or without diacritics, near spellings too.

Near spellings count for words of more than three letters only.
Source: 02.checkout-api/02.api-reference/01.overview (searching improvements since v2.92).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

__all__ = ["Habit", "fold", "matching"]

_WORDS_READ = 12
_NEAR, _NEAR_SHORT = 0.8, 0.6  # two letters of three are near enough, for those who correct short words
_WORD = re.compile(r"[^\s/,;:.()\"'\[\]]+")


@dataclass(frozen=True, slots=True)
class Habit:
    """How the search compares words; lies have other habits than those that are documented."""

    is_literal: bool = False  # exact spellings only
    keeps_marks: bool = False  # letters with and without marks are different
    shortest_corrected: int = 4  # words of fewer letters have no near spellings


def fold(text: str) -> str:
    """Lower case without diacritics: ``Grön`` becomes ``gron``."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def matching(phrase: str, texts: dict[int, str], habit: Habit = Habit()) -> set[int]:
    """The keys of ``texts`` in which every word of the phrase is found.

    >>> matching("prdct gron", {1: "Test Product, Grön", 2: "Test Product"})
    {1}
    """
    if habit.is_literal:
        return {key for key, text in texts.items() if phrase in text}
    written = str.casefold if habit.keeps_marks else fold
    folded = {key: written(text) for key, text in texts.items()}
    vocabulary = {key: set(_WORD.findall(text)) for key, text in folded.items()}
    every_word = set().union(*vocabulary.values()) if vocabulary else set()
    found = set(texts)
    for word in _WORD.findall(written(phrase[:300]))[:_WORDS_READ]:
        near = _near(word, every_word) if len(word) >= habit.shortest_corrected else set()
        found = {key for key in found if word in folded[key] or near & vocabulary[key]}
    return found


def _near(word: str, vocabulary: Iterable[str]) -> set[str]:
    matcher, enough = SequenceMatcher(autojunk=False), _NEAR if len(word) > 3 else _NEAR_SHORT
    matcher.set_seq2(word[:40])
    near = set()
    for each in vocabulary:
        matcher.set_seq1(each[:40])
        if matcher.real_quick_ratio() >= enough and matcher.quick_ratio() >= enough and matcher.ratio() >= enough:
            near.add(each)
    return near
