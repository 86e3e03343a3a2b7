"""Stage 2, of the whole corpus: which mentions concern one another at all, directly or through others.

Mentions that say the same are one here, and numbers stand for what they say: a few bytes for each.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components


def find(files: Iterable[Path], signatures: Path, components: Path) -> None:
    """Write the signatures of all mentions, in order, and beside each the number of its component.

    ``files`` hold pairs of a signature and a handle: what shares a handle is of one component.
    """
    pairs = np.concatenate([np.load(file) for file in files] or [np.empty((0, 2), np.uint64)])
    names, said = np.unique(pairs[:, 0], return_inverse=True)
    handles, by = np.unique(pairs[:, 1], return_inverse=True)
    del pairs
    size = len(names) + len(handles)
    shared = coo_matrix((np.ones(len(said), np.bool_), (said, by + len(names))), shape=(size, size))
    _, labels = connected_components(shared, directed=False)
    np.save(signatures, names)
    np.save(components, labels[: len(names)].astype(np.uint32))


class Components:
    """The components that were found, looked up where they lie."""

    def __init__(self, signatures: Path, components: Path) -> None:
        self._signatures = np.load(signatures, mmap_mode="r")
        self._components = np.load(components, mmap_mode="r")

    def of(self, signatures: list[int]) -> list[int]:
        """Return the number of each signature's component."""
        places = np.searchsorted(self._signatures, np.array(signatures, dtype=np.uint64))
        found: list[int] = self._components[places].tolist()
        return found
