"""The Cypher that writes, as text: values go in as parameters only, labels and types come from the ontology.

A list of ids is looked up where a hint says so: while the graph is empty, at the beginning of a load, Neo4j thinks
that reading a whole index costs less, and keeps to that plan, as batches ask it to (batch.py).
"""

from __future__ import annotations

from collections.abc import Iterable

# One writer at a time: what a batch reads of the graph holds until it has written.
LOCK = """
MERGE (s:GraphState {id: 'graph'}) SET s.version = coalesce(s.version, 0)
RETURN coalesce(s.decisions, []) AS decisions
"""
NEW_VERSION = "MATCH (s:GraphState {id: 'graph'}) SET s.version = s.version + 1"

PUT_DECISIONS = "MATCH (s:GraphState {id: 'graph'}) SET s.decisions = $lines"

WITNESSES = "MATCH (w:Witness) USING INDEX SEEK w:Witness(id) WHERE w.id IN $ids RETURN w.id AS id, w.articles AS articles"
ARTICLES = """
MATCH (a:Article) USING INDEX SEEK a:Article(id) WHERE a.id IN $ids
RETURN a.id AS id, a.content_hash AS content_hash, a.sha256 AS sha256, a.cites AS cites,
       a.translation_of AS translation_of
"""
KEYS = "MATCH (k:IdentityKey) USING INDEX SEEK k:IdentityKey(id) WHERE k.id IN $ids RETURN k.id AS id, k.entities AS entities"
# Those that go by keys: a mention with a fixed id concerns no other, and states have very many.
MENTIONS_OF_ENTITIES = """
MATCH (e:Entity) USING INDEX SEEK e:Entity(id) WHERE e.id IN $ids
MATCH (a:Article)-[m:MENTIONS]->(e) WHERE m.fixed IS NULL
RETURN a.id AS article, a.language AS language, e.id AS entity, properties(m) AS mention
"""
MENTIONS_OF_ARTICLES = """
MATCH (a:Article) USING INDEX SEEK a:Article(id) WHERE a.id IN $ids
MATCH (a)-[m:MENTIONS]->(e:Entity)
RETURN a.id AS article, a.language AS language, e.id AS entity, properties(m) AS mention
"""
MENTIONS_OF_CLASS = """
MATCH (a:Article)-[m:MENTIONS]->(e:Entity) WHERE m.cls = $cls
RETURN a.id AS article, e.id AS entity, properties(m) AS mention
"""
WHOLE_ARTICLES = (
    "MATCH (a:Article) USING INDEX SEEK a:Article(id) WHERE a.id IN $ids RETURN properties(a) AS article"
)
CLAIMS_OF_ARTICLES = """
MATCH (a:Article) USING INDEX SEEK a:Article(id) WHERE a.id IN $ids
MATCH (c:Claim)-[:EVIDENCED_BY]->(a)
RETURN properties(c) AS claim
"""
# Narrow on purpose: the facts of a hub are told by thousands of claims. The same columns as ``rows.read_row``.
_COLUMNS = """
RETURN c.id AS id, c.edge AS edge, a.id AS article, a.issued AS issued, a.cites AS cites,
       a.translation_of AS translation_of, c.value AS value, c.modality AS modality, c.basis AS basis,
       c.confidence AS confidence, c.quote AS quote, c.char_start AS char_start, c.char_end AS char_end,
       c.role AS role, c.mode AS mode, c.rank AS rank, c.ordinal AS ordinal, c.start AS start, c.end AS end,
       c.attested AS attested, c.tenure AS tenure, c.date_text AS date_text
"""
CLAIMS_OF_EDGES = f"""
MATCH (c:Claim) USING INDEX SEEK c:Claim(edge) WHERE c.edge IN $ids
MATCH (c)-[:EVIDENCED_BY]->(a:Article)
{_COLUMNS}"""
CLAIMS = f"""
MATCH (c:Claim) USING INDEX SEEK c:Claim(id) WHERE c.id IN $ids
MATCH (c)-[:EVIDENCED_BY]->(a:Article)
{_COLUMNS}"""
CLAIMS_OF_KIN = f"""
MATCH (a:Article) USING INDEX SEEK a:Article(id) WHERE a.id IN $kin
MATCH (c:Claim)-[:EVIDENCED_BY]->(a) WHERE c.edge IN $edges
{_COLUMNS}"""
CLAIMS_WITH_PERIOD = """
MATCH (c:Claim) USING INDEX SEEK c:Claim(edge, start) WHERE c.edge IN $ids AND c.start IS NOT NULL
RETURN c.edge AS edge, c.start AS start, c.end AS end
UNION ALL
MATCH (c:Claim) USING INDEX SEEK c:Claim(edge, end) WHERE c.edge IN $ids AND c.end IS NOT NULL
RETURN c.edge AS edge, c.start AS start, c.end AS end
"""
# Grouped by the server: a state is named by every article, and in one way.
NAMES_OF_ENTITIES = """
MATCH (e:Entity) USING INDEX SEEK e:Entity(id) WHERE e.id IN $ids
MATCH (a:Article)-[m:MENTIONS]->(e)
RETURN e.id AS entity, a.language AS language, m.names AS names, m.links AS links, m.link_name AS link_name,
       m.title_fr AS title_fr, m.title_en AS title_en, count(*) AS times
"""
TENURES = """
UNWIND $rows AS row
MATCH (s:Entity {id: row.subject})-[r:HELD_POST]->(:Entity {id: row.object}) USING INDEX SEEK s:Entity(id)
RETURN row.subject AS subject, row.object AS object, properties(r) AS fact
"""
MOVE_CLAIMS = "UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c.edge = row.edge"
SUMMARIES = "MATCH (s:Summary) USING INDEX SEEK s:Summary(id) WHERE s.id IN $ids RETURN s.id AS id, s.named AS named, s.told AS told"
ENTITIES = "MATCH (e:Entity) USING INDEX SEEK e:Entity(id) WHERE e.id IN $ids RETURN properties(e) AS entity"
MENTIONED = "MATCH (e:Entity) USING INDEX SEEK e:Entity(id) WHERE e.id IN $ids AND EXISTS { (:Article)-[:MENTIONS]->(e) } RETURN e.id AS id"
UNMENTIONED = """
MATCH (e:Entity) USING INDEX SEEK e:Entity(id) WHERE e.id IN $ids AND NOT EXISTS { (:Article)-[:MENTIONS]->(e) }
RETURN e.id AS id, e.name AS name
"""
PLACES_OF_THINGS = """
MATCH (t:Entity) USING INDEX SEEK t:Entity(id) WHERE t.id IN $ids
MATCH (t)-[r:TOOK_PLACE_IN]->(p:Entity)
RETURN t.id AS thing, r.id AS id, p.id AS place
"""
DENIALS = """
MATCH (t:Entity) USING INDEX SEEK t:Entity(id) WHERE t.id IN $ids AND (t:Meeting OR t:Initiative OR t:Agreement)
MATCH (t)<-[:CLAIM_OBJECT]-(c:Claim {modality: 'denied'})-[:EVIDENCED_BY]->(a:Article) WHERE c.subject IS NOT NULL
RETURN c.id AS id, c.subject AS subject, c.predicate AS predicate, c.object AS object, c.basis AS basis,
       c.confidence AS confidence, c.quote AS quote, a.id AS article, a.cites AS cites, a.translation_of AS translation_of
"""
PLACED = """
MATCH (p:Entity) USING INDEX SEEK p:Entity(id) WHERE p.id IN $ids AND p:Place
MATCH (p)-[r:LOCATED_IN]->() WHERE r.basis <> 'reference'
RETURN DISTINCT p.id AS id
"""
PLACES_OF_STATES = """
MATCH (s:Entity) USING INDEX SEEK s:Entity(id) WHERE s.id IN $ids MATCH (p:Place)-[:LOCATED_IN]->(s) RETURN DISTINCT s.id AS id
"""

