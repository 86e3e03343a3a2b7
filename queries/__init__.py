"""The questions: one Cypher file each, whose header is its contract (catalogue.py reads it)."""
