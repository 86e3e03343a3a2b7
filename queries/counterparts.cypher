// Counterparts
//
// title.fr = "Vis-à-vis"
// summary.en = "Everyone whom an official, post or party faced, on another side, at meetings that were held: one row each, however many meetings, with how many of each level: bilateral (both named, two sides), plenary (both named, more sides), institutions (a side isn't named). Unnamed ones count: a post, a body or a state has a row of its own, and who is presumed behind it is in a column apart. A meeting counts once, at its closest level. Being named in one article is not a meeting; nor is a meeting at which the one asked for is only presumed. Meetings of an organisation's members count for it only if members is set. The paths are those of three meetings at most: the one that the passage tells, and the latest."
// summary.fr = "Tous ceux à qui un responsable, un poste ou une partie a fait face, d'un autre côté, à des réunions qui se sont tenues : une ligne pour chacun, quel que soit le nombre de réunions, avec leur nombre par niveau : bilatéral (les deux sont nommés, deux côtés), plénier (les deux sont nommés, plus de côtés), institutions (un côté n'est pas nommé). Les vis-à-vis sans nom comptent : un poste, un organisme ou un État a sa propre ligne, et qui est présumé derrière figure dans une colonne à part. Une réunion compte une fois, à son niveau le plus proche. Être nommé dans un même article n'est pas une rencontre, pas plus qu'une réunion où celui sur qui porte la question n'est que présumé. Les réunions des membres d'une organisation ne comptent pour elle que si members est mis. Les chemins sont ceux de trois réunions au plus : celle dont parle le passage, et les dernières."
// modality = ["asserted"]
// [params.of]
// type = "entity"
// classes = ["Official", "Post", "State", "Organization"]
// label = {en = "official, post or party", fr = "responsable, poste ou partie"}
// [columns]
// counterpart = {type = "string", label = {en = "counterpart", fr = "vis-à-vis"}}
// counterpart_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// bilateral = {type = "integer", label = {en = "bilateral", fr = "bilatéral"}}
// plenary = {type = "integer", label = {en = "plenary", fr = "plénier"}}
// institutions = {type = "integer", label = {en = "institutions", fr = "institutions"}}
// first = {type = "string", label = {en = "first", fr = "première"}}
// last = {type = "string", label = {en = "last", fr = "dernière"}}
// [example]
// of = "Kim Yong Hyun"
MATCH (x:Entity {id: $of})
CALL (x) {
  // x itself, or whoever stands for it: a party's bodies, their posts, their holders. Holders do only in their time:
  // between start and end, where they are plain dates; one called former, until the last day they are attested in the post
  MATCH q = (x) (()<-[joined:MEMBER_OF WHERE $members AND joined.modality = 'asserted']-()){0,1} (root)
            (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (a:Entity)
            -[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN WHERE r.modality = 'asserted' AND r.rule IS NULL]->(m:Meeting)
  WHERE all(t IN joined + s WHERE
    (coalesce(t.tenure, 'current') IN ['current', 'acting']
     OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(m.end, size(day)) <= day))
    AND NOT coalesce(t.start =~ '[-0-9]+' AND left(m.end, size(t.start)) < t.start, false)
    AND NOT coalesce(t.end =~ '[-0-9]+' AND left(m.start, size(t.end)) > t.end, false))
  // of several ways the shortest, and as a member only where there is no other
  WITH x, a, r, m, root, q ORDER BY root <> x, length(q), [each IN nodes(q) | each.id]
  WITH x, a, r, m, collect({root: root, q: q})[0] AS way
  RETURN a, r, m, CASE WHEN way.root <> x THEN way.root END AS member, way.q AS q
}
WITH x, a, r, m, member, q
// the loader says held wherever that may be said: without a status nobody knows that the meeting took place
WHERE m.status IN ['held', 'ongoing', 'ended']
  AND ($from IS NULL OR coalesce(m.end >= $from, m.start IS NOT NULL))
  AND ($to IS NULL OR coalesce(left(m.start, size($to)) <= $to, m.end IS NOT NULL))
  AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (:Claim {edge: r.id})-[:EVIDENCED_BY]->(t:Article)
    WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
      AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) })
// everyone present, once for each meeting, with the side they stand on: the party that their post, in their time, or body
// leads to, else themselves
WITH x, m, collect({a: a, r: r, member: member, q: q}) AS ways
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
WITH x, m, present, sides, manned, way.a AS a, way.r AS r, way.member AS member, way.q AS q,
     [each IN present WHERE each.n = way.a][0] AS own
