// Who met whom
//
// title.fr = "Qui a rencontré qui"
// summary.en = "Who took part in a meeting that was held, with an official, post or party, on another side. Three levels, never mixed: bilateral (both named, two sides), plenary (both named, more sides), institutions (a side isn't named: its post, body or state stands for it). Being named in one article is not a meeting. Who is presumed behind an unnamed post, as the one known holder of it on that date, is in a column apart; asked for by name, such a person has met nobody by it, unless inferred is set: these rows then name the rule. What members of an organisation did counts for it only if members is set, and the column counted as a member names them; it hasn't met its other members by that. With another asked for, only meetings with it or with who stands for it; either of the two may be asked for first."
// summary.fr = "Qui a pris part à une réunion qui s'est tenue, avec un responsable, un poste ou une partie, d'un autre côté. Trois niveaux, jamais mêlés : bilatéral (les deux sont nommés, deux côtés), plénier (les deux sont nommés, plus de côtés), institutions (un côté n'est pas nommé : son poste, son organisme ou son État en tient lieu). Être nommé dans un même article n'est pas une rencontre. Qui est présumé derrière un poste sans nom, comme seul titulaire connu à cette date, figure dans une colonne à part ; de cette personne, la question ne donne ces rencontres que si inferred est mis, avec le nom de la règle. Ce qu'ont fait les membres d'une organisation ne compte pour elle que si members est mis, et la colonne compté comme membre les nomme ; elle n'a pas pour autant rencontré ses autres membres. Si un autre est donné, seulement les réunions avec lui ou avec qui en tient lieu ; l'ordre des deux n'importe pas."
// modality = ["asserted"]
// [params.official]
// type = "entity"
// classes = ["Official", "Post", "State", "Organization"]
// label = {en = "official, post or party", fr = "responsable, poste ou partie"}
// [params.other]
// type = "entity"
// optional = true
// classes = ["Official", "Post", "State", "Organization"]
// label = {en = "only with this official, post or party, or who stands for it", fr = "seulement avec ce responsable, ce poste ou cette partie, ou qui en tient lieu"}
// [params.same_side]
// type = "boolean"
// default = false
// label = {en = "also those of the same side", fr = "aussi ceux du même côté"}
// [columns]
// met = {type = "string", label = {en = "met", fr = "a rencontré"}}
// met_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// level = {type = "string", label = {en = "level", fr = "niveau"}, values = {bilateral = {en = "bilateral", fr = "bilatéral"}, plenary = {en = "plenary", fr = "plénière"}, institutions = {en = "institutions", fr = "institutions"}}}
// w = {type = "path", label = {en = "path", fr = "chemin"}}
// [example]
// official = "Shin Won-sik"
MATCH (x:Entity {id: $official})
// the meetings: where x may have been, or anybody who may stand for it; with another, all of the end that has less, where
// that isn't much, else where both may have been. Whether they were is seen below
CALL (x) {
  UNWIND [$official] + CASE WHEN $other IS NULL THEN [] ELSE [$other] END AS id
  CALL (id) {
    MATCH (:Entity {id: id}) (()<-[:MEMBER_OF WHERE $members]-()){0,1} (()<-[:PART_OF|POST_IN|HELD_POST]-()){0,4}
          (:Entity)-[:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN]->(its:Meeting)
    WITH DISTINCT its LIMIT 31
    RETURN collect(its) AS few
  }
  WITH x, few ORDER BY size(few) LIMIT 1
  CALL (x, few) {
    WITH few WHERE size(few) <= 30
    UNWIND few AS m
    RETURN m
    UNION ALL
    WITH x, few WHERE size(few) > 30
    CALL () {
      MATCH (:Entity {id: $other}) (()<-[:MEMBER_OF WHERE $members]-()){0,1} (()<-[:PART_OF|POST_IN|HELD_POST]-()){0,4}
            (:Entity)-[:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN]->(its:Meeting)
      RETURN collect(DISTINCT its) AS theirs
    }
    MATCH (x) (()<-[:MEMBER_OF WHERE $members]-()){0,1} (()<-[:PART_OF|POST_IN|HELD_POST]-()){0,4}
          (:Entity)-[:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN]->(its:Meeting)
    WHERE $other IS NULL OR its IN theirs
    RETURN DISTINCT its AS m
  }
  RETURN m
}
// the latest first: as many are looked at as the page takes
WITH x, m, m.end IS NULL AS undated, m.end AS ended, m.id AS meeting_id
WHERE m.status IN ['held', 'ongoing', 'ended']
  AND ($from IS NULL OR coalesce(m.end >= $from, m.start IS NOT NULL))
  AND ($to IS NULL OR coalesce(left(m.start, size($to)) <= $to, m.end IS NOT NULL))
