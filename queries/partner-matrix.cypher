// Partners by meetings and initiatives
//
// title.fr = "Partenaires, par réunions et initiatives"
// summary.en = "One row for each pair of partners (states, and organisations that are part of no other) that something ties: how many meetings that were held with both, how many initiatives and agreements of both. It counts what ties between two partners lists as direct or through an official, in their time, a post or a body of theirs; not what a body did that one of them is only a member of. What is only planned or proposed counts among initiatives and agreements, and how many of these there are is in a column apart; first and last are the dates of the others. The passage and the picture are of the latest tie. Being named in one article ties nobody."
// summary.fr = "Une ligne par paire de partenaires (États, et organisations qui ne font partie d'aucune autre) que quelque chose lie : nombre de réunions tenues avec les deux, d'initiatives et d'accords des deux. Sont comptés les liens que la question des liens entre deux partenaires donne comme directs ou par un responsable, le temps de son mandat, un poste ou un organisme à eux ; non ce qu'a fait un organisme dont l'un d'eux est seulement membre. Ce qui n'est que prévu ou proposé compte parmi les initiatives et les accords, et une colonne à part en dit le nombre ; les première et dernière dates sont celles des autres. Le passage et l'image sont ceux du dernier lien. Être nommés dans un même article ne lie personne."
// modality = ["asserted", "planned", "proposed"]
// [params.of]
// type = "entity"
// optional = true
// classes = ["State", "Organization"]
// label = {en = "only the pairs of this state or organisation", fr = "seulement les paires de cet État ou de cette organisation"}
// [columns]
// a = {type = "string", label = {en = "one partner", fr = "un partenaire"}}
// a_id = {type = "string", label = {en = "its id", fr = "son identifiant"}}
// b = {type = "string", label = {en = "the other partner", fr = "l'autre partenaire"}}
// b_id = {type = "string", label = {en = "the other's id", fr = "identifiant de l'autre"}}
// meetings = {type = "integer", label = {en = "meetings", fr = "réunions"}}
// initiatives = {type = "integer", label = {en = "initiatives", fr = "initiatives"}}
// agreements = {type = "integer", label = {en = "agreements", fr = "accords"}}
// proposed = {type = "integer", label = {en = "of these only planned or proposed", fr = "dont seulement prévus ou proposés"}}
// first = {type = "string", label = {en = "first", fr = "première date"}}
// last = {type = "string", label = {en = "last", fr = "dernière date"}}
// thing = {type = "string", label = {en = "latest tie", fr = "dernier lien"}}
// thing_id = {type = "string", label = {en = "its id", fr = "son identifiant"}}
// [example]
CALL () {
  WITH $of AS of WHERE of IS NULL
  MATCH (t:Meeting|Initiative|Agreement) RETURN t
  UNION
  MATCH (:Entity {id: $of}) (()<-[:PART_OF|POST_IN|HELD_POST]-()){0,4}
        ()-[:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED|PARTY_TO|SIGNED|PROPOSED|ADDRESSED_TO]-(t:Meeting|Initiative|Agreement)
  RETURN DISTINCT t
}
WITH t
WHERE coalesce(t.status <> 'cancelled', true) AND (NOT t:Meeting OR t.status IN ['held', 'ongoing', 'ended'])
  AND ($from IS NULL OR coalesce(t.end >= $from, t.start IS NOT NULL))
  AND ($to IS NULL OR coalesce(left(t.start, size($to)) <= $to, t.end IS NOT NULL))
