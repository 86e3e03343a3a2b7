// Who stands between two partners
//
// title.fr = "Intermédiaires entre deux partenaires"
// summary.en = "Officials, posts and parties that took part in meetings or initiatives with one partner and with the other, each partner through its officials, in their time, posts and bodies too. Each row says how many things they shared with each, and how many of these with both at once; direct is how many the two partners share themselves, whoever else was there. Hosting a meeting isn't taking part in it. Who ever belonged to either side is left out. A party counts by what is said of itself, not of its officials, who have rows of their own."
// summary.fr = "Responsables, postes et parties qui ont pris part à des réunions ou initiatives avec l'un des partenaires et avec l'autre, chaque partenaire aussi par ses responsables, le temps de leur mandat, ses postes et ses organismes. Chaque ligne dit combien de choses ils ont partagées avec chacun, et combien avec les deux à la fois ; direct est le nombre de celles que les deux partenaires partagent eux-mêmes, quels que soient les autres présents. Accueillir une réunion n'est pas y prendre part. Qui a jamais appartenu à l'un des deux côtés est laissé de côté. Une partie compte par ce qui est dit d'elle-même, non de ses responsables, qui ont leurs propres lignes."
// modality = ["asserted"]
// [params.a]
// type = "entity"
// classes = ["State", "Organization", "Official", "Post"]
// label = {en = "one partner", fr = "un partenaire"}
// [params.b]
// type = "entity"
// classes = ["State", "Organization", "Official", "Post"]
// label = {en = "the other partner", fr = "l'autre partenaire"}
// [columns]
// broker = {type = "string", label = {en = "in between", fr = "entre les deux"}}
// broker_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// a_ties = {type = "integer", label = {en = "with one", fr = "avec l'un"}}
// b_ties = {type = "integer", label = {en = "with the other", fr = "avec l'autre"}}
// both = {type = "integer", label = {en = "of these with both", fr = "dont avec les deux"}}
// direct = {type = "integer", label = {en = "the two with each other", fr = "les deux entre eux"}}
// a_thing = {type = "string", label = {en = "latest with one", fr = "dernière avec l'un"}}
// b_thing = {type = "string", label = {en = "latest with the other", fr = "dernière avec l'autre"}}
// a_thing_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// b_thing_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// edges = {type = "array", label = {en = "facts", fr = "faits"}}
// [example]
// a = "South Korea"
// b = "Japan"
MATCH (x:Entity {id: $a}), (y:Entity {id: $b})
CALL (x, y) {
  UNWIND [x, y] AS side
  // holders do only in their time: between start and end, where they are plain dates; one called former, until the last
  // day they are attested in the post
  MATCH p = (side) (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (who:Entity)
            -[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED]->(t:Meeting|Initiative)
  // hosting a meeting isn't taking part in it
  WHERE r.modality = 'asserted' AND ($inferred OR r.rule IS NULL) AND NOT (t:Meeting AND r:HOSTED)
    AND (t:Meeting AND t.status IN ['held', 'ongoing', 'ended']
         OR t:Initiative AND NOT coalesce(t.status IN ['planned', 'proposed', 'cancelled'], false))
    AND all(h IN s WHERE
      (coalesce(h.tenure, 'current') IN ['current', 'acting']
       OR h.tenure = 'former' AND any(day IN [each IN coalesce(h.attested, []) + coalesce(h.end, []) | split(each, '/')[-1]]
         WHERE left(CASE WHEN t:Meeting THEN t.end ELSE r.first_reported END, size(day)) <= day))
      AND NOT (t:Meeting AND coalesce(h.start =~ '[-0-9]+' AND left(t.end, size(h.start)) < h.start, false))
      AND NOT (t:Meeting AND coalesce(h.end =~ '[-0-9]+' AND left(t.start, size(h.end)) > h.end, false)))
    AND ($from IS NULL OR coalesce(t.end >= $from, t.start IS NOT NULL))
    AND ($to IS NULL OR coalesce(left(t.start, size($to)) <= $to, t.end IS NOT NULL))
    AND ($reported_from IS NULL AND $reported_to IS NULL OR all(fact IN CASE WHEN r.rule IS NULL THEN [r.id] ELSE [r.represented, r.held] END WHERE EXISTS {
      MATCH (:Claim {edge: fact})-[:EVIDENCED_BY]->(told:Article)
      WHERE ($reported_from IS NULL OR told.issued >= left($reported_from, size(told.issued)))
        AND ($reported_to IS NULL OR left(told.issued, size($reported_to)) <= $reported_to) }))
  WITH t, side, p, r ORDER BY length(p), r.sources DESC, r.id, [each IN nodes(p) | each.id]
  WITH t, side, collect({p: p, r: r})[0] AS link
  RETURN t, collect({side: side, p: link.p, r: link.r}) AS links
}
WITH x, y, collect({t: t, x: [link IN links WHERE link.side = x][0], y: [link IN links WHERE link.side = y][0]}) AS things
WITH x, y, things, size([thing IN things WHERE thing.x IS NOT NULL AND thing.y IS NOT NULL]) AS direct
// whoever ever belonged to either side
CALL (x, y) {
  UNWIND [x, y] AS side
  MATCH (side) (()-[up:PART_OF|POST_IN|HELD_POST WHERE up.modality = 'asserted']->()){0,4}
        (top:Entity) (()<-[down:PART_OF|POST_IN|HELD_POST WHERE down.modality = 'asserted']-()){0,4} (own:Entity)
  RETURN collect(DISTINCT own) AS own
}
UNWIND things AS thing
WITH direct, own, thing, thing.t AS t
MATCH q = (t)<-[e:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED]-(c:Entity)
WHERE e.modality = 'asserted' AND ($inferred OR e.rule IS NULL) AND NOT (t:Meeting AND e:HOSTED) AND NOT c IN own
  AND ($reported_from IS NULL AND $reported_to IS NULL OR all(fact IN CASE WHEN e.rule IS NULL THEN [e.id] ELSE [e.represented, e.held] END WHERE EXISTS {
    MATCH (:Claim {edge: fact})-[:EVIDENCED_BY]->(told:Article)
    WHERE ($reported_from IS NULL OR told.issued >= left($reported_from, size(told.issued)))
      AND ($reported_to IS NULL OR left(told.issued, size($reported_to)) <= $reported_to) }))
WITH direct, c, t, thing, q, e ORDER BY e.sources DESC, e.id
WITH direct, c, t, thing, collect({q: q, e: e})[0] AS link
// the latest first; what only one of the partners was at shows better who stands between
ORDER BY thing.x IS NOT NULL AND thing.y IS NOT NULL, t.end IS NULL, t.end DESC, t.id
WITH direct, c, collect({t: t, x: thing.x, y: thing.y, q: link.q, e: link.e}) AS shared
WITH direct, c, [one IN shared WHERE one.x IS NOT NULL] AS ones, [one IN shared WHERE one.y IS NOT NULL] AS others
WHERE size(ones) > 0 AND size(others) > 0
WITH direct, c, ones, others, ones[0] AS one, others[0] AS other
RETURN coalesce(c['name_' + $lang], c.name) AS broker, c.id AS broker_id, size(ones) AS a_ties, size(others) AS b_ties,
       size([each IN ones WHERE each.y IS NOT NULL]) AS both, direct AS direct,
       coalesce(one.t['name_' + $lang], one.t.name) AS a_thing, one.t.id AS a_thing_id,
       coalesce(other.t['name_' + $lang], other.t.name) AS b_thing, other.t.id AS b_thing_id,
       [one.x.r.id, one.e.id, other.e.id, other.y.r.id] AS edges, [one.x.p, one.q] AS p, [other.q, other.y.p] AS q
ORDER BY CASE WHEN a_ties < b_ties THEN a_ties ELSE b_ties END DESC, both, a_ties + b_ties DESC, broker_id
SKIP $offset LIMIT $limit
