// Initiatives between two parties
//
// title.fr = "Initiatives entre deux parties"
// summary.en = "Programmes, exercises, workshops and the like that link two states or organisations: they take part, host, propose, or are those it is proposed to. What an official, in their time, or a post of theirs did counts for them, flagged in the columns through. A proposal is listed as proposed, never as held; what members of an organisation did counts for it only if members is set, and the columns member name them."
// summary.fr = "Programmes, exercices, ateliers et autres initiatives qui lient deux États ou organisations : ils y prennent part, l'accueillent, la proposent ou en sont les destinataires. Ce qu'a fait un de leurs responsables, le temps de son mandat, ou un de leurs postes compte pour eux, signalé dans les colonnes par. Une proposition est donnée comme proposée, jamais comme tenue ; ce qu'ont fait les membres d'une organisation ne compte pour elle que si members est mis, et les colonnes comme membre les nomment."
// modality = ["asserted", "planned", "proposed"]
// [params.a]
// type = "entity"
// classes = ["State", "Organization"]
// label = {en = "one party", fr = "une partie"}
// [params.b]
// type = "entity"
// classes = ["State", "Organization"]
// label = {en = "the other party", fr = "l'autre partie"}
// [columns]
// initiative = {type = "string", label = {en = "initiative", fr = "initiative"}}
// initiative_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// a_did = {type = "string", label = {en = "one party's part", fr = "part de l'une"}}
// a_via = {type = "string", label = {en = "one party through", fr = "l'une par"}}
// b_did = {type = "string", label = {en = "the other's part", fr = "part de l'autre"}}
// b_via = {type = "string", label = {en = "the other through", fr = "l'autre par"}}
// a_member = {type = "string", label = {en = "one party's member", fr = "l'une, comme membre"}}
// b_member = {type = "string", label = {en = "the other's member", fr = "l'autre, comme membre"}}
// [example]
// a = "South Korea"
// b = "ASEAN"
MATCH (x:Entity {id: $a}), (y:Entity {id: $b})
// what may link them: all that the end has that has less of it, where that isn't much; else what both have
CALL (x, y) {
  UNWIND [x, y] AS end
  CALL (end) {
    MATCH (end) (()<-[:MEMBER_OF WHERE $members]-()){0,1} (()<-[:PART_OF|POST_IN|HELD_POST]-()){0,4}
          (:Entity)-[:PARTICIPATES_IN|HOSTED|PROPOSED|ADDRESSED_TO]-(its:Initiative)
    WITH DISTINCT its LIMIT 31
    RETURN collect(its) AS few
  }
  WITH end, few ORDER BY size(few) LIMIT 1
  CALL (x, y, few) {
    WITH few WHERE size(few) <= 30
    UNWIND few AS i
    RETURN i
    UNION ALL
    WITH x, y, few WHERE size(few) > 30
    CALL (x) {
      MATCH (x) (()<-[:MEMBER_OF WHERE $members]-()){0,1} (()<-[:PART_OF|POST_IN|HELD_POST]-()){0,4}
            (:Entity)-[:PARTICIPATES_IN|HOSTED|PROPOSED|ADDRESSED_TO]-(its:Initiative)
      RETURN collect(DISTINCT its) AS all
    }
    MATCH (y) (()<-[:MEMBER_OF WHERE $members]-()){0,1} (()<-[:PART_OF|POST_IN|HELD_POST]-()){0,4}
          (:Entity)-[:PARTICIPATES_IN|HOSTED|PROPOSED|ADDRESSED_TO]-(its:Initiative)
    WHERE its IN all
    RETURN DISTINCT its AS i
  }
  RETURN i
}
// the latest first: as many are looked at as the page takes
WITH x, y, i, i.end IS NULL AS undated, i.end AS ended, i.id AS initiative_id
WHERE ($from IS NULL OR coalesce(i.end >= $from, i.start IS NOT NULL))
  AND ($to IS NULL OR coalesce(left(i.start, size($to)) <= $to, i.end IS NOT NULL))
