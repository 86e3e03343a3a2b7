"""The passage that a claim rests on: whole sentences, with their offsets in the text as it is."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import sentencex

from diplograph.graph_loader.document import Span


@dataclass(frozen=True)
class Quote:
    """A passage and its place: code points, [start, end). Without a text the words are None."""

    start: int
    end: int
    text: str | None


class Sentences:
    """The sentences of one text. sentencex finds them, also where no space follows a full stop."""

    def __init__(self, text: str, language: str | None) -> None:
        self._text = text
        found = sentencex.get_sentence_boundaries(language or "fr", text)
        spans = [_trim(text, each["start_index"], each["end_index"]) for each in found]
        self._bounds = [span for span in spans if span[0] < span[1]] or [(0, len(text))]
        self._starts = [start for start, _ in self._bounds]

    def quote(self, source: Span, target: Span) -> Quote:
        """Return the smallest run of whole sentences that holds both, where they stand in one or in neighbours.

        Else the sentence of the source, which is the trigger.
        """
        first, last = self._run(source)
        other_first, other_last = self._run(target)
        if max(first, other_first) - min(last, other_last) <= 1:
            first, last = min(first, other_first), max(last, other_last)
        start, end = self._bounds[first][0], self._bounds[last][1]
        return Quote(start, end, self._text[start:end])

    def _run(self, span: Span) -> tuple[int, int]:
        first = bisect_right(self._starts, span.start) - 1
        last = bisect_right(self._starts, max(span.start, span.end - 1)) - 1
        return max(first, 0), max(last, 0)


def covered(source: Span, target: Span) -> Quote:
    """Return where two spans stand in a text that isn't at hand."""
    return Quote(min(source.start, target.start), max(source.end, target.end), None)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    sentence = text[start:end]
    left = len(sentence) - len(sentence.lstrip())
    return start + left, max(start + left, start + len(sentence.rstrip()))