// a party is not listed beside those who stand for it
WHERE own.person OR none(side IN own.sides WHERE side IN manned)
UNWIND present AS other
// one side: those of one party; and an organisation with its members, where somebody else faces them
WITH x, a, r, m, member, q, sides, manned, other, other.n AS b,
     any(side IN other.sides WHERE side IN own.sides)
     // counted as a member, x hasn't met itself or its other members
     OR member IS NOT NULL AND x.id IN other.sides + other.bodies
     OR sides > 2 AND (NOT own.person AND any(body IN other.bodies WHERE body IN own.sides)
                       OR NOT other.person AND any(body IN own.bodies WHERE body IN other.sides)) AS together
WHERE b <> a AND b <> x AND NOT together
  AND (other.person OR none(side IN other.sides WHERE side IN manned))
  AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (:Claim {edge: other.e.id})-[:EVIDENCED_BY]->(t:Article)
    WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
      AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) })
WITH m, member, a, r, b, other.e AS e, q,
     CASE
       WHEN NOT (a:Official AND b:Official) THEN 'institutions'
       WHEN m.format = 'bilateral' OR (m.format IS NULL AND sides <= 2) THEN 'bilateral'
       ELSE 'plenary'
     END AS level
// several of a party may have faced the same one at one meeting: it counts once, at its closest level
ORDER BY level = 'institutions', level = 'plenary', member IS NOT NULL, length(q), e.id, [each IN nodes(q) | each.id], r.id
WITH b, m, collect({m: m, level: level, member: coalesce(member['name_' + $lang], member.name), day: coalesce(m.end, m.start),
                    r: r, e: e, q: q})[0] AS met
WITH b, m, met, COLLECT {
  MATCH path = (m)<-[i:ATTENDED WHERE i.rule IS NOT NULL AND i.represented = met.e.id]-(holder:Official)
  RETURN {name: coalesce(holder['name_' + $lang], holder.name), path: path} AS one ORDER BY holder.id
}[0] AS presumed
ORDER BY met.day IS NOT NULL, met.day, m.id
WITH b, collect(met {.*, presumed: presumed}) AS meetings
WITH b, meetings, COLLECT {
       UNWIND meetings AS met WITH met, met.e AS e, met.level AS level
       RETURN met ORDER BY level = 'institutions', level = 'plenary', e.sources DESC, e.confidence DESC, e.id LIMIT 1
     }[0] AS best,
     [met IN meetings WHERE met.day IS NOT NULL] AS dated,
     COLLECT { UNWIND meetings AS met WITH met.presumed.name AS name WHERE name IS NOT NULL RETURN DISTINCT name ORDER BY name } AS presumed,
     COLLECT { UNWIND meetings AS met WITH met.member AS name WHERE name IS NOT NULL RETURN DISTINCT name ORDER BY name } AS members
// of many meetings the paths of the one that the passage tells, and of the two latest others
WITH b, meetings, best.e AS e, dated, presumed, members, [met IN meetings WHERE met.m <> best.m][-2..] + best AS shown
WITH b, meetings, e, dated, presumed, members, shown, COLLECT {
  UNWIND shown AS met WITH met, met.m AS m, met.r AS own, met.e AS theirs
  MATCH path = ()-[f:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN]->(m)<-[g:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN]-(b)
  WHERE f = own AND g = theirs
  RETURN path ORDER BY met.day, m.id
} AS p
RETURN coalesce(b['name_' + $lang], b.name) AS counterpart, b.id AS counterpart_id,
       CASE presumed WHEN [] THEN null ELSE reduce(text = presumed[0], name IN presumed[1..] | text + ', ' + name) END AS presumed,
       size([met IN meetings WHERE met.level = 'bilateral']) AS bilateral,
       size([met IN meetings WHERE met.level = 'plenary']) AS plenary,
       size([met IN meetings WHERE met.level = 'institutions']) AS institutions,
       dated[0].m.edtf AS first, dated[-1].m.edtf AS last,
       CASE members WHEN [] THEN null ELSE reduce(text = members[0], name IN members[1..] | text + ', ' + name) END AS member,
       e.sources AS sources, e.quote AS quote, e.article AS article, e.char_start AS char_start, e.char_end AS char_end,
       e.id AS edge, p AS p,
       reduce(paths = [], met IN shown | paths + [met.q, met.presumed.path]) AS q
ORDER BY bilateral DESC, plenary DESC, institutions DESC, dated = [], dated[-1].day DESC, counterpart_id
SKIP $offset LIMIT $limit
