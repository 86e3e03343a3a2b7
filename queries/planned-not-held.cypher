// Planned and not held, as far as is known
//
// title.fr = "Prévu, et non tenu à ce qu'on sait"
// summary.en = "Meetings, initiatives and agreements that were planned, proposed or cancelled, and that no article says were held or concluded. Due tells those whose date has passed (passed) from those still to come (to_come) and those without a date (undated), seen from as_of, or from today. That no article tells of it doesn't mean that it wasn't held: see coverage. What an article says was held is never listed, whatever period is asked for."
// summary.fr = "Réunions, initiatives et accords prévus, proposés ou annulés, dont aucun article ne dit qu'ils se sont tenus ou ont été conclus. L'échéance distingue ce dont la date est passée (passed), ce qui est à venir (to_come) et ce qui n'a pas de date (undated), vu de as_of, ou d'aujourd'hui. Qu'aucun article n'en parle ne veut pas dire que cela ne s'est pas tenu : voir coverage. Ce qu'un article dit tenu n'y figure jamais, quelle que soit la période demandée."
// modality = ["asserted", "planned", "proposed"]
// [params.of]
// type = "entity"
// optional = true
// classes = ["Official", "Post", "State", "Organization"]
// label = {en = "only what this official, post or party was to take part in, host or sign, proposed or was offered", fr = "seulement ce à quoi ce responsable, ce poste ou cette partie devait participer, accueillir ou signer, a proposé ou s'est vu proposer"}
// [params.as_of]
// type = "date"
// optional = true
// label = {en = "the day, month or year from which a date has passed or is to come; today if none is given", fr = "le jour, le mois ou l'année d'où une date est passée ou à venir ; aujourd'hui si rien n'est donné"}
// [columns]
// due = {type = "string", label = {en = "due", fr = "échéance"}, values = {passed = {en = "passed", fr = "passée"}, to_come = {en = "to come", fr = "à venir"}, undated = {en = "undated", fr = "sans date"}}}
// did = {type = "string", label = {en = "part in it", fr = "part prise"}}
// [example]
CALL () {
  WITH $of AS of WHERE of IS NULL
  MATCH (m:Meeting|Initiative|Agreement) RETURN m, null AS via, null AS r, null AS member, null AS p
  UNION
  // x itself, or whoever stands for it: a party's bodies, their posts, their holders. One called former does in what was
  // reported until the last day they are attested in the post: what is planned is told before its day
  MATCH p = (x:Entity {id: $of}) (()<-[joined:MEMBER_OF WHERE $members AND joined.modality = 'asserted']-()){0,1} (root:Entity)
            (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (a:Entity)
            -[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED|PROPOSED|ADDRESSED_TO|PARTY_TO|SIGNED]-(m:Meeting|Initiative|Agreement)
  // a member counts in its time: by the thing's own date, else by when it was reported
  WHERE r.rule IS NULL AND all(j IN joined WHERE
    NOT coalesce(j.start =~ '[-0-9]+' AND left(CASE WHEN m:Meeting OR m.start IS NOT NULL OR m.end IS NOT NULL THEN m.end ELSE r.first_reported END, size(j.start)) < j.start, false)
    AND NOT coalesce(j.end =~ '[-0-9]+' AND left(CASE WHEN m:Meeting OR m.start IS NOT NULL OR m.end IS NOT NULL THEN m.start ELSE r.first_reported END, size(j.end)) > j.end, false))
  AND all(t IN s WHERE
    coalesce(t.tenure, 'current') IN ['current', 'acting']
    OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(r.first_reported, size(day)) <= day))
  WITH m, r, p, CASE WHEN a <> root THEN coalesce(a['name_' + $lang], a.name) END AS via,
       CASE WHEN root <> x THEN coalesce(root['name_' + $lang], root.name) END AS member
  ORDER BY member IS NOT NULL, length(p), type(r) IN ['PROPOSED', 'ADDRESSED_TO'], type(r), r.id, [each IN nodes(p) | each.id]
  WITH m, collect({via: via, r: r, member: member, p: p})[0] AS one
  RETURN m, one.via AS via, one.r AS r, one.member AS member, one.p AS p
}
WITH m, via, r, member, p
WHERE (m.status IS NULL OR m.status IN ['planned', 'proposed', 'cancelled'])
  AND ($from IS NULL OR coalesce(m.end >= $from, m.start IS NOT NULL))
  AND ($to IS NULL OR coalesce(left(m.start, size($to)) <= $to, m.end IS NOT NULL))
