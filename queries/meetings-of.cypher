// Meetings of an official, post or party
//
// title.fr = "Réunions d'un responsable, d'un poste ou d'une partie"
// summary.en = "Every meeting that an official, post or party took part in, hosted, or is said to be going to; a party's officials, in their time, and posts count for it, flagged in the column through. Who is presumed behind an unnamed post, as the one known holder of it on that date, is in a column apart; that person's own list has these meetings only if inferred is set, and names the rule. Meetings of an organisation's members count for it only if members is set; the column counted as a member names them."
// summary.fr = "Toutes les réunions auxquelles un responsable, un poste ou une partie a pris part, qu'il ou elle a accueillies, ou qui sont annoncées ; les responsables d'une partie, le temps de leur mandat, et ses postes comptent pour elle, signalés dans la colonne par. Qui est présumé derrière un poste sans nom, comme seul titulaire connu à cette date, figure dans une colonne à part ; de cette personne, ces réunions ne sont données que si inferred est mis, avec le nom de la règle. Celles des membres d'une organisation ne comptent pour elle que si members est mis ; la colonne compté comme membre les nomme."
// modality = ["asserted", "planned", "proposed"]
// [params.of]
// type = "entity"
// classes = ["Official", "Post", "State", "Organization"]
// label = {en = "official, post or party", fr = "responsable, poste ou partie"}
// [columns]
// took_part = {type = "string", label = {en = "took part as", fr = "à titre de"}}
// [example]
// of = "Kim Yong Hyun"
MATCH (x:Entity {id: $of})
// x itself, or whoever stands for it: a party's bodies, their posts, their holders. Holders do only in their time:
// between start and end, where they are plain dates; one called former, until the last day they are attested in the post
MATCH p = (x) (()<-[joined:MEMBER_OF WHERE $members AND joined.modality = 'asserted']-()){0,1} (root)
          (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (a:Entity)
          -[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED]->(m:Meeting)
// a presumed attendance is x's own, and asked for; a party has that meeting through the post already
WHERE (r.rule IS NULL OR $inferred AND a = x) AND all(t IN joined + s WHERE
  (coalesce(t.tenure, 'current') IN ['current', 'acting']
   OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(m.end, size(day)) <= day))
  AND NOT coalesce(t.start =~ '[-0-9]+' AND left(m.end, size(t.start)) < t.start, false)
  AND NOT coalesce(t.end =~ '[-0-9]+' AND left(m.start, size(t.end)) > t.end, false))
  AND ($from IS NULL OR coalesce(m.end >= $from, m.start IS NOT NULL))
  AND ($to IS NULL OR coalesce(left(m.start, size($to)) <= $to, m.end IS NOT NULL))
  AND ($reported_from IS NULL AND $reported_to IS NULL
       OR all(fact IN CASE WHEN r.rule IS NULL THEN [r.id] ELSE [r.represented, r.held] END WHERE EXISTS {
         MATCH (:Claim {edge: fact})-[:EVIDENCED_BY]->(t:Article)
         WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
           AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) }))
// of several ways the shortest, and as a member only where there is no other
WITH x, a, r, m, root, p ORDER BY root <> x, length(p), [each IN nodes(p) | each.id]
WITH x, a, r, m, collect({root: root, p: p})[0] AS way
WITH x, a, r, m, CASE WHEN way.root <> x THEN way.root END AS member, way.p AS p,
     COLLECT { MATCH (m)-[:TOOK_PLACE_IN]->(where:Entity) WHERE where.id IN m.places
         RETURN DISTINCT coalesce(where['name_' + $lang], where.name) AS name ORDER BY name } AS places,
     COLLECT { MATCH (post:Entity {id: r.post}) RETURN coalesce(post['name_' + $lang], post.name) AS name } AS posts,
     COLLECT { MATCH (m)<-[i:ATTENDED WHERE i.rule IS NOT NULL AND i.represented = r.id]-(holder:Official)
               RETURN coalesce(holder['name_' + $lang], holder.name) AS name } AS presumed
RETURN coalesce(m['name_' + $lang], m.name) AS meeting, m.id AS meeting_id, m.edtf AS date, m.kind AS kind, m.format AS format, m.status AS status,
       CASE places WHEN [] THEN null ELSE reduce(text = places[0], name IN places[1..] | text + ', ' + name) END AS place,
       type(r) AS took_part, r.role AS role, r.modality AS modality,
       CASE WHEN a = x THEN posts[0] ELSE coalesce(a['name_' + $lang], a.name) END AS via,
       coalesce(member['name_' + $lang], member.name) AS member, presumed[0] AS presumed, r.rule AS rule, r.sources AS sources,
       r.quote AS quote, r.article AS article, r.char_start AS char_start, r.char_end AS char_end, r.id AS edge, p AS p
ORDER BY m.end IS NULL, m.end DESC, m.id, edge
SKIP $offset LIMIT $limit
