"""What shares keys and is several things all the same: links, marks or decisions say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from diplograph.graph_loader.partition import Partition

if TYPE_CHECKING:  # identity.py calls groups.py, which calls this module
    from diplograph.graph_loader.identity import Mention

DECIDED_SAME = "same|"  # what the key begins with that a decision gives to what is one

Labels = Callable[
    ["Mention"], tuple[str, ...]
]  # of a mention, each « base:value »; two of one base are two things


def apart(mentions: list[Mention], labels: Labels) -> list[list[Mention]]:
    """Split what labels of one base say are several things; what has no label belongs to the nearest of them.

    The last list is what is as near to two of them: it is neither.
    """
    if not _contradictory(mentions, labels):
        return [mentions]
    parts = _by_labels(mentions, labels)
    told = [part for part in parts if any(map(labels, part))]
    return _with_nearest(told, [mention for part in parts if part not in told for mention in part])


def _contradictory(mentions: Iterable[Mention], labels: Labels) -> bool:
    every = {label for mention in mentions for label in labels(mention)}
    return any(count > 1 for count in Counter(label.partition(":")[0] for label in every).values())


def _by_labels(mentions: list[Mention], labels: Labels) -> list[list[Mention]]:
    """Join what shares a label; then what a decision says is the same, unless labels contradict it."""
    by_name = {str(number): mention for number, mention in enumerate(mentions)}
    partition, first, decided = Partition(by_name), dict[str, str](), dict[str, list[str]]()
    for name, mention in by_name.items():
        for label in labels(mention):
            partition.join(first.setdefault(label, name), name)
        for key in mention.keys:
            if key.startswith(DECIDED_SAME):
                decided.setdefault(key, []).append(name)
    for _, names in sorted(decided.items()):
        roots = {partition.root(name) for name in names}
        together = [mention for name, mention in by_name.items() if partition.root(name) in roots]
        if not _contradictory(together, labels):
            partition.join(*names)
    return [[by_name[name] for name in part] for part in partition.parts()]


def _with_nearest(parts: list[list[Mention]], rest: list[Mention]) -> list[list[Mention]]:
    """Add to each part what is the fewest shared keys away from it; what is as near to two comes last, with the rest."""
    grown = [list(part) for part in parts]
    near: dict[str, set[int]] = {}
    for number, part in enumerate(parts):
        for mention in part:
            for key in mention.keys:
                near.setdefault(key, set()).add(number)
    undecided: list[Mention] = []
    while reached := {mention for mention in rest if not near.keys().isdisjoint(mention.keys)}:
        rest = [mention for mention in rest if mention not in reached]
        next_: dict[str, set[int]] = {}
        for mention in reached:
            numbers = {number for key in mention.keys for number in near.get(key, ())}
            if len(numbers) > 1:
                undecided.append(mention)
                continue
            grown[min(numbers)].append(mention)
            for key in mention.keys:
                next_.setdefault(key, set()).update(numbers)
        near = next_ | near
    return [*grown, *filter(None, [[*undecided, *rest]])]
