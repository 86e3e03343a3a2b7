// Conflicts between articles
//
// title.fr = "Contradictions entre articles"
// summary.en = "Where two articles disagree on one thing: its date, place, status, kind, format, mode or ordinal, or whether somebody was there. Both claims are kept; the better supported value, which is the one shown, stands first: said before inferred, then most independent articles, then confidence, then the latest; an article that cites or translates another is no second source. Only what excludes one another for certain is listed: dates without a common day, save approximate ones; cancelled against held; places in two states, or two known cities, of an agreement or a meeting (a visit has several); a participant that one article asserts and another says is denied. What is only planned contradicts nothing: plans change."
// summary.fr = "Où deux articles se contredisent sur une même chose : sa date, son lieu, son statut, son type, son format, son mode ou son rang, ou la présence de quelqu'un. Les deux assertions sont gardées ; la valeur la mieux étayée, celle qui est affichée, vient en premier : dite avant déduite, puis le plus d'articles indépendants, puis la confiance, puis le plus récent ; un article qui en cite ou traduit un autre n'est pas une seconde source. Seul ce qui s'exclut à coup sûr est donné : des dates sans jour commun, hormis les dates approximatives ; annulé contre tenu ; des lieux dans deux États, ou deux villes connues, d'un accord ou d'une réunion (une visite en a plusieurs) ; un participant qu'un article affirme et dont un autre rapporte qu'on le nie. Ce qui n'est que prévu ne contredit rien : les projets changent."
// modality = ["asserted"]
// [params.of]
// type = "entity"
// optional = true
// label = {en = "one thing only", fr = "une seule chose"}
// [columns]
// thing = {type = "string", label = {en = "thing", fr = "chose"}}
// thing_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// what = {type = "string", label = {en = "disagree on", fr = "désaccord sur"}}
// value = {type = "string", label = {en = "better supported", fr = "mieux étayée"}}
// other = {type = "string", label = {en = "other value", fr = "autre valeur"}}
// other_modality = {type = "string", label = {en = "other's modality", fr = "modalité de l'autre"}}
// other_attributed_to = {type = "array", label = {en = "other said by", fr = "autre : selon"}}
// other_sources = {type = "integer", label = {en = "other's sources", fr = "sources de l'autre"}}
// other_quote = {type = "string", label = {en = "other's quote", fr = "citation de l'autre"}}
// other_article = {type = "string", label = {en = "other's article", fr = "article de l'autre"}}
// other_char_start = {type = "integer", label = {en = "other's from character", fr = "du caractère (l'autre)"}}
// other_char_end = {type = "integer", label = {en = "other's to character", fr = "au caractère (l'autre)"}}
// claim_id = {type = "string", label = {en = "claim", fr = "assertion"}}
// other_claim_id = {type = "string", label = {en = "other's claim", fr = "assertion de l'autre"}}
// [example]
CALL () {
  WITH $of AS of WHERE of IS NULL
  MATCH (:Claim)<-[r:CONTRADICTS]-(:Claim) RETURN r
  UNION
  // values and denials are tied to what they are about; where something took place is a fact, found by its edge
  MATCH (:Entity {id: $of})<-[:CLAIM_SUBJECT|CLAIM_OBJECT]-(k:Claim)-[r:CONTRADICTS]-(:Claim) RETURN r
  UNION
  MATCH (:Entity {id: $of})-[at:TOOK_PLACE_IN]-(:Entity)
  MATCH (k:Claim {edge: at.id})-[r:CONTRADICTS]-(:Claim) RETURN r
}
WITH r, endNode(r) AS c, startNode(r) AS d
WHERE $of IS NULL OR $of IN [c.subject, c.object, d.object]
MATCH p = (:Article)<-[:EVIDENCED_BY]-(c)<-[r]-(d)-[:EVIDENCED_BY]->(:Article)
MATCH (t:Entity {id: c.subject})
// a place or a meeting has a node, other values stand on their claims
OPTIONAL MATCH (one:Entity {id: c.object})
OPTIONAL MATCH (another:Entity {id: d.object})
WITH p, r, c, d, t, one, another, COLLECT {
  MATCH (d)-[:ATTRIBUTED_TO]->(who:Entity) RETURN coalesce(who['name_' + $lang], who.name) AS name ORDER BY who.id
} AS sayers
RETURN coalesce(t['name_' + $lang], t.name) AS thing, t.id AS thing_id, c.predicate AS what, coalesce(one['name_' + $lang], one.name, c.value) AS value,
       r.other_sources AS sources, coalesce(another['name_' + $lang], another.name, d.value) AS other, d.modality AS other_modality,
       sayers AS other_attributed_to,
       r.sources AS other_sources, c.quote AS quote, c.article AS article, c.char_start AS char_start,
       c.char_end AS char_end, d.quote AS other_quote, d.article AS other_article,
       d.char_start AS other_char_start, d.char_end AS other_char_end, c.id AS claim_id, d.id AS other_claim_id, p AS p
ORDER BY thing_id, what, sources DESC, claim_id, other_claim_id
SKIP $offset LIMIT $limit
