// Career of an official
//
// title.fr = "Carrière d'un responsable"
// summary.en = "The posts that an official held or is to take up, in order of time: where, with which rank, from when to when, and when that is attested. Start and end stay empty until an article gives them; two posts attested at different times needn't follow one another. Two people of one name stay two."
// summary.fr = "Les postes qu'un responsable a occupés ou doit occuper, dans l'ordre du temps : où, avec quel grade, de quand à quand, et quand c'est attesté. Le début et la fin restent vides tant qu'aucun article ne les donne ; deux postes attestés à des moments différents ne se suivent pas forcément. Deux personnes du même nom restent deux."
// modality = ["asserted", "planned"]
// [params.official]
// type = "entity"
// classes = ["Official"]
// label = {en = "official", fr = "responsable"}
// [columns]
// body = {type = "string", label = {en = "body", fr = "organisme"}}
// party = {type = "string", label = {en = "party", fr = "partie"}}
// party_id = {type = "string", label = {en = "party's id", fr = "identifiant de la partie"}}
// [example]
// official = "Shin Won-sik"
MATCH p = (x:Entity {id: $official})-[r:HELD_POST WHERE r.modality IN ['asserted', 'planned']]->(post:Post)
WHERE $reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
  MATCH (:Claim {edge: r.id})-[:EVIDENCED_BY]->(t:Article)
  WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
    AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to)
}
// up to the state or organisation that the post belongs to, through its ministry where an article names one
OPTIONAL MATCH q = (post)-[f:POST_IN WHERE f.modality = 'asserted']->(:Party)
                   (()-[s:PART_OF WHERE s.modality = 'asserted']->()){0,3} (top:Party)
WHERE NOT EXISTS { (top)-[:PART_OF {modality: 'asserted'}]->() }
WITH p, r, post, q ORDER BY length(q) DESC, [n IN nodes(q) | n.id]
WITH p, r, post, collect(q)[0] AS q
WITH p, r, post, q, nodes(q)[1] AS body, nodes(q)[-1] AS party
RETURN coalesce(post['name_' + $lang], post.name) AS post, post.id AS post_id,
       CASE WHEN body <> party THEN coalesce(body['name_' + $lang], body.name) END AS body,
       coalesce(party['name_' + $lang], party.name) AS party, party.id AS party_id,
       r.start AS start, r.end AS end, r.attested AS attested, r.rank AS rank, r.tenure AS tenure,
       r.modality AS modality, r.basis AS basis, r.sources AS sources, r.quote AS quote, r.article AS article,
       r.char_start AS char_start, r.char_end AS char_end, r.id AS edge, p AS p, q AS q
ORDER BY coalesce(r.start, r.attested[0], r.end), r.end, post_id, edge
SKIP $offset LIMIT $limit
