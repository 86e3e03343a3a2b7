// Ties between two partners
//
// title.fr = "Liens entre deux partenaires"
// summary.en = "Everything that links two partners: meetings that were held, initiatives, agreements, statements of one addressed to or about the other (or of both), and bodies. direct: both themselves; via: an official, in their time, a post or a body of theirs did it, named in the columns through; body: only a body that one of them is a member of did it, or both are members of that body: kept apart, and last. A meeting at which both are only talked of is no tie; one of many sides is, its format says so. What was cancelled is none. A membership has no date, and is left out where a period is asked."
// summary.fr = "Tout ce qui lie deux partenaires : les réunions qui se sont tenues, les initiatives, les accords, les déclarations de l'un adressées à l'autre ou à son sujet (ou des deux), et les organismes. direct : tous deux eux-mêmes ; via : c'est le fait d'un de leurs responsables, le temps de son mandat, d'un poste ou d'un organisme à eux, nommé dans les colonnes par ; body : c'est seulement le fait d'un organisme dont l'un d'eux est membre, ou tous deux en sont membres : à part, et en dernier. Une réunion où il n'est que question d'eux n'est pas un lien ; une réunion à nombreux côtés en est un, son format le dit. Ce qui a été annulé n'en est pas un. Une adhésion n'a pas de date : elle est laissée de côté quand une période est demandée."
// modality = ["asserted", "planned", "proposed"]
// [params.a]
// type = "entity"
// classes = ["State", "Organization", "Official", "Post"]
// label = {en = "one partner", fr = "un partenaire"}
// [params.b]
// type = "entity"
// classes = ["State", "Organization", "Official", "Post"]
// label = {en = "the other partner", fr = "l'autre partenaire"}
// [columns]
// tie = {type = "string", label = {en = "tie", fr = "lien"}}
// how = {type = "string", label = {en = "how", fr = "comment"}, values = {direct = {en = "direct", fr = "direct"}, via = {en = "through somebody", fr = "par quelqu’un"}, body = {en = "through a body", fr = "par un organisme"}}}
// body = {type = "string", label = {en = "body in between", fr = "par l'organisme"}}
// thing = {type = "string", label = {en = "thing", fr = "chose"}}
// thing_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// a_did = {type = "string", label = {en = "one partner's part", fr = "part de l'un"}}
// a_via = {type = "string", label = {en = "one partner through", fr = "l'un par"}}
// b_did = {type = "string", label = {en = "the other's part", fr = "part de l'autre"}}
// b_via = {type = "string", label = {en = "the other through", fr = "l'autre par"}}
// [example]
// a = "South Korea"
// b = "ASEAN"
MATCH (x:Entity {id: $a}), (y:Entity {id: $b})
CALL (x, y) {
  UNWIND [x, y] AS side
  // the side itself, or a body that it is a member of; or whoever stands for it: bodies, their posts, their holders.
  // Holders do only in their time: between start and end, where they are plain dates; one called former, until the last
  // day they are attested in the post. When an act other than a meeting was isn't told: when it was reported is.
  MATCH p = (side) (()-[joined:MEMBER_OF WHERE joined.modality = 'asserted']->()){0,1} (root:Entity)
            (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (who:Entity)
            -[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED|PARTY_TO|SIGNED|PROPOSED|STATED|ADDRESSED_TO|ABOUT]
            -(t:Meeting|Initiative|Agreement|Statement)
  WHERE r.rule IS NULL AND (root = side OR root <> x AND root <> y)
    AND (NOT t:Meeting OR r.modality = 'asserted' AND t.status IN ['held', 'ongoing', 'ended'])
    AND coalesce(t.status <> 'cancelled', true)
    // a member counts in its time: by the thing's own date, else by when it was reported
    AND all(j IN joined WHERE
      NOT coalesce(j.start =~ '[-0-9]+' AND left(CASE WHEN t:Meeting OR t.start IS NOT NULL OR t.end IS NOT NULL THEN t.end ELSE r.first_reported END, size(j.start)) < j.start, false)
      AND NOT coalesce(j.end =~ '[-0-9]+' AND left(CASE WHEN t:Meeting OR t.start IS NOT NULL OR t.end IS NOT NULL THEN t.start ELSE r.first_reported END, size(j.end)) > j.end, false))
    AND all(h IN s WHERE
      (coalesce(h.tenure, 'current') IN ['current', 'acting']
       OR h.tenure = 'former' AND any(day IN [each IN coalesce(h.attested, []) + coalesce(h.end, []) | split(each, '/')[-1]]
         WHERE left(CASE WHEN t:Meeting THEN t.end ELSE r.first_reported END, size(day)) <= day))
      AND NOT (t:Meeting AND coalesce(h.start =~ '[-0-9]+' AND left(t.end, size(h.start)) < h.start, false))
      AND NOT (t:Meeting AND coalesce(h.end =~ '[-0-9]+' AND left(t.start, size(h.end)) > h.end, false)))
    AND ($from IS NULL OR coalesce(t.end >= $from, t.start IS NOT NULL))
    AND ($to IS NULL OR coalesce(left(t.start, size($to)) <= $to, t.end IS NOT NULL))
    AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
      MATCH (:Claim {edge: r.id})-[:EVIDENCED_BY]->(told:Article)
      WHERE ($reported_from IS NULL OR told.issued >= left($reported_from, size(told.issued)))
        AND ($reported_to IS NULL OR left(told.issued, size($reported_to)) <= $reported_to) })
  WITH x, y, t, collect({side: side, p: p, r: r, who: who, root: root,
                         body: CASE WHEN root <> side THEN root END}) AS links
  UNWIND [link IN links WHERE link.side = x] AS one
  UNWIND [link IN links WHERE link.side = y] AS other
  // nobody stands for both; and of two, one at most through a body, which is not itself the other's
  WITH t, one, other, CASE WHEN one.body IS NOT NULL OR other.body IS NOT NULL THEN 'body'
                           WHEN one.who = x AND other.who = y THEN 'direct' ELSE 'via' END AS how
  WHERE one.who <> other.who AND (one.body IS NULL OR other.body IS NULL)
    AND (NOT t:Statement OR 'STATED' IN [type(one.r), type(other.r)])
  // of several links the nearest; then what they did, before what was only proposed or said to them
  WITH t, one, other, how
  ORDER BY how = 'body', how = 'via', length(one.p) + length(other.p),
           any(r IN [one.r, other.r] WHERE r:PROPOSED|ADDRESSED_TO|ABOUT), type(one.r), type(other.r), one.r.id, other.r.id,
           [each IN nodes(one.p) | each.id], [each IN nodes(other.p) | each.id]
  WITH t, collect({one: one, other: other, how: how})[0] AS tie
  RETURN t, tie.one AS one, tie.other AS other, tie.how AS how, coalesce(tie.one.body, tie.other.body) AS body
  UNION
  // a body that both belong to, or one of them the other; reference tables have no articles
  MATCH p = (x)-[l:MEMBER_OF|PART_OF WHERE l.modality = 'asserted']->(t:Entity)
  MATCH q = (y)-[r:MEMBER_OF|PART_OF WHERE r.modality = 'asserted']->(t)
  WITH x, y, t, p, l, q, r ORDER BY type(l), type(r), l.id, r.id
  WITH x, y, t, collect({p: p, l: l, q: q, r: r})[0] AS pair
  RETURN t, {p: pair.p, r: pair.l, who: x, root: x} AS one, {p: pair.q, r: pair.r, who: y, root: y} AS other,
         'body' AS how, t AS body
  UNION
  MATCH p = (x)-[r:MEMBER_OF|PART_OF WHERE r.modality = 'asserted']-(y)
  WITH x, y, p, r ORDER BY type(r), r.id LIMIT 1
  RETURN endNode(r) AS t, {p: p, r: r, who: x, root: x} AS one, {p: null, r: r, who: y, root: y} AS other,
         'direct' AS how, null AS body
}
WITH t, one, other, how, body, one.r AS l, other.r AS r
WHERE NOT l:MEMBER_OF|PART_OF OR $from IS NULL AND $to IS NULL AND all(fact IN [l, r] WHERE
  $reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (:Claim {edge: fact.id})-[:EVIDENCED_BY]->(told:Article)
    WHERE ($reported_from IS NULL OR told.issued >= left($reported_from, size(told.issued)))
      AND ($reported_to IS NULL OR left(told.issued, size($reported_to)) <= $reported_to) })
