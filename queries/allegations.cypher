// Allegations
//
// title.fr = "Allégations"
// summary.en = "What was said and isn't asserted: alleged, denied or hypothetical, about a thing or by a speaker, each with who says it, in which passage of which article. None of it is a fact, and none of it is in any other question. A denial says that it isn't so. Who says it is whom the article attributes it to, or who makes the statement that is about it; what an article supposes on its own account is not listed (the question evidence has it). A party's officials, in their time, and posts count for it as speakers, flagged in the column through; members of an organisation only if members is set."
// summary.fr = "Ce qui a été dit sans être affirmé : prêté à autrui, nié ou hypothétique, au sujet d'une chose ou par un auteur, chaque fois avec qui le dit, dans quel passage de quel article. Rien de cela n'est un fait, et aucune autre question n'en tient compte. Une dénégation dit qu'il n'en est rien. Qui le dit, c'est celui à qui l'article l'attribue, ou l'auteur de la déclaration qui porte dessus ; ce qu'un article suppose de lui-même n'est pas donné (la question evidence le donne). Les responsables d'une partie, le temps de leur mandat, et ses postes comptent pour elle comme auteurs, signalés dans la colonne par ; les membres d'une organisation, seulement si members est mis."
// modality = []
// [params.about]
// type = "entity"
// optional = true
// label = {en = "only about this thing", fr = "seulement au sujet de cette chose"}
// [params.speaker]
// type = "entity"
// optional = true
// classes = ["Official", "Post", "State", "Organization"]
// label = {en = "only what this official, post or party says", fr = "seulement ce que dit ce responsable, ce poste ou cette partie"}
// [columns]
// attributed_to = {type = "array", label = {en = "said by", fr = "selon"}}
// attributed_to_id = {type = "array", label = {en = "ids of those who say so", fr = "identifiants de ceux qui le disent"}}
// claim = {type = "string", label = {en = "claim", fr = "assertion"}}
// claim_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// subject = {type = "string", label = {en = "subject", fr = "sujet"}}
// subject_id = {type = "string", label = {en = "subject's id", fr = "identifiant du sujet"}}
// predicate = {type = "string", label = {en = "property", fr = "propriété"}}
// object = {type = "string", label = {en = "object or value", fr = "objet ou valeur"}}
// object_id = {type = "string", label = {en = "object's id", fr = "identifiant de l'objet"}}
// [example]
CALL () {
  MATCH (:Entity {id: $about})<-[:CLAIM_SUBJECT|CLAIM_OBJECT]-(c:Claim) RETURN c
  UNION
  // the speaker itself, or whoever stands for it: a party's bodies, their posts, their holders
  MATCH (:Entity {id: $speaker}) (()<-[joined:MEMBER_OF WHERE $members AND joined.modality = 'asserted']-()){0,1} ()
        (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (a:Entity)
  WHERE $about IS NULL
  CALL (a) {
    MATCH (a)<-[:ATTRIBUTED_TO]-(c:Claim) RETURN c
    UNION
    MATCH (a)-[:STATED]->(:Statement)-[:ABOUT]->(c:Claim) RETURN c
  }
  RETURN c
  UNION
  WITH 'all' AS which WHERE $about IS NULL AND $speaker IS NULL
  MATCH ()<-[:ATTRIBUTED_TO]-(c:Claim) RETURN c
  UNION
  WITH 'all' AS which WHERE $about IS NULL AND $speaker IS NULL
  MATCH (:Statement)-[:ABOUT]->(c:Claim) RETURN c
}
MATCH (c)-[:EVIDENCED_BY]->(t:Article)
WHERE c.modality IN ['alleged', 'denied', 'hypothetical']
  AND ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
  AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to)
WITH c, t, COLLECT {
  MATCH path = (c)-[:ATTRIBUTED_TO]->(who:Entity) RETURN {who: who, path: path} AS sayer ORDER BY who.id
} AS named, COLLECT {
  MATCH path = (c)<-[:ABOUT {modality: 'asserted'}]-(:Statement)<-[:STATED {modality: 'asserted'}]-(who:Entity)
  RETURN {who: who, path: path} AS sayer ORDER BY who.id, [each IN nodes(path) | each.id]
} AS speaking
// one who speaks of what somebody else alleges doesn't allege it
WITH c, t, CASE named WHEN [] THEN speaking ELSE named END AS sayers
WHERE sayers <> []
WITH c, t, sayers, reduce(found = [], each IN sayers | CASE WHEN each.who IN found THEN found ELSE found + each.who END) AS people,
COLLECT {
  UNWIND sayers AS sayer
  WITH sayer.who AS a
  MATCH q = (a) (()-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']->()){0,4} (root)
            (()-[joined:MEMBER_OF WHERE $members AND joined.modality = 'asserted']->()){0,1} (x:Entity {id: $speaker})
  // one called former stands for it in what was reported until the last day they are attested in the post
  // a member counts in its time: by when it was reported
  WHERE all(j IN joined WHERE
    NOT coalesce(j.start =~ '[-0-9]+' AND left(t.issued, size(j.start)) < j.start, false)
    AND NOT coalesce(j.end =~ '[-0-9]+' AND left(t.issued, size(j.end)) > j.end, false))
  AND all(step IN s WHERE
    coalesce(step.tenure, 'current') IN ['current', 'acting']
    OR step.tenure = 'former' AND any(day IN [each IN coalesce(step.attested, []) + coalesce(step.end, []) | split(each, '/')[-1]] WHERE left(t.issued, size(day)) <= day))
  RETURN {via: CASE WHEN a <> x THEN a END, member: CASE WHEN root <> x THEN root END, q: q} AS link
  ORDER BY root <> x, length(q), [each IN nodes(q) | each.id] LIMIT 1
}[0] AS link
WHERE $speaker IS NULL OR link IS NOT NULL
OPTIONAL MATCH subject = (c)-[:CLAIM_SUBJECT]->(s:Entity)
OPTIONAL MATCH object = (c)-[:CLAIM_OBJECT]->(o:Entity)
RETURN coalesce(s['name_' + $lang], s.name, c.subject_text) AS subject, s.id AS subject_id, c.predicate AS predicate,
       coalesce(o['name_' + $lang], o.name, c.object_text, c.value) AS object, o.id AS object_id, c.modality AS modality,
       [who IN people | coalesce(who['name_' + $lang], who.name)] AS attributed_to,
       [who IN people | who.id] AS attributed_to_id,
       coalesce(link.via['name_' + $lang], link.via.name) AS via,
       coalesce(link.member['name_' + $lang], link.member.name) AS member, coalesce(c['name_' + $lang], c.name) AS claim, c.id AS claim_id,
       c.basis AS basis, c.confidence AS confidence, c.quote AS quote, t.id AS article, t.publisher AS publisher,
       t.issued AS issued, c.char_start AS char_start, c.char_end AS char_end,
       [subject, object] + [sayer IN sayers | sayer.path] AS p, link.q AS q
ORDER BY issued IS NULL, issued DESC, article, char_start, claim_id
SKIP $offset LIMIT $limit
