"""A knowledge graph of defence relationships; this package itself is the command line, ``diplograph.cli:main``."""