# What the rule of holders.py looks at. A meeting without both bounds has no holder, whatever is known of the post.
MEETINGS_OF_POSTS = """
UNWIND $rows AS row
MATCH (p:Entity {id: row.post})-[r:REPRESENTED_AT]->(m:Meeting) USING INDEX SEEK p:Entity(id)
WHERE (m.start <= row.last AND m.end >= row.first) OR (m.start IS NOT NULL AND m.end IS NOT NULL
  AND (r.sources > row.sources OR r.confidence > row.confidence))
RETURN DISTINCT m.id AS id
"""
REPRESENTED = """
MATCH (m:Entity) USING INDEX SEEK m:Entity(id) WHERE m.id IN $ids
MATCH (p:Post)-[r:REPRESENTED_AT]->(m)
RETURN p.id AS post, m.id AS meeting, m.edtf AS date, properties(r) AS fact
"""
ATTENDANCES = """
MATCH (m:Entity) USING INDEX SEEK m:Entity(id) WHERE m.id IN $ids
MATCH (o:Official)-[r:ATTENDED]->(m)
RETURN o.id AS official, m.id AS meeting, properties(r) AS fact
"""
HOLDERS = """
MATCH (p:Entity) USING INDEX SEEK p:Entity(id) WHERE p.id IN $ids
MATCH (o:Official)-[r:HELD_POST]->(p)
RETURN o.id AS official, p.id AS post, properties(r) AS fact
"""

