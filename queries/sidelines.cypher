// On the sidelines of a meeting, and within it
//
// title.fr = "En marge d'une réunion, et dans son cadre"
// summary.en = "The sessions of an organisation or initiative, the meetings within a meeting or within such a session, and those on the sidelines of any of these; each as it is said (session of, within, on the sidelines of), of which thing, with who took part. What is on the sidelines isn't within. A meeting of the same afternoon and city isn't listed unless an article says that it belongs here."
// summary.fr = "Les sessions d'une organisation ou d'une initiative, les réunions tenues dans le cadre d'une réunion ou d'une telle session, et celles en marge de l'une d'elles ; chacune comme c'est dit (session de, dans le cadre de, en marge de), de quoi, avec qui y a pris part. Ce qui est en marge n'est pas dans le cadre. Une réunion du même après-midi dans la même ville n'y figure pas, sauf si un article dit qu'elle s'y rattache."
// modality = ["asserted", "planned", "proposed"]
// [params.of]
// type = "entity"
// classes = ["Meeting", "Organization", "Initiative"]
// label = {en = "meeting, or the organisation or initiative whose sessions are meant", fr = "réunion, ou l'organisation ou l'initiative dont on veut les sessions"}
// [columns]
// relation = {type = "string", label = {en = "relation", fr = "rapport"}}
// to = {type = "string", label = {en = "of", fr = "de"}}
// to_id = {type = "string", label = {en = "that thing's id", fr = "identifiant de celle-ci"}}
// participants = {type = "array", label = {en = "took part", fr = "y ont pris part"}}
// expected = {type = "array", label = {en = "expected", fr = "attendus"}}
// [example]
// of = "ADMM-Plus"
MATCH p = (x:Entity {id: $of}) (()<-[s:SESSION_OF|WITHIN WHERE s.modality IN ['asserted', 'planned', 'proposed']]-()){0,3} (of:Entity)
          <-[r:SESSION_OF|WITHIN|ON_SIDELINES_OF WHERE r.modality IN ['asserted', 'planned', 'proposed']]-(m:Meeting)
WHERE ($from IS NULL OR coalesce(m.end >= $from, m.start IS NOT NULL))
  AND ($to IS NULL OR coalesce(left(m.start, size($to)) <= $to, m.end IS NOT NULL))
  AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (:Claim {edge: r.id})-[:EVIDENCED_BY]->(t:Article)
    WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
      AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to)
  })
WITH of, r, m, p ORDER BY length(p), [e IN relationships(p) | e.id]
WITH of, r, m, collect(p)[0] AS p
// who is only presumed behind an unnamed post isn't said to have been there
WITH of, r, m, p, COLLECT {
  MATCH q = (m)<-[e:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN WHERE e.rule IS NULL]-(n:Entity)
  RETURN {said: e.modality = 'asserted', name: coalesce(n['name_' + $lang], n.name), q: q} ORDER BY n.id, e.id
} AS present
RETURN coalesce(m['name_' + $lang], m.name) AS meeting, m.id AS meeting_id, type(r) AS relation,
       coalesce(of['name_' + $lang], of.name) AS to, of.id AS to_id, m.edtf AS date, m.kind AS kind, m.format AS format,
       m.status AS status, r.modality AS modality,
       reduce(names = [], each IN present | CASE WHEN each.said AND NOT each.name IN names THEN names + each.name ELSE names END) AS participants,
       reduce(names = [], each IN present | CASE WHEN NOT each.said AND NOT each.name IN names THEN names + each.name ELSE names END) AS expected,
       r.sources AS sources, r.quote AS quote, r.article AS article, r.char_start AS char_start, r.char_end AS char_end,
       r.id AS edge, p AS p, [each IN present | each.q] AS q
ORDER BY m.end IS NULL, m.end DESC, m.id, relation, to_id, edge
SKIP $offset LIMIT $limit
