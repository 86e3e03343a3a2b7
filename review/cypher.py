"""The Cypher that the review list reads with: values go in as parameters only, labels come from the ontology."""

from __future__ import annotations

# Whose a thing is: a person's posts, a post's body, a body's state, a place's state.
BELONGS = """
MATCH (a:Entity)-[r:HELD_POST|POST_IN|PART_OF|LOCATED_IN]->(b:Entity)
RETURN a.id AS thing, type(r) AS type, b.id AS whole, r.start AS start, r.end AS end, r.attested AS attested
"""
NAMES = """
MATCH (e:Entity) WHERE e.id IN $ids
RETURN e.id AS id, coalesce(e.name_fr, e.name) AS fr, coalesce(e.name_en, e.name) AS en
"""
# The claims of a thing's facts; those that have no fact, or a value, are tied to it. Of a thing that no claim is
# about, the articles that mention it.
CLAIMS = """
MATCH (e:Entity) WHERE e.id IN $ids
CALL (e) {
  MATCH (e)-[r]-(:Entity) WHERE r.claim IS NOT NULL
  WITH collect(DISTINCT r.id) AS edges
  MATCH (c:Claim) WHERE c.edge IN edges RETURN c
  UNION
  MATCH (e)<-[:CLAIM_SUBJECT|CLAIM_OBJECT]-(c:Claim) RETURN c
}
MATCH (c)-[:EVIDENCED_BY]->(a:Article)
RETURN e.id AS thing, c.id AS id, c.modality AS modality, c.basis AS basis, c.confidence AS confidence,
       c.quote AS quote, c.char_start AS char_start, c.char_end AS char_end,
       a.id AS article, a.publisher AS publisher, a.issued AS issued
"""
MENTIONS = """
MATCH (e:Entity) WHERE e.id IN $ids
MATCH (a:Article)-[:MENTIONS]->(e)
RETURN DISTINCT e.id AS thing, a.id AS article, a.publisher AS publisher, a.issued AS issued
"""


def things(label: str) -> str:
    """Return the statement that reads the things of a class; words are read only of those without a name."""
    return f"""
MATCH (e:{label})
RETURN e.id AS id, e.name AS name, e.name_fr AS name_fr, e.name_en AS name_en, e.aliases AS aliases,
       e.wikidata AS wikidata, e.kind AS kind, e.ordinal AS ordinal, e.format AS format, e.start AS start, e.end AS end,
       COLLECT {{
         MATCH (a:Article)-[m:MENTIONS]->(e)
         RETURN {{article: a.id, issued: a.issued, links: m.links, fixed: m.fixed IS NOT NULL,
                 forms: CASE WHEN size(e.aliases) = 0 THEN m.forms END}}
       }} AS mentions,
       COLLECT {{
         MATCH (x:Entity)-[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|PARTY_TO WHERE r.rule IS NULL]->(e) RETURN DISTINCT [x.id, x.name]
       }} AS present,
       COLLECT {{ MATCH (e)-[:SESSION_OF]->(s:Entity) RETURN DISTINCT s.id }} AS series,
       COLLECT {{ MATCH (e)-[:TOOK_PLACE_IN]->(p:Place) RETURN DISTINCT p.id }} AS places
"""
