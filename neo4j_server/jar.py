"""One locked jar: its coordinates, and the bytes that it must be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Jar:
    """An artifact with the SHA-256 and the size of its file."""

    group: str
    artifact: str
    version: str
    classifier: str
    packaging: str
    sha256: str
    size: int

    @classmethod
    def parse(cls, line: str) -> Jar:
        """Read a line of the lock: ``group:artifact:version[:classifier]:packaging sha256 size``."""
        name, sha256, size = line.split()
        group, artifact, version, *classifier, packaging = name.split(":")
        return cls(group, artifact, version, "".join(classifier), packaging, sha256, int(size))

    @property
    def name(self) -> str:
        """The coordinates, as the lock writes them."""
        parts = (self.group, self.artifact, self.version, self.classifier, self.packaging)
        return ":".join(part for part in parts if part)

    @property
    def path(self) -> str:
        """The path in a repository, and in the cache."""
        suffix = f"-{self.classifier}" if self.classifier else ""
        file = f"{self.artifact}-{self.version}{suffix}.{self.packaging}"
        return "/".join((*self.group.split("."), self.artifact, self.version, file))

    def __str__(self) -> str:
        return f"{self.name} {self.sha256} {self.size}"
