"""Sessions with Neo4j, by what they are for.

In a cluster, what is read comes from any member, and what is written goes to the leader. The sessions of one driver
hand on bookmarks: what one of them reads holds what another wrote before. A managed transaction (``execute_read``,
``execute_write``) is tried again when a leader goes or a connection breaks.
"""

from __future__ import annotations

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, Session


def reading(driver: Driver, database: str) -> Session:
    """Return a session that only reads; whoever asks for it closes it."""
    return _session(driver, database, READ_ACCESS)


def writing(driver: Driver, database: str) -> Session:
    """Return a session that writes; whoever asks for it closes it."""
    return _session(driver, database, WRITE_ACCESS)


def _session(driver: Driver, database: str, access: str) -> Session:
    return driver.session(
        database=database,
        default_access_mode=access,
        bookmark_manager=driver.execute_query_bookmark_manager,
    )
