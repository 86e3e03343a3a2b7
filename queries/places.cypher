// Places
//
// title.fr = "Lieux"
// summary.en = "Where meetings, initiatives and agreements took place: of an official, post or party, or in a state or place, or all of them. Only what an article says took place, and where: the place of a dateline isn't a venue, and what was only planned is in planned-not-held. Where articles disagree the best supported place is shown. No place means that none is told."
// summary.fr = "Où se sont tenus les réunions, les initiatives et les accords : ceux d'un responsable, d'un poste ou d'une partie, ou dans un État ou un lieu, ou tous. Seulement ce qu'un article dit s'être tenu, et où : le lieu d'une dépêche n'est pas celui d'une réunion, et ce qui n'est que prévu figure dans planned-not-held. Là où des articles se contredisent, c'est le lieu le mieux attesté qui est donné. Sans lieu, c'est qu'aucun n'est dit."
// modality = ["asserted"]
// [params.of]
// type = "entity"
// optional = true
// classes = ["Official", "Post", "State", "Organization"]
// label = {en = "only what this official, post or party took part in, hosted or signed", fr = "seulement ce à quoi ce responsable, ce poste ou cette partie a pris part, qu'il ou elle a accueilli ou signé"}
// [params.place]
// type = "entity"
// optional = true
// classes = ["Place", "State"]
// label = {en = "only in this place or state", fr = "seulement dans ce lieu ou cet État"}
// [columns]
// place_id = {type = "string", label = {en = "place's id", fr = "identifiant du lieu"}}
// state = {type = "string", label = {en = "state", fr = "État"}}
// state_id = {type = "string", label = {en = "state's id", fr = "identifiant de l'État"}}
// did = {type = "string", label = {en = "part in it", fr = "part prise"}}
// [example]
// of = "South Korea"
CALL () {
  // x itself, or whoever stands for it: a party's bodies, their posts, their holders. Holders do only in their time:
  // at a meeting between start and end, where they are plain dates; one called former, until the last day they are attested
  // in the post, elsewhere in what was reported until then
  MATCH p = (x:Entity {id: $of}) (()<-[joined:MEMBER_OF WHERE $members AND joined.modality = 'asserted']-()){0,1} (root:Entity)
            (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (a:Entity)
            -[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED|PARTY_TO|SIGNED WHERE r.modality = 'asserted' AND r.rule IS NULL]->
            (m:Meeting|Initiative|Agreement)
  // a member counts in its time: by the thing's own date, else by when it was reported
  WHERE all(j IN joined WHERE
    NOT coalesce(j.start =~ '[-0-9]+' AND left(CASE WHEN m:Meeting OR m.start IS NOT NULL OR m.end IS NOT NULL THEN m.end ELSE r.first_reported END, size(j.start)) < j.start, false)
    AND NOT coalesce(j.end =~ '[-0-9]+' AND left(CASE WHEN m:Meeting OR m.start IS NOT NULL OR m.end IS NOT NULL THEN m.start ELSE r.first_reported END, size(j.end)) > j.end, false))
  AND all(t IN s WHERE
    (coalesce(t.tenure, 'current') IN ['current', 'acting']
     OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(CASE WHEN m:Meeting THEN m.end ELSE r.first_reported END, size(day)) <= day))
    AND NOT (m:Meeting AND coalesce(t.start =~ '[-0-9]+' AND left(m.end, size(t.start)) < t.start, false))
    AND NOT (m:Meeting AND coalesce(t.end =~ '[-0-9]+' AND left(m.start, size(t.end)) > t.end, false)))
  WITH m, r, p, CASE WHEN a <> root THEN coalesce(a['name_' + $lang], a.name) END AS via,
       CASE WHEN root <> x THEN coalesce(root['name_' + $lang], root.name) END AS member
  ORDER BY member IS NOT NULL, length(p), type(r), r.id, [each IN nodes(p) | each.id]
  WITH m, collect({via: via, r: r, member: member, p: p})[0] AS part
  RETURN m, part
  UNION
  WITH $of AS of WHERE of IS NULL AND $place IS NOT NULL
  MATCH (:Entity {id: $place}) (()<-[:LOCATED_IN]-()){0,3} ()<-[:TOOK_PLACE_IN]-(m:Entity)
  RETURN DISTINCT m, null AS part
  UNION
  WITH $of AS of WHERE of IS NULL AND $place IS NULL
  MATCH (m:Entity)-[:TOOK_PLACE_IN]->() RETURN DISTINCT m, null AS part
}
WITH m, part
// of a meeting, held is always said where it may be; of an initiative or agreement it is told as done
WHERE (m.status IN ['held', 'ongoing', 'ended'] OR m.status IS NULL AND NOT m:Meeting)
  AND ($from IS NULL OR coalesce(m.end >= $from, m.start IS NOT NULL))
  AND ($to IS NULL OR coalesce(left(m.start, size($to)) <= $to, m.end IS NOT NULL))
// a place that better supported claims exclude isn't among m.places
MATCH (m)-[t:TOOK_PLACE_IN WHERE t.modality = 'asserted']->(where:Entity) WHERE where.id IN m.places
  AND NOT coalesce(left(m.start, size(t.last_reported)) > t.last_reported, false)
  AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (:Claim {edge: t.id})-[:EVIDENCED_BY]->(told:Article)
    WHERE ($reported_from IS NULL OR told.issued >= left($reported_from, size(told.issued)))
      AND ($reported_to IS NULL OR left(told.issued, size($reported_to)) <= $reported_to)
  })
OPTIONAL MATCH q = (m)-[e:TOOK_PLACE_IN]->() (()-[l:LOCATED_IN WHERE l.modality = 'asserted']->()){0,3} (state:State)
WHERE e = t
WITH m, part, t, where, q, state ORDER BY length(q), state.id, [each IN nodes(q) | each.id]
WITH m, part, t, where, collect({q: q, state: state}) AS located
WHERE $place IS NULL OR where.id = $place OR EXISTS { (where)-[:LOCATED_IN]->{1,3}(:Entity {id: $place}) }
MATCH k = (m)-[e:TOOK_PLACE_IN]->(where) WHERE e = t
WITH m, part, t, where, located[0].state AS state, coalesce(located[0].q, k) AS q
RETURN coalesce(where['name_' + $lang], where.name) AS place, where.id AS place_id,
       coalesce(state['name_' + $lang], state.name) AS state, state.id AS state_id,
       coalesce(m['name_' + $lang], m.name) AS thing, m.id AS thing_id,
       [cls IN labels(m) WHERE cls IN ['Meeting', 'Initiative', 'Agreement']][0] AS class, m.kind AS kind,
       m.edtf AS date, m.status AS status, type(part.r) AS did, part.via AS via, part.member AS member,
       t.sources AS sources, t.quote AS quote, t.article AS article, t.char_start AS char_start, t.char_end AS char_end,
       t.id AS edge, q AS p, part.p AS q
ORDER BY m.end IS NULL, m.end DESC, thing_id, place_id
SKIP $offset LIMIT $limit
