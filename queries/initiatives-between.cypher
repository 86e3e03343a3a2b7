// Initiatives between two parties
//
// title.fr = "Initiatives entre deux parties"
// summary.en = "Programmes, exercises, workshops and the like that link two states or organisations: they take part, host, propose, or are those it is proposed to. What an official, in their time, or a post of theirs did counts for them, flagged in the columns through. A proposal is listed as proposed, never as held; members of an organisation don't count for it."
// summary.fr = "Programmes, exercices, ateliers et autres initiatives qui lient deux États ou organisations : ils y prennent part, l'accueillent, la proposent ou en sont les destinataires. Ce qu'a fait un de leurs responsables, le temps de son mandat, ou un de leurs postes compte pour eux, signalé dans les colonnes par. Une proposition est donnée comme proposée, jamais comme tenue ; les membres d'une organisation ne comptent pas pour elle."
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
// [example]
// a = "South Korea"
// b = "ASEAN"
MATCH (x:Entity {id: $a}), (y:Entity {id: $b})
// x itself, or whoever stands for it: a party's bodies, their posts, their holders. One called former does in what was
// reported until the last day they are attested in the post: when they acted isn't told, and an initiative's date is its own.
// Only ADDRESSED_TO runs from the initiative, so that the last step goes either way.
MATCH p = (x) (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (a:Entity)
          -[r:PARTICIPATES_IN|HOSTED|PROPOSED|ADDRESSED_TO]-(i:Initiative)
WHERE all(t IN s WHERE
  coalesce(t.tenure, 'current') IN ['current', 'acting']
  OR t.tenure = 'former' AND any(day IN t.attested WHERE left(r.first_reported, size(day)) <= day))
// of several links the shortest; then hosting, taking part, and only then a proposal
WITH x, y, i, p, a, r ORDER BY length(p), type(r) IN ['PROPOSED', 'ADDRESSED_TO'], type(r), r.id
WITH x, y, i, collect({p: p, a: a, r: r})[0] AS one
MATCH q = (y) (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (b:Entity)
          -[r:PARTICIPATES_IN|HOSTED|PROPOSED|ADDRESSED_TO]-(i)
WHERE b <> one.a AND all(t IN s WHERE
  coalesce(t.tenure, 'current') IN ['current', 'acting']
  OR t.tenure = 'former' AND any(day IN t.attested WHERE left(r.first_reported, size(day)) <= day))
WITH x, y, i, one, q, b, r ORDER BY length(q), type(r) IN ['PROPOSED', 'ADDRESSED_TO'], type(r), r.id
WITH x, y, i, one, collect({p: q, a: b, r: r})[0] AS other
// the weaker of the two edges, and of what is said of the initiative itself; one that was only proposed by or to both,
// with nothing said of what came of it, is a proposal
WITH x, y, i, one, other, [one.r.modality, other.r.modality, i.status,
     CASE WHEN i.status IS NULL AND all(link IN [one.r, other.r] WHERE type(link) IN ['PROPOSED', 'ADDRESSED_TO'])
          THEN 'proposed' END] AS said
RETURN i.name AS initiative, i.id AS initiative_id, i.kind AS kind,
       CASE WHEN 'proposed' IN said THEN 'proposed' WHEN 'planned' IN said THEN 'planned' ELSE 'asserted' END AS modality,
       i.status AS status, i.edtf AS date,
       type(one.r) AS a_did, CASE WHEN one.a = x THEN null ELSE one.a.name END AS a_via,
       type(other.r) AS b_did, CASE WHEN other.a = y THEN null ELSE other.a.name END AS b_via,
       other.r.sources AS sources, other.r.quote AS quote, other.r.article AS article,
       other.r.char_start AS char_start, other.r.char_end AS char_end, other.r.id AS edge, one.p AS p, other.p AS q
ORDER BY i.end DESC, i.id
SKIP $offset LIMIT $limit
