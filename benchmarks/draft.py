"""An annotated article while it is written: its text, spans and arcs grow together."""

from __future__ import annotations

from diplograph.graph_loader.document import Arc, Document, Span


class Draft:
    """Writes into a document whose text is empty."""

    def __init__(self, document: Document) -> None:
        self.document = document
        document.text = ""

    def say(self, words: str) -> None:
        """Write words that nobody marks."""
        self.document.text = (self.document.text or "") + words

    def mark(self, label: str, words: str, **attributes: str) -> Span:
        """Write words and mark them."""
        start = len(self.document.text or "")
        self.say(words)
        return self.mark_at(label, start, words, **attributes)

    def mark_at(self, label: str, start: int, words: str, **attributes: str) -> Span:
        """Mark words that stand there already."""
        spans = self.document.spans
        span = Span(f"T{len(spans) + 1}", label, ((start, start + len(words)),), words, attributes=attributes)
        spans[span.id] = span
        return span

    def arc(self, role: str, source: Span, target: Span, **attributes: str) -> None:
        """Draw an arc between two spans."""
        arcs = self.document.arcs
        arcs.append(Arc(f"R{len(arcs) + 1}", role, source.id, target.id, attributes=attributes))