PUT_ARTICLES = "UNWIND $rows AS row MERGE (a:Article {id: row.id}) SET a = row"
PUT_WITNESSES = "UNWIND $rows AS row MERGE (w:Witness {id: row.id}) SET w.articles = row.articles"
DELETE_WITNESSES = "MATCH (w:Witness) USING INDEX SEEK w:Witness(id) WHERE w.id IN $ids DELETE w"
DELETE_ARTICLES = "MATCH (a:Article) USING INDEX SEEK a:Article(id) WHERE a.id IN $ids DELETE a"
DELETE_CHANGES = """
MATCH (c:Change) WHERE c.article IN $ids OR any(name IN $names WHERE any(text IN
  coalesce(c.added_facts, []) + coalesce(c.strengthened_facts, []) + coalesce(c.contradicted_facts, [])
  + coalesce(c.removed_facts, []) WHERE text CONTAINS name))
DELETE c
"""
DELETE_MENTIONS = "UNWIND $ids AS id MATCH (:Article)-[m:MENTIONS {id: id}]->(:Entity) USING INDEX SEEK m:MENTIONS(id) DELETE m"
PUT_MENTIONS = """
UNWIND $rows AS row
MATCH (a:Article {id: row.article}) MATCH (e:Entity {id: row.entity})
MERGE (a)-[m:MENTIONS {id: row.id}]->(e) SET m = row.mention
"""
PUT_KEYS = "UNWIND $rows AS row MERGE (k:IdentityKey {id: row.id}) SET k.entities = row.entities"
DELETE_KEYS = "MATCH (k:IdentityKey) USING INDEX SEEK k:IdentityKey(id) WHERE k.id IN $ids DELETE k"
DELETE_CLAIMS = "MATCH (c:Claim) USING INDEX SEEK c:Claim(id) WHERE c.id IN $ids DETACH DELETE c"
CREATE_CLAIMS = """
UNWIND $rows AS row
MATCH (a:Article {id: row.article})
CREATE (c:Claim)-[:EVIDENCED_BY]->(a) SET c = row
"""
UPDATE_CLAIMS = """
UNWIND $rows AS row MATCH (c:Claim {id: row.id}) SET c = row
WITH c MATCH (c)-[r:CLAIM_SUBJECT|CLAIM_OBJECT|ATTRIBUTED_TO|CONTRADICTS]-() DELETE r
"""
LINK_SUBJECTS = "UNWIND $rows AS row MATCH (c:Claim {id: row.claim}) MATCH (e:Entity {id: row.entity}) CREATE (c)-[:CLAIM_SUBJECT]->(e)"
LINK_OBJECTS = "UNWIND $rows AS row MATCH (c:Claim {id: row.claim}) MATCH (e:Entity {id: row.entity}) CREATE (c)-[:CLAIM_OBJECT]->(e)"
LINK_SAYERS = "UNWIND $rows AS row MATCH (c:Claim {id: row.claim}) MATCH (e:Entity {id: row.entity}) CREATE (c)-[:ATTRIBUTED_TO]->(e)"
DELETE_CONFLICTS = "MATCH (c:Claim) USING INDEX SEEK c:Claim(id) WHERE c.id IN $ids MATCH (c)-[r:CONTRADICTS]->(:Claim) DELETE r"
PUT_CONFLICTS = """
UNWIND $rows AS row
MATCH (c:Claim {id: row.claim}) MATCH (o:Claim {id: row.other})
CREATE (c)-[:CONTRADICTS {sources: row.sources, other_sources: row.other_sources}]->(o)
"""
PUT_SUMMARIES = "UNWIND $rows AS row MERGE (s:Summary {id: row.id}) SET s = row"
DELETE_SUMMARIES = "MATCH (s:Summary) USING INDEX SEEK s:Summary(id) WHERE s.id IN $ids DELETE s"
SET_ENTITIES = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e = row"
PUT_CHANGES = "UNWIND $rows AS row MERGE (c:Change {id: row.id}) SET c = row"
# Plain DELETE on purpose: it fails if an edge is left, which would be a fact that nothing supports.
DELETE_ENTITIES = "MATCH (e:Entity) USING INDEX SEEK e:Entity(id) WHERE e.id IN $ids DELETE e"


def put_entities(labels: Iterable[str]) -> str:
    """Return the statement that makes entities of one class; dynamic labels would miss the index."""
    return f"UNWIND $ids AS id MERGE (e:Entity {{id: id}}) SET e:{':'.join(labels)}"


def put_facts(edge_type: str, target_label: str = "Entity") -> str:
    """Return the statement that writes facts of one type, found by their unique id."""
    return (
        f"UNWIND $rows AS row MATCH (s:Entity {{id: row.subject}}) MATCH (o:{target_label} {{id: row.object}}) "
        f"MERGE (s)-[r:{edge_type} {{id: row.id}}]->(o) SET r = row.fact"
    )


def delete_facts(edge_type: str) -> str:
    """Return the statement that deletes facts of one type by id."""
    return f"{_by_id(edge_type)} DELETE r"


def facts(edge_type: str) -> str:
    """Return the statement that finds facts of one type by id."""
    return f"{_by_id(edge_type)} RETURN properties(r) AS fact"


def _by_id(edge_type: str) -> str:
    return f"UNWIND $ids AS id MATCH ()-[r:{edge_type} {{id: id}}]->() USING INDEX SEEK r:{edge_type}(id)"


def facts_of(edge_type: str) -> str:
    """Return the statement that finds the facts of one type at things, either way."""
    return (
        f"MATCH (e:Entity) USING INDEX SEEK e:Entity(id) WHERE e.id IN $ids MATCH (e)-[r:{edge_type}]-() "
        "RETURN DISTINCT r.id AS id, r.basis AS basis, startNode(r).id AS subject, endNode(r).id AS object"
    )
