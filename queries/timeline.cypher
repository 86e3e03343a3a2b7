// Timeline
//
// title.fr = "Chronologie"
// summary.en = "Everything dated about a thing, in order of time, one row each: meetings, initiatives, agreements and statements, with what it did in them or is to them, and posts taken up (moment start) and left (end). A party's bodies, posts and their holders, in their time, count for it, flagged in the column through. Dated by tells whose date it is: its own (own), that of the meeting at which a statement was made (meeting), or, of a statement without either, that of the first article to report it, as the latest day (report). What has no date isn't here; what is planned or proposed is said to be. Without a thing, all meetings, initiatives, agreements and statements of the period, each once, with one of those in it in the column through."
// summary.fr = "Tout ce qui est daté au sujet d'une chose, dans l'ordre du temps, une ligne chacun : réunions, initiatives, accords et déclarations, avec ce qu'elle y a fait ou ce qu'elle est pour eux, et les postes pris (moment start) et quittés (end). Les organismes d'une partie, ses postes et leurs titulaires, le temps de leur mandat, comptent pour elle, signalés dans la colonne par. « Daté par » dit à quoi tient la date : à la chose même (own), à la réunion où la déclaration a été faite (meeting) ou, pour une déclaration sans autre date, au premier article qui la rapporte, comme dernier jour possible (report). Ce qui n'a pas de date n'y est pas ; ce qui est prévu ou proposé est dit tel. Sans chose, tout ce que la période compte de réunions, d'initiatives, d'accords et de déclarations, chacun une fois, avec l'un de ceux qui y sont dans la colonne par."
// modality = ["asserted", "planned", "proposed"]
// [params.of]
// type = "entity"
// optional = true
// classes = ["Official", "Post", "State", "Organization", "Meeting", "Initiative", "Agreement", "Domain", "Place"]
// label = {en = "thing; without it, everything of the period", fr = "chose ; sans elle, tout ce qui est de la période"}
// [columns]
// dated_by = {type = "string", label = {en = "dated by", fr = "daté par"}, values = {own = {en = "itself", fr = "elle-même"}, meeting = {en = "its meeting", fr = "sa réunion"}, report = {en = "the article", fr = "l’article"}}}
// did = {type = "string", label = {en = "what it did", fr = "ce qu'elle y a fait"}}
// moment = {type = "string", label = {en = "moment", fr = "moment"}, values = {start = {en = "start", fr = "début"}, end = {en = "end", fr = "fin"}}}
// [example]
// of = "South Korea"
CALL () {
  // x itself, or whoever stands for it: a party's bodies, their posts, their holders
  MATCH p = (x:Entity {id: $of}) (()<-[joined:MEMBER_OF WHERE $members AND joined.modality = 'asserted']-()){0,1} (root:Entity)
            (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (a:Entity)
            -[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED|PROPOSED|ADDRESSED_TO|PARTY_TO|SIGNED|STATED]-
            (m:Meeting|Initiative|Agreement|Statement)
  // holders do only in their time: at a meeting between start and end, where they are plain dates; one called former,
  // until the last day they are attested in the post, elsewhere in what was reported until then
  // a member counts in its time: by the thing's own date, else by when it was reported
  WHERE r.rule IS NULL AND all(j IN joined WHERE
    NOT coalesce(j.start =~ '[-0-9]+' AND left(CASE WHEN m:Meeting OR m.start IS NOT NULL OR m.end IS NOT NULL THEN m.end ELSE r.first_reported END, size(j.start)) < j.start, false)
    AND NOT coalesce(j.end =~ '[-0-9]+' AND left(CASE WHEN m:Meeting OR m.start IS NOT NULL OR m.end IS NOT NULL THEN m.start ELSE r.first_reported END, size(j.end)) > j.end, false))
  AND all(t IN s WHERE
    (coalesce(t.tenure, 'current') IN ['current', 'acting']
     OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(CASE WHEN m:Meeting THEN m.end ELSE r.first_reported END, size(day)) <= day))
    AND NOT (m:Meeting AND coalesce(t.start =~ '[-0-9]+' AND left(m.end, size(t.start)) < t.start, false))
    AND NOT (m:Meeting AND coalesce(t.end =~ '[-0-9]+' AND left(m.start, size(t.end)) > t.end, false)))
  RETURN m, r, p, CASE WHEN a <> root THEN coalesce(a['name_' + $lang], a.name) END AS via,
         CASE WHEN root <> x THEN coalesce(root['name_' + $lang], root.name) END AS member, true AS act, null AS moment
  UNION
  // what is about it, takes place in it or belongs to it, and what it belongs to: x's own alone
  MATCH p = (x:Entity {id: $of})
            -[r:ABOUT|CONCERNS|TOOK_PLACE_IN|WITHIN|ON_SIDELINES_OF|SESSION_OF|FOLLOWS|PRESENTED_AT|UNDER_FRAMEWORK|STATED_AT]-
            (m:Meeting|Initiative|Agreement|Statement)
  RETURN m, r, p, null AS via, null AS member, false AS act, null AS moment
  UNION
  // posts taken up and left: an official's own, or those of the post or party
  MATCH p = (x:Entity {id: $of})-[r:HELD_POST]->(m:Post)
  UNWIND ['start', 'end'] AS moment
  RETURN m, r, p, null AS via, null AS member, true AS act, moment
  UNION
  MATCH p = (x:Entity {id: $of}) (()<-[s:PART_OF|POST_IN WHERE s.modality = 'asserted']-()){0,4} (m:Post)<-[r:HELD_POST]-(o:Official)
  UNWIND ['start', 'end'] AS moment
  RETURN m, r, p, coalesce(o['name_' + $lang], o.name) AS via, null AS member, true AS act, moment
  UNION
  // without x everything of the period: what was done in it, by whom, or else what it belongs to
  WITH $of AS of WHERE of IS NULL
  MATCH (m:Meeting|Initiative|Agreement|Statement)
  WHERE m:Statement OR ($from IS NULL OR coalesce(m.end >= $from, m.start IS NOT NULL))
        AND ($to IS NULL OR coalesce(left(m.start, size($to)) <= $to, m.end IS NOT NULL))
  MATCH p = (a:Entity)-[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED|PROPOSED|ADDRESSED_TO|PARTY_TO|SIGNED|STATED
                         |ABOUT|CONCERNS|TOOK_PLACE_IN|WITHIN|ON_SIDELINES_OF|SESSION_OF|FOLLOWS|PRESENTED_AT|UNDER_FRAMEWORK|STATED_AT]-(m)
  WHERE r.rule IS NULL
  WITH m, r, p, a, r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED|PROPOSED|ADDRESSED_TO|PARTY_TO|SIGNED|STATED AS act
  RETURN m, r, p, CASE WHEN act THEN coalesce(a['name_' + $lang], a.name) END AS via, null AS member, act, null AS moment
}
WITH m, r, p, via, member, act, moment
WHERE r.modality IN ['asserted', 'planned', 'proposed'] AND (moment IS NULL OR r[moment] =~ '[-0-9]+')
  AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (:Claim {edge: r.id})-[:EVIDENCED_BY]->(t:Article)
    WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
      AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to)
  })
