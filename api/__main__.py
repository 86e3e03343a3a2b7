"""``python -m diplograph.api``: the API's description (OpenAPI), on stdout; nothing is connected to."""

from __future__ import annotations

import json

from diplograph.api.app import create_app
from diplograph.neo4j_server.connection import Connection

print(json.dumps(create_app(Connection("bolt://localhost", "", "", "")).openapi()))