ORDER BY undated, ended DESC, initiative_id
CALL (x, y, i) {
  // x itself, or whoever stands for it: a party's bodies, their posts, their holders. One called former does in what was
  // reported until the last day they are attested in the post: when they acted isn't told, and an initiative's date is its own.
  // Only ADDRESSED_TO runs from the initiative, so that the last step goes either way.
  MATCH p = (x) (()<-[a_joined:MEMBER_OF WHERE $members AND a_joined.modality = 'asserted']-()){0,1} (one)
            (()<-[a_step:PART_OF|POST_IN|HELD_POST WHERE a_step.modality = 'asserted']-()){0,4} (a:Entity)
            -[r:PARTICIPATES_IN|HOSTED|PROPOSED|ADDRESSED_TO WHERE r.modality IN ['asserted', 'planned', 'proposed']]-(i)
  // a member counts in its time: by the thing's own date, else by when it was reported
  WHERE all(j IN a_joined WHERE
    NOT coalesce(j.start =~ '[-0-9]+' AND left(CASE WHEN i.start IS NOT NULL OR i.end IS NOT NULL THEN i.end ELSE r.first_reported END, size(j.start)) < j.start, false)
    AND NOT coalesce(j.end =~ '[-0-9]+' AND left(CASE WHEN i.start IS NOT NULL OR i.end IS NOT NULL THEN i.start ELSE r.first_reported END, size(j.end)) > j.end, false))
    AND all(t IN a_step WHERE
      coalesce(t.tenure, 'current') IN ['current', 'acting']
      OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(r.first_reported, size(day)) <= day))
    AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
      MATCH (:Claim {edge: r.id})-[:EVIDENCED_BY]->(t:Article)
      WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
        AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) })
  MATCH q = (y) (()<-[b_joined:MEMBER_OF WHERE $members AND b_joined.modality = 'asserted']-()){0,1} (other)
            (()<-[b_step:PART_OF|POST_IN|HELD_POST WHERE b_step.modality = 'asserted']-()){0,4} (b:Entity)
            -[e:PARTICIPATES_IN|HOSTED|PROPOSED|ADDRESSED_TO WHERE e.modality IN ['asserted', 'planned', 'proposed']]-(i)
  // nobody links two parties by standing for both
  WHERE a <> b AND one <> other AND all(j IN b_joined WHERE
    NOT coalesce(j.start =~ '[-0-9]+' AND left(CASE WHEN i.start IS NOT NULL OR i.end IS NOT NULL THEN i.end ELSE e.first_reported END, size(j.start)) < j.start, false)
    AND NOT coalesce(j.end =~ '[-0-9]+' AND left(CASE WHEN i.start IS NOT NULL OR i.end IS NOT NULL THEN i.start ELSE e.first_reported END, size(j.end)) > j.end, false))
    AND all(t IN b_step WHERE
      coalesce(t.tenure, 'current') IN ['current', 'acting']
      OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(e.first_reported, size(day)) <= day))
    AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
      MATCH (:Claim {edge: e.id})-[:EVIDENCED_BY]->(t:Article)
      WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
        AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) })
  // of several links its own before a member's, then the shortest; then hosting, taking part, and only then a proposal
  RETURN a, r, p, CASE WHEN one <> x THEN one END AS one, b, e, q, CASE WHEN other <> y THEN other END AS other
  ORDER BY one IS NOT NULL, length(p), type(r) IN ['PROPOSED', 'ADDRESSED_TO'], type(r), r.id, [each IN nodes(p) | each.id],
           other IS NOT NULL, length(q), type(e) IN ['PROPOSED', 'ADDRESSED_TO'], type(e), e.id, [each IN nodes(q) | each.id]
  LIMIT 1
}
// the weaker of the two edges, and of what is said of the initiative itself; one that was only proposed by or to both,
// with nothing said of what came of it, is a proposal
WITH *, [r.modality, e.modality, i.status,
     CASE WHEN i.status IS NULL AND all(link IN [r, e] WHERE type(link) IN ['PROPOSED', 'ADDRESSED_TO'])
          THEN 'proposed' END] AS said
RETURN coalesce(i['name_' + $lang], i.name) AS initiative, initiative_id AS initiative_id, i.kind AS kind,
       CASE WHEN 'proposed' IN said THEN 'proposed' WHEN 'planned' IN said THEN 'planned' ELSE 'asserted' END AS modality,
       i.status AS status, i.edtf AS date,
       type(r) AS a_did, CASE WHEN a <> x THEN coalesce(a['name_' + $lang], a.name) END AS a_via,
       coalesce(one['name_' + $lang], one.name) AS a_member,
       type(e) AS b_did, CASE WHEN b <> y THEN coalesce(b['name_' + $lang], b.name) END AS b_via,
       coalesce(other['name_' + $lang], other.name) AS b_member,
       e.sources AS sources, e.quote AS quote, e.article AS article, e.char_start AS char_start, e.char_end AS char_end,
       e.id AS edge, p AS p, q AS q
ORDER BY undated, ended DESC, initiative_id
SKIP $offset LIMIT $limit