// one row a thing, with what x itself did in it first; a post taken up and left by each holder
WITH m, r, p, via, member, act, moment
ORDER BY member IS NOT NULL, NOT act, length(p), type(r) IN ['PROPOSED', 'ADDRESSED_TO'], type(r), r.id, [each IN nodes(p) | each.id]
WITH m, moment, CASE WHEN moment IS NOT NULL THEN r.id END AS tenure,
     collect({r: r, p: p, via: via, member: member})[0] AS one
WITH m, moment, one, one.r AS r,
     COLLECT { MATCH q = (m)-[at:STATED_AT {modality: 'asserted'}]->(n:Meeting) WHERE n.edtf IS NOT NULL RETURN q ORDER BY n.id } AS at
// a month or year as the last day of a period counts to its end: 2024-02-99 is behind all its days
WITH m, moment, one, r, CASE WHEN m:Statement THEN at[0] END AS q, CASE
  WHEN moment IS NOT NULL THEN {by: 'own', edtf: r[moment], start: r[moment], end: r[moment] + '-99'}
  WHEN NOT m:Statement THEN {by: 'own', edtf: m.edtf, start: m.start, end: m.end}
  WHEN at <> [] THEN {by: 'meeting', edtf: nodes(at[0])[1].edtf, start: nodes(at[0])[1].start, end: nodes(at[0])[1].end}
  ELSE {by: 'report', edtf: '../' + r.first_reported, start: null, end: r.first_reported + '-99'}
END AS day
WHERE day.edtf IS NOT NULL
  AND ($from IS NULL OR coalesce(day.end >= $from, day.start IS NOT NULL))
  AND ($to IS NULL OR coalesce(left(day.start, size($to)) <= $to, day.end IS NOT NULL))
RETURN day.edtf AS date, day.by AS dated_by, coalesce(m['name_' + $lang], m.name) AS thing, m.id AS thing_id,
       [cls IN labels(m) WHERE cls IN ['Meeting', 'Initiative', 'Agreement', 'Statement', 'Post']][0] AS class,
       m.kind AS kind, m.status AS status, type(r) AS did, r.role AS role, moment AS moment, one.via AS via,
       one.member AS member, r.modality AS modality, r.sources AS sources, r.quote AS quote, r.article AS article,
       r.char_start AS char_start, r.char_end AS char_end, r.id AS edge, one.p AS p, q AS q
ORDER BY coalesce(day.start, day.end), day.end, thing_id, moment DESC, edge
SKIP $offset LIMIT $limit
