// Holders of a post
//
// title.fr = "Titulaires d'un poste"
// summary.en = "Who held a post, or the posts of a party, and on which dates that is attested. Start and end stay empty until an article gives them. With as_of, who may have held it then: attested (on that day, or from a start to an end that articles give), between (in the post before and after), around (on some day of the month or year that the day is in), unknown (in the post at other times; nothing says whether already, or still). Who had not begun, had left, was already called former or still elect is left out. No row means that no holder is known, not that there was none."
// summary.fr = "Qui a occupé un poste, ou les postes d'une partie, et à quelles dates c'est attesté. Le début et la fin restent vides tant qu'aucun article ne les donne. Avec as_of, qui a pu l'occuper alors : attested (attesté ce jour-là, ou d'un début à une fin que donnent des articles), between (en poste avant et après), around (un jour du mois ou de l'année en question), unknown (en poste à d'autres moments ; rien ne dit si c'était déjà ou encore le cas). Qui n'avait pas commencé, était parti, était déjà dit ancien ou encore élu est laissé de côté. Aucune ligne veut dire qu'aucun titulaire n'est connu, non qu'il n'y en avait pas."
// modality = ["asserted", "planned"]
// [params.post]
// type = "entity"
// classes = ["Post", "State", "Organization"]
// label = {en = "post or party", fr = "poste ou partie"}
// [columns]
// holder = {type = "string", label = {en = "holder", fr = "titulaire"}}
// holder_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// [example]
// post = "post/kr-defence-minister"
MATCH (x:Entity {id: $post})
MATCH p = (x) (()<-[s:PART_OF|POST_IN WHERE s.modality = 'asserted']-()){0,4} (post:Post)
          <-[r:HELD_POST WHERE r.modality IN ['asserted', 'planned']]-(o:Official)
WHERE $reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
  MATCH (:Claim {edge: r.id})-[:EVIDENCED_BY]->(t:Article)
  WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
    AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to)
}
WITH o, post, r, p ORDER BY length(p), [each IN nodes(p) | each.id]
// only plain dates say something of a day; two dates are compared as far as both go
WITH o, post, r, collect(p)[0] AS p, [day IN coalesce(r.attested, []) + [r.start, r.end] WHERE day =~ '[-0-9]+'] AS days
WHERE $as_of IS NULL OR NOT (
  coalesce(r.start =~ '[-0-9]+' AND left($as_of, size(r.start)) < left(r.start, size($as_of)), false)
  OR coalesce(r.end =~ '[-0-9]+' AND left($as_of, size(r.end)) > left(r.end, size($as_of)), false)
  // who was elect in the last article that says so
  OR r.modality = 'planned' AND coalesce(
    left($as_of, size(r.last_reported)) < left(r.last_reported, size($as_of)) OR $as_of = r.last_reported, false)
  // who is called former has left before that article, unless attested in the post again
  OR EXISTS {
    MATCH (:Claim {edge: r.id, tenure: 'former', modality: 'asserted'})-[:EVIDENCED_BY]->(t:Article)
    WHERE (left($as_of, size(t.issued)) > t.issued OR size(t.issued) = 10 AND $as_of = t.issued)
      AND none(day IN days WHERE left(day, size(t.issued)) >= t.issued)
  })
WITH o, post, r, p, CASE
  WHEN $as_of IS NULL THEN null
  WHEN r.modality <> 'asserted' THEN 'unknown'
  WHEN any(day IN days WHERE left(day, size($as_of)) = $as_of) THEN 'attested'
  WHEN any(day IN days WHERE left(day, size($as_of)) < left($as_of, size(day)))
   AND any(day IN days WHERE left(day, size($as_of)) > left($as_of, size(day)))
    THEN CASE WHEN r.start IN days AND r.end IN days AND left(r.start, size($as_of)) < left($as_of, size(r.start))
                   AND left(r.end, size($as_of)) > left($as_of, size(r.end)) THEN 'attested' ELSE 'between' END
  WHEN any(day IN days WHERE left($as_of, size(day)) = day) THEN 'around'
  ELSE 'unknown'
END AS on_that_day
RETURN coalesce(o['name_' + $lang], o.name) AS holder, o.id AS holder_id,
       coalesce(post['name_' + $lang], post.name) AS post, post.id AS post_id, on_that_day AS on_that_day,
       r.attested AS attested, r.start AS start, r.end AS end, r.rank AS rank, r.tenure AS tenure,
       r.modality AS modality, r.basis AS basis, r.sources AS sources, r.quote AS quote, r.article AS article,
       r.char_start AS char_start, r.char_end AS char_end, r.id AS edge, p AS p
ORDER BY post_id, CASE on_that_day WHEN 'attested' THEN 1 WHEN 'between' THEN 2 WHEN 'around' THEN 3 ELSE 4 END,
         coalesce(r.start, r.attested[0]), holder_id, edge
SKIP $offset LIMIT $limit
