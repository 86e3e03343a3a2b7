"""A Neo4j of one's own: fetched, started and stopped from Python, or the one that NEO4J_URI names.

What others call: ``server.start``, ``server.stop`` and ``server.status`` for the managed server,
``connection.ensure`` and ``connection.connection`` for whichever server is meant.
"""