// the weaker of the two edges, and of what is said of the thing; what was only proposed, with nothing said of what came
// of it, is a proposal. The passage is the better supported of the two.
WITH t, one, other, how, body, l, r,
     [l.modality, r.modality, CASE WHEN t:Initiative|Agreement THEN t.status END,
      CASE WHEN t:Initiative|Agreement AND t.status IS NULL AND all(fact IN [l, r] WHERE fact:PROPOSED|ADDRESSED_TO)
           THEN 'proposed' END] AS said,
     CASE WHEN l.quote IS NULL OR r.sources > l.sources THEN r ELSE l END AS best
RETURN [class IN ['Meeting', 'Initiative', 'Agreement', 'Statement', 'Organization', 'State'] WHERE class IN labels(t)][0]
         AS tie,
       how AS how, coalesce(body['name_' + $lang], body.name) AS body, coalesce(t['name_' + $lang], t.name) AS thing,
       t.id AS thing_id, t.edtf AS date,
       CASE WHEN 'proposed' IN said THEN 'proposed' WHEN 'planned' IN said THEN 'planned' ELSE 'asserted' END AS modality,
       t.status AS status, t.format AS format,
       type(l) AS a_did, CASE WHEN one.who <> one.root THEN coalesce(one.who['name_' + $lang], one.who.name) END AS a_via,
       type(r) AS b_did,
       CASE WHEN other.who <> other.root THEN coalesce(other.who['name_' + $lang], other.who.name) END AS b_via,
       best.sources AS sources, best.quote AS quote, best.article AS article, best.char_start AS char_start,
       best.char_end AS char_end, best.id AS edge, one.p AS p, other.p AS q
ORDER BY how = 'body', how = 'via', t.end IS NULL, t.end DESC, tie, thing_id
SKIP $offset LIMIT $limit
