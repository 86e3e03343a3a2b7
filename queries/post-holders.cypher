// Holders of a post
//
// title.fr = "Titulaires d'un poste"
// summary.en = "Who held a post, or the posts of a party, and on which dates that is attested. Start and end stay empty until an article gives them."
// summary.fr = "Qui a occupé un poste, ou les postes d'une partie, et à quelles dates c'est attesté. Le début et la fin restent vides tant qu'aucun article ne les donne."
// modality = ["asserted", "planned"]
// [params.post]
// type = "entity"
// classes = ["Post", "State", "Organization"]
// label = {en = "post or party", fr = "poste ou partie"}
// [columns]
// holder = {type = "string", label = {en = "holder", fr = "titulaire"}}
// holder_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// post = {type = "string", label = {en = "post", fr = "poste"}}
// post_id = {type = "string", label = {en = "post's id", fr = "identifiant du poste"}}
// attested = {type = "array", label = {en = "attested", fr = "attesté"}}
// start = {type = "string", label = {en = "start", fr = "début"}}
// end = {type = "string", label = {en = "end", fr = "fin"}}
// rank = {type = "string", label = {en = "rank", fr = "grade"}}
// tenure = {type = "string", label = {en = "tenure", fr = "mandat"}}
// [example]
// post = "post/kr-defence-minister"
MATCH (x:Entity {id: $post})
MATCH p = (x) (()<-[:PART_OF|POST_IN]-()){0,3} (post:Post)<-[r:HELD_POST]-(o:Official)
WITH o, post, r, collect(p)[0] AS p
RETURN o.name AS holder, o.id AS holder_id, post.name AS post, post.id AS post_id, r.attested AS attested,
       r.start AS start, r.end AS end, r.rank AS rank, r.tenure AS tenure, r.modality AS modality, r.basis AS basis,
       r.sources AS sources, r.quote AS quote, r.article AS article,
       r.char_start AS char_start, r.char_end AS char_end, r.id AS edge, p AS p
ORDER BY post_id, r.attested[0], holder_id
SKIP $offset LIMIT $limit