CALL (m) {
  // what is said of its taking place, and of a proposal: taking place first, then the strongest
  MATCH q = (m)-[e:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED|PARTY_TO|SIGNED|TOOK_PLACE_IN|PROPOSED|ADDRESSED_TO]-(:Entity)
  WHERE e.rule IS NULL
  WITH q, e, type(e) IN ['PROPOSED', 'ADDRESSED_TO'] AS proposal ORDER BY proposal, e.modality, type(e), e.id
  RETURN collect({q: q, e: e, proposal: proposal}) AS told
}
WITH m, via, r, member, p, told, CASE
  WHEN m.status IS NOT NULL THEN m.status
  WHEN told = [] OR any(each IN told WHERE NOT each.proposal AND each.e.modality = 'asserted') THEN null
  WHEN any(each IN told WHERE NOT each.proposal AND each.e.modality = 'planned') THEN 'planned'
  ELSE 'proposed'
END AS status
WHERE status IS NOT NULL
CALL (m) {
  // what articles say of its status
  WITH m WHERE m.status IS NOT NULL
  MATCH (m)<-[:CLAIM_SUBJECT]-(c:Claim {predicate: 'status'})
  WHERE c.modality IN ['asserted', 'planned', 'proposed']
  WITH c ORDER BY c.basis, c.quote IS NULL, c.id
  RETURN collect(c) AS said
}
WITH m, via, r, member, p, told, status, said, [c IN said WHERE c.value = status][0] AS c
WHERE none(each IN said WHERE each.modality = 'asserted' AND each.value IN ['held', 'ongoing', 'ended'])
  // nor does another article than those that announce it assert who took part, or signed, once its day has come
  AND none(each IN told WHERE NOT each.proposal AND each.e.modality = 'asserted' AND EXISTS {
    MATCH (k:Claim {edge: each.e.id, modality: 'asserted'})-[:EVIDENCED_BY]->(t:Article)
    WHERE none(plan IN said WHERE plan.article = t.id) AND NOT coalesce(left(m.start, size(t.issued)) > t.issued, false)
  })
  AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (k:Claim)-[:EVIDENCED_BY]->(t:Article)
    WHERE k.edge IN CASE WHEN c IS NULL THEN [each IN told | each.e.id] ELSE [c.edge] END
      AND (k.value IS NULL OR k.value = status)
      AND ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
      AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to)
  })
WITH m, via, r, member, p, told, status, coalesce(properties(c), properties(told[0].e)) AS best,
     coalesce($as_of, toString(date())) AS day
WITH m, via, r, member, p, told, status, best, CASE
  WHEN m.start IS NULL AND m.end IS NULL THEN 'undated'
  WHEN left(m.end, size(day)) < day THEN 'passed'
  ELSE 'to_come'
END AS due
RETURN coalesce(m['name_' + $lang], m.name) AS thing, m.id AS thing_id,
       [cls IN labels(m) WHERE cls IN ['Meeting', 'Initiative', 'Agreement']][0] AS class, m.kind AS kind,
       status AS status, due AS due, m.edtf AS date, type(r) AS did, via AS via, member AS member,
       best.modality AS modality, best.quote AS quote, best.article AS article, best.char_start AS char_start,
       best.char_end AS char_end, coalesce(best.edge, best.id) AS edge, coalesce(p, told[0].q) AS p
ORDER BY CASE due WHEN 'passed' THEN 1 WHEN 'to_come' THEN 2 ELSE 3 END, m.end IS NULL, m.end DESC, thing_id
SKIP $offset LIMIT $limit
