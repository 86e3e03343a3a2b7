"""Parts of a set that are joined step by step: a union-find."""

from __future__ import annotations

from collections.abc import Iterable


class Partition:
    """A union-find over ids that keeps the first id of each part as its root."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {name: name for name in ids}

    def root(self, name: str) -> str:
        """Return the id that stands for the part."""
        while self._parent[name] != name:
            self._parent[name] = self._parent[self._parent[name]]
            name = self._parent[name]
        return name

    def join(self, *names: str) -> None:
        """Make the parts of these ids one."""
        roots = [self.root(name) for name in names]
        for root in roots[1:]:
            self._parent[self.root(root)] = self.root(roots[0])

    def parts(self) -> list[list[str]]:
        """Return the ids of each part."""
        found: dict[str, list[str]] = {}
        for name in self._parent:
            found.setdefault(self.root(name), []).append(name)
        return list(found.values())
