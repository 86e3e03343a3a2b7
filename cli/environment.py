"""The settings that the environment alone gives: variables that are no command's options, and what each decides."""

from __future__ import annotations

ENVIRONMENT = {
    "DIPLOGRAPH_HOME": "The folder of what must be kept: the managed Neo4j, its password, the tokens. Default: the user's data folder.",
    "DIPLOGRAPH_CACHE": "The folder of what can be fetched again. Default: the user's cache folder.",
    "DIPLOGRAPH_TRACEBACK": "Set, a mistake of diplograph's own shows its traceback, for a report.",
    "NEO4J_URI": "The address of a Neo4j of your own (bolt, neo4j, neo4j+s), instead of the managed one.",
    "NEO4J_USERNAME": "Its user.",
    "NEO4J_PASSWORD": "Its password.",
    "NEO4J_DATABASE": "Its database. Default: neo4j.",
}
