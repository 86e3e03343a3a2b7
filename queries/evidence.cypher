// Evidence of a fact or thing
//
// title.fr = "Ce sur quoi repose un fait ou une chose"
// summary.en = "Every claim that a fact rests on, or that concerns a thing: its passage, where it stands, how it is said and by whom, and a citation to paste. Alleged, denied and hypothetical claims are listed too, as such; they support no fact. Of a fact that a rule made: the claims of both facts that it rests on. Of a claim: itself, and who states what about it."
// summary.fr = "Chaque assertion sur laquelle repose un fait, ou qui concerne une chose : son passage, où il se trouve, comment c'est dit et par qui, et une référence prête à citer. Les assertions prêtées à autrui, niées ou hypothétiques y figurent aussi, comme telles ; elles ne fondent aucun fait. D'un fait établi par une règle : celles des deux faits sur lesquels il repose. D'une assertion : elle-même, et quelle déclaration porte sur elle."
// modality = ["asserted", "planned", "proposed"]
// [params.of]
// type = "evidence"
// label = {en = "a fact's id, a claim's id, or a thing", fr = "l'identifiant d'un fait ou d'une assertion, ou une chose"}
// [columns]
// claim = {type = "string", label = {en = "claim", fr = "assertion"}}
// claim_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// subject = {type = "string", label = {en = "subject", fr = "sujet"}}
// predicate = {type = "string", label = {en = "property", fr = "propriété"}}
// object = {type = "string", label = {en = "object", fr = "objet"}}
// value = {type = "string", label = {en = "value", fr = "valeur"}}
// citation = {type = "string", label = {en = "citation", fr = "référence"}}
// [example]
// of = "Shin Won-sik"
CALL () {
  MATCH (c:Claim) WHERE c.edge = $of RETURN c
  UNION
  // what a rule made of two facts rests on their claims
  MATCH ()-[r:ATTENDED {id: $of}]->() MATCH (c:Claim) WHERE c.edge IN [r.represented, r.held] RETURN c
  UNION
  MATCH (c:Claim {id: $of}) RETURN c
  UNION
  // what a statement says about the claim: both are of one article, which spares a search through all claims
  MATCH (:Claim {id: $of})-[:EVIDENCED_BY]->(:Article)<-[:EVIDENCED_BY]-(c:Claim) WHERE c.object = $of RETURN c
  UNION
  // a thing's facts, those of a statement about claims too; an edge without id is no fact
  MATCH (:Entity {id: $of})-[r]-(:Entity|Claim) WHERE r.id IS NOT NULL
  WITH collect(DISTINCT r.id) AS edges
  MATCH (c:Claim) WHERE c.edge IN edges RETURN c
  UNION
  MATCH (:Entity {id: $of})-[:ABOUT]->(c:Claim) RETURN c
  UNION
  MATCH (:Entity {id: $of})<-[:CLAIM_SUBJECT|CLAIM_OBJECT|ATTRIBUTED_TO]-(c:Claim) RETURN c
}
MATCH p = (c)-[:EVIDENCED_BY]->(a:Article)
WHERE ($reported_from IS NULL OR a.issued >= left($reported_from, size(a.issued)))
  AND ($reported_to IS NULL OR left(a.issued, size($reported_to)) <= $reported_to)
WITH c, a, p, [part IN [a.publisher, a.issued, CASE WHEN c.quote <> '' THEN '« ' + c.quote + ' »' END, a.url]
               WHERE part <> ''] AS parts
RETURN coalesce(c['name_' + $lang], c.name) AS claim, c.id AS claim_id, coalesce(c.subject, c.subject_text) AS subject, c.predicate AS predicate,
       coalesce(c.object, c.object_text) AS object, c.value AS value, c.modality AS modality, c.basis AS basis,
       c.confidence AS confidence, c.attributed_to AS attributed_to, c.quote AS quote, a.id AS article,
       a.publisher AS publisher, a.issued AS issued,
       reduce(text = coalesce(parts[0], ''), part IN parts[1..] | text + ', ' + part) AS citation, c.char_start AS char_start, c.char_end AS char_end,
       c.edge AS edge, p AS p
ORDER BY article, char_start, claim_id
SKIP $offset LIMIT $limit