ORDER BY undated, ended DESC, meeting_id
CALL (x, m) {
  CALL (x, m) {
    // x itself, or whoever stands for it: a party's bodies, their posts, their holders. Holders do only in their time:
    // between start and end, where they are plain dates; one called former, until the last day they are attested in the post
    MATCH q = (x) (()<-[joined:MEMBER_OF WHERE $members AND joined.modality = 'asserted']-()){0,1} (root)
              (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (a:Entity)
              -[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN WHERE r.modality = 'asserted' AND r.rule IS NULL]->(m)
    WHERE all(t IN joined + s WHERE
      (coalesce(t.tenure, 'current') IN ['current', 'acting']
       OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(m.end, size(day)) <= day))
      AND NOT coalesce(t.start =~ '[-0-9]+' AND left(m.end, size(t.start)) < t.start, false)
      AND NOT coalesce(t.end =~ '[-0-9]+' AND left(m.start, size(t.end)) > t.end, false))
    // of several ways the shortest, and as a member only where there is no other
    WITH x, a, r, m, root, q ORDER BY root <> x, length(q), [each IN nodes(q) | each.id]
    WITH x, a, r, m, collect({root: root, q: q})[0] AS way
    RETURN a, r, CASE WHEN way.root <> x THEN way.root END AS member, way.q AS q
    UNION ALL
    // where x is only presumed, the post stands for x: nobody was named
    MATCH q = (x)-[r:ATTENDED WHERE r.modality = 'asserted' AND r.rule IS NOT NULL]->(m), (m)<-[f:REPRESENTED_AT]-(a)
    WHERE $inferred AND f.id = r.represented
    RETURN a, r, null AS member, q
  }
  WITH a, r, member, q
  WHERE $reported_from IS NULL AND $reported_to IS NULL
     OR all(fact IN CASE WHEN r.rule IS NULL THEN [r.id] ELSE [r.represented, r.held] END WHERE EXISTS {
       MATCH (:Claim {edge: fact})-[:EVIDENCED_BY]->(t:Article)
       WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
         AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) })
  RETURN collect({a: a, r: r, member: member, q: q}) AS ways
}
CALL (m) {
  MATCH (m)<-[e:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN WHERE e.modality = 'asserted' AND e.rule IS NULL]-(n:Entity)
  OPTIONAL MATCH (n) (()-[s:HELD_POST|POST_IN|PART_OF WHERE s.modality = 'asserted']->()){0,4} (side:Party)
  WHERE NOT EXISTS { (side)-[:PART_OF {modality: 'asserted'}]->() } AND all(t IN s WHERE
    (coalesce(t.tenure, 'current') IN ['current', 'acting']
     OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(m.end, size(day)) <= day))
    AND NOT coalesce(t.start =~ '[-0-9]+' AND left(m.end, size(t.start)) < t.start, false)
    AND NOT coalesce(t.end =~ '[-0-9]+' AND left(m.start, size(t.end)) > t.end, false))
  OPTIONAL MATCH (side)-[:MEMBER_OF {modality: 'asserted'}]->(body:Organization)
  WITH n, e, collect(DISTINCT side.id) AS sides, collect(DISTINCT body.id) AS bodies
  WITH collect({n: n, e: e, sides: CASE sides WHEN [] THEN [n.id] ELSE sides END, bodies: bodies,
                person: NOT n:Party}) AS present
  RETURN present, size(reduce(all = [], each IN present | all + [side IN each.sides WHERE NOT side IN all])) AS sides,
         reduce(all = [], each IN present | CASE WHEN each.person THEN all + each.sides ELSE all END) AS manned
}
UNWIND ways AS way
WITH x, m, undated, ended, meeting_id, present, sides, manned, way.a AS a, way.r AS r, way.member AS member, way.q AS q,
     [each IN present WHERE each.n = way.a][0] AS own
