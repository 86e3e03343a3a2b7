// Roster of a party
//
// title.fr = "Organigramme d'une partie"
// summary.en = "Every post of a state, organisation or ministry, its bodies included, with whoever held it, post by post. A post without a known holder is listed too, with no name: its holder is unknown, which isn't none. With as_of, who may have held it then, as in post-holders (attested, between, around, unknown); a post of which nobody may have been the holder then is again without a name. Members of an organisation are not its bodies."
// summary.fr = "Tous les postes d'un État, d'une organisation ou d'un ministère, ses organismes compris, avec qui les a occupés, poste par poste. Un poste sans titulaire connu y figure aussi, sans nom : son titulaire est inconnu, ce qui n'est pas aucun. Avec as_of, qui a pu l'occuper alors, comme dans post-holders (attested : attesté, between : avant et après, around : autour, unknown : inconnu) ; un poste que nul de connu n'a pu occuper alors est de nouveau sans nom. Les membres d'une organisation ne sont pas ses organismes."
// modality = ["asserted", "planned"]
// [params.party]
// type = "entity"
// classes = ["State", "Organization"]
// label = {en = "state, organisation or ministry", fr = "État, organisation ou ministère"}
// [columns]
// body = {type = "string", label = {en = "body", fr = "organisme"}}
// body_id = {type = "string", label = {en = "body's id", fr = "identifiant de l'organisme"}}
// holder = {type = "string", label = {en = "holder", fr = "titulaire"}}
// holder_id = {type = "string", label = {en = "holder's id", fr = "identifiant du titulaire"}}
// [example]
// party = "South Korea"
MATCH p = (x:Entity {id: $party}) (()<-[s:PART_OF WHERE s.modality = 'asserted']-()){0,3} (body:Party)
          <-[f:POST_IN WHERE f.modality = 'asserted']-(post:Post)
// a post of a ministry is its state's too: once, through the ministry
WITH body, f, post, p ORDER BY length(p) DESC, body.id, [each IN nodes(p) | each.id], f.id
WITH post, collect({body: body, f: f, p: p})[0] AS at
OPTIONAL CALL (post) {
  MATCH (post)<-[r:HELD_POST WHERE r.modality IN ['asserted', 'planned']]-(o:Official)
  WHERE $reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (:Claim {edge: r.id})-[:EVIDENCED_BY]->(t:Article)
    WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
      AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to)
  }
  // only plain dates say something of a day; two dates are compared as far as both go
  WITH post, r, o, [day IN coalesce(r.attested, []) + [r.start, r.end] WHERE day =~ '[-0-9]+'] AS days
  WHERE $as_of IS NULL OR NOT (
    coalesce(r.start =~ '[-0-9]+' AND left($as_of, size(r.start)) < left(r.start, size($as_of)), false)
    OR coalesce(r.end =~ '[-0-9]+' AND left($as_of, size(r.end)) > left(r.end, size($as_of)), false)
    // who was elect in the last article that says so
    OR r.modality = 'planned' AND coalesce(
      left($as_of, size(r.last_reported)) < left(r.last_reported, size($as_of)) OR $as_of = r.last_reported, false)
    // who is called former has left before that article, unless attested in the post again
    OR EXISTS {
      MATCH (:Claim {edge: r.id, tenure: 'former', modality: 'asserted'})-[:EVIDENCED_BY]->(t:Article)
      WHERE (left($as_of, size(t.issued)) > t.issued OR size(t.issued) = 10 AND $as_of = t.issued)
        AND none(day IN days WHERE left(day, size(t.issued)) >= t.issued)
    })
  RETURN r, o, CASE
    WHEN $as_of IS NULL THEN null
    WHEN r.modality <> 'asserted' THEN 'unknown'
    WHEN any(day IN days WHERE left(day, size($as_of)) = $as_of) THEN 'attested'
    WHEN any(day IN days WHERE left(day, size($as_of)) < left($as_of, size(day)))
     AND any(day IN days WHERE left(day, size($as_of)) > left($as_of, size(day)))
      THEN CASE WHEN r.start IN days AND r.end IN days AND left(r.start, size($as_of)) < left($as_of, size(r.start))
                     AND left(r.end, size($as_of)) > left($as_of, size(r.end)) THEN 'attested' ELSE 'between' END
    WHEN any(day IN days WHERE left($as_of, size(day)) = day) THEN 'around'
    ELSE 'unknown'
  END AS on_that_day
}
WITH at, post, o, coalesce(r, at.f) AS fact, on_that_day, at.body AS body
WHERE o IS NOT NULL OR $reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
  MATCH (:Claim {edge: fact.id})-[:EVIDENCED_BY]->(t:Article)
  WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
    AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to)
}
OPTIONAL MATCH q = (post)<-[held:HELD_POST]-(o) WHERE held.id = fact.id
RETURN coalesce(post['name_' + $lang], post.name) AS post, post.id AS post_id,
       coalesce(body['name_' + $lang], body.name) AS body, body.id AS body_id,
       coalesce(o['name_' + $lang], o.name) AS holder, o.id AS holder_id,
       CASE WHEN o IS NULL AND $as_of IS NOT NULL THEN 'unknown' ELSE on_that_day END AS on_that_day,
       held.attested AS attested, held.start AS start, held.end AS end, held.rank AS rank, held.tenure AS tenure,
       fact.modality AS modality, fact.basis AS basis, fact.sources AS sources, fact.quote AS quote,
       fact.article AS article, fact.char_start AS char_start, fact.char_end AS char_end, fact.id AS edge,
       at.p AS p, q AS q
ORDER BY body_id, post_id, CASE on_that_day WHEN 'attested' THEN 1 WHEN 'between' THEN 2 WHEN 'around' THEN 3 ELSE 4 END,
         coalesce(start, attested[0]), holder_id, edge
SKIP $offset LIMIT $limit