CALL (t) {
  // those in it, and the partners they stand for: themselves, or what their posts and bodies lead to; or $of where that
  // is a body of one. Holders do only in their time: between start and end, where they are plain dates; one called
  // former, until the last day they are attested in the post. When an act other than a meeting was isn't told: when it
  // was reported is.
  MATCH p = (t)-[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED|PARTY_TO|SIGNED|PROPOSED|ADDRESSED_TO]-(who:Entity)
            (()-[s:HELD_POST|POST_IN|PART_OF WHERE s.modality = 'asserted']->()){0,4} (party:Party)
  WHERE r.rule IS NULL AND (NOT t:Meeting OR r.modality = 'asserted')
    AND (party.id = $of OR NOT EXISTS { (party)-[:PART_OF {modality: 'asserted'}]->() })
    AND all(h IN s WHERE
      (coalesce(h.tenure, 'current') IN ['current', 'acting']
       OR h.tenure = 'former' AND any(day IN [each IN coalesce(h.attested, []) + coalesce(h.end, []) | split(each, '/')[-1]]
         WHERE left(CASE WHEN t:Meeting THEN t.end ELSE r.first_reported END, size(day)) <= day))
      AND NOT (t:Meeting AND coalesce(h.start =~ '[-0-9]+' AND left(t.end, size(h.start)) < h.start, false))
      AND NOT (t:Meeting AND coalesce(h.end =~ '[-0-9]+' AND left(t.start, size(h.end)) > h.end, false)))
    AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
      MATCH (:Claim {edge: r.id})-[:EVIDENCED_BY]->(told:Article)
      WHERE ($reported_from IS NULL OR told.issued >= left($reported_from, size(told.issued)))
        AND ($reported_to IS NULL OR left(told.issued, size($reported_to)) <= $reported_to) })
  RETURN collect({party: party, who: who, r: r, p: p}) AS links
}
UNWIND links AS one
UNWIND links AS other
WITH t, one, other, one.party AS a, other.party AS b
// nobody stands for both
WHERE one.who <> other.who
  AND CASE WHEN $of IS NULL THEN a.id < b.id ELSE a.id = $of AND b <> a AND NOT EXISTS { (a)-[:PART_OF]->{1,3}(b) } END
// of several links the nearest; then what they did, before what was only proposed to them
WITH t, a, b, one, other
ORDER BY NOT (one.who = a AND other.who = b), length(one.p) + length(other.p),
         any(r IN [one.r, other.r] WHERE r:PROPOSED|ADDRESSED_TO), type(one.r), type(other.r), one.r.id, other.r.id,
         [each IN nodes(one.p) | each.id], [each IN nodes(other.p) | each.id]
WITH t, a, b, collect({one: one, other: other})[0] AS tie
// the weaker of the two edges, and of what is said of the thing; what was only proposed, with nothing said of what came
// of it, is a proposal. The passage is the better supported of the two.
WITH t, a, b, tie, tie.one.r AS l, tie.other.r AS r
WITH t, a, b, tie, CASE WHEN l.quote IS NULL OR r.sources > l.sources THEN r ELSE l END AS best,
     any(said IN [l.modality, r.modality, CASE WHEN t:Meeting THEN 'held' ELSE coalesce(t.status, '') END] WHERE said IN ['planned', 'proposed'])
     OR NOT t:Meeting AND t.status IS NULL AND all(fact IN [l, r] WHERE fact:PROPOSED|ADDRESSED_TO) AS proposed
ORDER BY proposed, t.end IS NULL, t.end DESC, t.id
WITH a, b, collect({t: t, p: tie.one.p, q: tie.other.p, best: best, proposed: proposed}) AS ties
WITH a, b, ties, ties[0].t AS t, ties[0].best AS best, [tie IN ties WHERE NOT tie.proposed AND tie.t.edtf IS NOT NULL | tie.t] AS dated
RETURN coalesce(a['name_' + $lang], a.name) AS a, a.id AS a_id, coalesce(b['name_' + $lang], b.name) AS b, b.id AS b_id,
       size([tie IN ties WHERE tie.t:Meeting]) AS meetings, size([tie IN ties WHERE tie.t:Initiative]) AS initiatives,
       size([tie IN ties WHERE tie.t:Agreement]) AS agreements, size([tie IN ties WHERE tie.proposed]) AS proposed,
       reduce(first = dated[0], each IN dated | CASE WHEN coalesce(each.start, each.end) < coalesce(first.start, first.end) THEN each ELSE first END).edtf AS first,
       dated[0].edtf AS last, coalesce(t['name_' + $lang], t.name) AS thing, t.id AS thing_id,
       [cls IN labels(t) WHERE cls IN ['Meeting', 'Initiative', 'Agreement']][0] AS class,
       best.sources AS sources, best.quote AS quote, best.article AS article, best.char_start AS char_start,
       best.char_end AS char_end, best.id AS edge, ties[0].p AS p, ties[0].q AS q
ORDER BY meetings DESC, initiatives DESC, agreements DESC, a_id, b_id
SKIP $offset LIMIT $limit