// a party is not listed beside those who stand for it
WHERE own.person OR none(side IN own.sides WHERE side IN manned)
UNWIND present AS other
// one side: those of one party; and an organisation with its members, where somebody else faces them
WITH x, a, r, m, undated, ended, meeting_id, member, q, sides, manned, own, other, other.n AS b,
     any(side IN other.sides WHERE side IN own.sides)
     // counted as a member, x hasn't met itself or its other members
     OR member IS NOT NULL AND x.id IN other.sides + other.bodies
     OR sides > 2 AND (NOT own.person AND any(body IN other.bodies WHERE body IN own.sides)
                       OR NOT other.person AND any(body IN own.bodies WHERE body IN other.sides)) AS together
WHERE b <> a AND b <> x AND ($same_side OR NOT together)
  AND (other.person OR none(side IN other.sides WHERE side IN manned))
// the post's own attendance, where x is only presumed behind it
MATCH p = (a)-[f:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN]->(m)<-[e:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN]-(b)
WHERE f.id = coalesce(r.represented, r.id) AND e.id = other.e.id
  AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (:Claim {edge: e.id})-[:EVIDENCED_BY]->(t:Article)
    WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
      AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) })
CALL (a, m, own, b, e) {
  WITH * WHERE $other IS NULL
  RETURN null AS w
  UNION
  // asked for with another: it itself, or whoever stands for it, as above
  MATCH w = (b) (()-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']->()){0,4} (root)
            (()-[joined:MEMBER_OF WHERE $members AND joined.modality = 'asserted']->()){0,1} (y:Entity {id: $other})
  WHERE a <> y AND (root = y OR $same_side OR NOT y.id IN own.sides + own.bodies) AND all(t IN joined + s WHERE
    (coalesce(t.tenure, 'current') IN ['current', 'acting']
     OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(m.end, size(day)) <= day))
    AND NOT coalesce(t.start =~ '[-0-9]+' AND left(m.end, size(t.start)) < t.start, false)
    AND NOT coalesce(t.end =~ '[-0-9]+' AND left(m.start, size(t.end)) > t.end, false))
  RETURN w ORDER BY root <> y, length(w), [each IN nodes(w) | each.id] LIMIT 1
  UNION
  // where the other is only presumed, the post stands for it
  MATCH w = (y:Entity {id: $other})-[i:ATTENDED WHERE i.modality = 'asserted' AND i.represented = e.id]->(m)
  WHERE $inferred AND a <> y AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (:Claim {edge: i.held})-[:EVIDENCED_BY]->(t:Article)
    WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
      AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) })
  RETURN w
}
WITH x, a, r, m, undated, ended, meeting_id, member, q, b, e, p, sides, w, COLLECT {
  MATCH (m)-[:TOOK_PLACE_IN {modality: 'asserted'}]->(where:Entity) WHERE where.id IN m.places
  RETURN DISTINCT coalesce(where['name_' + $lang], where.name) AS name ORDER BY name
} AS places, COLLECT {
  MATCH (m)<-[i:ATTENDED WHERE i.rule IS NOT NULL AND i.represented = e.id]-(holder:Official)
  RETURN coalesce(holder['name_' + $lang], holder.name) AS name
} AS presumed
RETURN coalesce(b['name_' + $lang], b.name) AS met, b.id AS met_id, presumed[0] AS presumed,
       CASE
         WHEN NOT (a:Official AND b:Official) THEN 'institutions'
         WHEN m.format = 'bilateral' OR (m.format IS NULL AND sides <= 2) THEN 'bilateral'
         ELSE 'plenary'
       END AS level,
       m.edtf AS date, coalesce(m['name_' + $lang], m.name) AS meeting, meeting_id AS meeting_id,
       CASE places WHEN [] THEN null ELSE reduce(text = places[0], name IN places[1..] | text + ', ' + name) END AS place,
       e.role AS role, CASE WHEN a <> x THEN coalesce(a['name_' + $lang], a.name) END AS via,
       coalesce(member['name_' + $lang], member.name) AS member, r.rule AS rule, e.sources AS sources,
       e.quote AS quote, e.article AS article, e.char_start AS char_start, e.char_end AS char_end, e.id AS edge, p AS p, q AS q,
       w AS w
ORDER BY undated, ended DESC, meeting_id, level, met_id, a.id, edge, r.id
SKIP $offset LIMIT $limit
