"""Parameters that are one of the ontology's names, or of the formats, which are read when somebody asks, not when this is imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from diplograph.exports import formats
from diplograph.graph_loader.schema import edge_types
from diplograph.ontology.load import load as load_ontology


@dataclass(frozen=True)
class OneOf:
    """Text that is one of some names; another is refused with them all."""

    what: str
    names: Callable[[], list[str]]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema with the check behind it."""
        return core_schema.no_info_after_validator_function(self._known, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return the schema with the names."""
        return handler(schema) | {"enum": self.names()}

    def _known(self, name: str) -> str:
        if name not in self.names():
            raise ValueError(f"{name} is no {self.what}; they are {', '.join(self.names())}")
        return name


def classes() -> list[str]:
    """Return the classes of entities, Entity itself included."""
    ontology = load_ontology()
    return sorted(name for name in ontology.classes if "Entity" in ontology.lineage(name))


def id_starts(wanted: list[str]) -> list[str]:
    """Return what the ids of things of some classes begin with: ``state/``, ``organization/`` for Party."""
    ontology = load_ontology()
    return [f"{name.lower()}/" for name in classes() if not ontology.lineage(name).isdisjoint(wanted)]


def fact_types() -> list[str]:
    """Return the types of facts."""
    return sorted(edge_types(load_ontology()))


def modalities() -> list[str]:
    """Return the modalities of facts and claims."""
    return list(load_ontology().code_lists["modality"])


def label_of(fact_type: str) -> dict[str, str]:
    """Return the labels of a type of fact."""
    return dict(load_ontology().edge_labels[fact_type])


ClassName = Annotated[str, OneOf("class of entities", classes)]
FileFormat = Annotated[str, OneOf("format", formats)]
Modality = Annotated[str, OneOf("modality", modalities)]
FactType = Annotated[str, OneOf("type of fact", fact_types)]
