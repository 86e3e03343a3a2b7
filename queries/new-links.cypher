// New links
//
// title.fr = "Nouveaux liens"
// summary.en = "Pairs of states or organisations whose first link falls in a period: a meeting that was held with both in it, an initiative that both take part in or host, an agreement that both are party to or signed; by when that was, not by when it was reported. Officials, in their time, posts and bodies count for their party. A pair that any earlier link joins, of whatever kind, isn't new. Where a link might be earlier because its date isn't known or reaches back before the period, new is unknown, not sure, and earlier tells how many there are. Plans, proposals and being named in one article are no links."
// summary.fr = "Paires d'États ou d'organisations dont le premier lien tombe dans une période : une réunion qui s'est tenue avec les deux, une initiative à laquelle les deux prennent part ou qu'elles accueillent, un accord dont les deux sont parties ou signataires ; selon la date du fait, non celle du récit. Les responsables, le temps de leur mandat, les postes et les organismes comptent pour leur partie. Une paire qu'un lien antérieur, de quelque sorte qu'il soit, unit déjà n'est pas nouvelle. Si un lien pourrait être antérieur, parce que sa date n'est pas connue ou commence avant la période, la nouveauté est unknown (inconnue) et non sure, et une colonne compte ces liens. Projets, propositions et mentions dans un même article ne sont pas des liens."
// modality = ["asserted"]
// [params.of]
// type = "entity"
// optional = true
// classes = ["State", "Organization"]
// label = {en = "only the links of this state or organisation", fr = "seulement les liens de cet État ou de cette organisation"}
// [params.from]
// type = "date"
// label = {en = "first linked since this day, month or year", fr = "liées pour la première fois depuis ce jour, ce mois ou cette année"}
// [params.to]
// type = "date"
// optional = true
// label = {en = "first linked until this day, month or year", fr = "liées pour la première fois jusqu'à ce jour, ce mois ou cette année"}
// [columns]
// a = {type = "string", label = {en = "one party", fr = "une partie"}}
// a_id = {type = "string", label = {en = "its id", fr = "son identifiant"}}
// a_did = {type = "string", label = {en = "its part", fr = "sa part"}}
// a_via = {type = "string", label = {en = "one party through", fr = "l'une par"}}
// b = {type = "string", label = {en = "the other party", fr = "l'autre partie"}}
// b_id = {type = "string", label = {en = "the other's id", fr = "identifiant de l'autre"}}
// b_did = {type = "string", label = {en = "the other's part", fr = "part de l'autre"}}
// b_via = {type = "string", label = {en = "the other through", fr = "l'autre par"}}
// new = {type = "string", label = {en = "new", fr = "nouveau"}, values = {sure = {en = "sure", fr = "sûr"}, unknown = {en = "not known", fr = "on ne sait pas"}}}
// earlier = {type = "integer", label = {en = "links that may be earlier", fr = "liens peut-être antérieurs"}}
// [example]
// from = "2023"
// of = "South Korea"
CALL () {
  WITH $of AS of WHERE of IS NULL
  MATCH (m:Meeting|Initiative|Agreement) RETURN m
  UNION
  MATCH (:Entity {id: $of}) (()<-[:PART_OF|POST_IN|HELD_POST]-()){0,4}
        ()-[:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED|PARTY_TO|SIGNED]->(m:Meeting|Initiative|Agreement)
  RETURN DISTINCT m
}
WITH m
// a meeting links only where it was held, and hosting it isn't taking part
WHERE m.status IN ['held', 'ongoing', 'ended'] OR m.status IS NULL AND NOT m:Meeting
CALL (m) {
  // those in it, and the parties they stand for: their own, or $of where that is a body of one
  MATCH p = (m)<-[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED|PARTY_TO|SIGNED WHERE r.modality = 'asserted' AND r.rule IS NULL]-(n:Entity)
            (()-[s:HELD_POST|POST_IN|PART_OF WHERE s.modality = 'asserted']->()){0,4} (party:Party)
  WHERE NOT (m:Meeting AND type(r) = 'HOSTED')
    AND (party.id = $of OR NOT EXISTS { (party)-[:PART_OF {modality: 'asserted'}]->() })
    // holders stand for it in their time only: at a meeting between start and end, where they are plain dates; one called
    // former, until the last day they are attested in the post, elsewhere in what was reported until then
    AND all(t IN s WHERE
      (coalesce(t.tenure, 'current') IN ['current', 'acting']
       OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(CASE WHEN m:Meeting THEN m.end ELSE r.first_reported END, size(day)) <= day))
      AND NOT (m:Meeting AND coalesce(t.start =~ '[-0-9]+' AND left(m.end, size(t.start)) < t.start, false))
      AND NOT (m:Meeting AND coalesce(t.end =~ '[-0-9]+' AND left(m.start, size(t.end)) > t.end, false)))
  WITH party, n, r, p ORDER BY length(p), type(r), r.id, [each IN nodes(p) | each.id]
  WITH party, collect({n: n, r: r, p: p})[0] AS part
  RETURN collect({party: party, r: part.r, p: part.p, via: CASE WHEN part.n <> party THEN part.n END}) AS parts
}
UNWIND parts AS one
UNWIND parts AS other
WITH m, one, other, one.party AS a, other.party AS b
WHERE CASE WHEN $of IS NULL THEN a.id < b.id ELSE a.id = $of AND b <> a AND NOT EXISTS { (a)-[:PART_OF]->{1,3}(b) } END
WITH a, b, m, one, other ORDER BY m.end, m.start, m.id
WITH a, b, collect({m: m, one: one, other: other}) AS links
WHERE none(link IN links WHERE coalesce(link.m.end < $from, false))
WITH a, b, size([link IN links WHERE coalesce(link.m.start < $from, true)]) AS earlier,
     [link IN links WHERE (link.m.start IS NOT NULL OR link.m.end IS NOT NULL)
                      AND ($to IS NULL OR coalesce(left(link.m.start, size($to)) <= $to, true))][0] AS link
WHERE link IS NOT NULL AND ($reported_from IS NULL AND $reported_to IS NULL OR all(r IN [link.one.r, link.other.r] WHERE EXISTS {
  MATCH (:Claim {edge: r.id})-[:EVIDENCED_BY]->(t:Article)
  WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
    AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to)
}))
WITH a, b, earlier, link.m AS m, link.one AS one, link.other AS other
RETURN coalesce(a['name_' + $lang], a.name) AS a, a.id AS a_id, coalesce(b['name_' + $lang], b.name) AS b, b.id AS b_id,
       CASE WHEN earlier = 0 AND ($to IS NULL OR coalesce(left(m.end, size($to)) <= $to, false)) THEN 'sure' ELSE 'unknown' END AS new,
       earlier AS earlier, m.edtf AS date, coalesce(m['name_' + $lang], m.name) AS thing, m.id AS thing_id,
       [cls IN labels(m) WHERE cls IN ['Meeting', 'Initiative', 'Agreement']][0] AS class, m.kind AS kind, m.format AS format,
       type(one.r) AS a_did, coalesce(one.via['name_' + $lang], one.via.name) AS a_via,
       type(other.r) AS b_did, coalesce(other.via['name_' + $lang], other.via.name) AS b_via,
       other.r.sources AS sources, other.r.quote AS quote, other.r.article AS article,
       other.r.char_start AS char_start, other.r.char_end AS char_end, other.r.id AS edge, one.p AS p, other.p AS q
ORDER BY m.end, m.start, thing_id, a_id, b_id
SKIP $offset LIMIT $limit
