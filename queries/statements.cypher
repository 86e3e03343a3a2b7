// Statements
//
// title.fr = "Déclarations"
// summary.en = "Who proposed, asked, invited, promised, supported or condemned what, to whom, at which meeting: by speaker, by addressee or by kind. A row is one act of speech at one meeting; initiatives and agreements that somebody proposed are among them, as proposals. That it was said is asserted, not what was said: what has no other ground than the statement stays a claim, in a column apart. A party's officials, in their time, and posts count for it, flagged in the column through; members of an organisation only if members is set. The period is that of the meeting."
// summary.fr = "Qui a proposé, demandé, convié, promis, soutenu ou condamné quoi, à l'adresse de qui, à quelle réunion : par auteur, par destinataire ou par type. Une ligne est un acte de parole à une réunion ; les initiatives et les accords que quelqu'un a proposés y figurent, comme propositions. Ce qui est affirmé, c'est que cela a été dit, non ce qui a été dit : ce que seule la déclaration avance reste une assertion, dans une colonne à part. Les responsables d'une partie, le temps de leur mandat, et ses postes comptent pour elle, signalés dans la colonne par ; les membres d'une organisation, seulement si members est mis. La période est celle de la réunion."
// modality = ["asserted"]
// [params.speaker]
// type = "entity"
// optional = true
// classes = ["Official", "Post", "State", "Organization"]
// label = {en = "only what this official, post or party said", fr = "seulement ce qu'a dit ce responsable, ce poste ou cette partie"}
// [params.addressee]
// type = "entity"
// optional = true
// classes = ["Official", "Post", "State", "Organization"]
// label = {en = "only what was said to this official, post or party", fr = "seulement ce qui a été dit à ce responsable, ce poste ou cette partie"}
// [params.kind]
// type = "choice"
// optional = true
// values = ["proposal", "request", "invitation", "commitment", "support", "position", "condemnation", "accusation", "wish"]
// label = {en = "one kind only", fr = "un seul type"}
// [columns]
// speakers = {type = "array", label = {en = "who", fr = "qui"}}
// speakers_id = {type = "array", label = {en = "ids of the speakers", fr = "identifiants des auteurs"}}
// addressees = {type = "array", label = {en = "to whom", fr = "à qui"}}
// addressees_id = {type = "array", label = {en = "ids of the addressees", fr = "identifiants des destinataires"}}
// addressee_via = {type = "string", label = {en = "to whom, through", fr = "à qui, par"}}
// addressee_member = {type = "string", label = {en = "to whom, as a member", fr = "à qui, comme membre"}}
// about = {type = "array", label = {en = "about", fr = "au sujet de"}}
// about_id = {type = "array", label = {en = "ids of the subjects", fr = "identifiants des sujets"}}
// claimed = {type = "array", label = {en = "about what is only claimed", fr = "au sujet de ce qui n'est qu'avancé"}}
// claimed_id = {type = "array", label = {en = "ids of the claims", fr = "identifiants des assertions"}}
// statement = {type = "string", label = {en = "statement", fr = "déclaration"}}
// statement_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// [example]
// speaker = "Kim Yong Hyun"
CALL () {
  // the speaker itself, or whoever stands for it: a party's bodies, their posts, their holders. One called former does in
  // what was reported until the last day they are attested in the post
  MATCH p = (x:Entity {id: $speaker}) (()<-[joined:MEMBER_OF WHERE $members AND joined.modality = 'asserted']-()){0,1} (root)
            (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (a:Entity)
            -[r:STATED|PROPOSED WHERE r.modality = 'asserted']->(act:Statement|Initiative|Agreement)
  // a member counts in its time: by when it was reported
  WHERE all(j IN joined WHERE
    NOT coalesce(j.start =~ '[-0-9]+' AND left(r.first_reported, size(j.start)) < j.start, false)
    AND NOT coalesce(j.end =~ '[-0-9]+' AND left(r.first_reported, size(j.end)) > j.end, false))
  AND all(t IN s WHERE
    coalesce(t.tenure, 'current') IN ['current', 'acting']
    OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(r.first_reported, size(day)) <= day))
  // of several ways its own before a member's, then the shortest
  WITH x, act, root, a, r, p ORDER BY root <> x, length(p), [each IN nodes(p) | each.id], r.id
  WITH x, act, collect({root: root, a: a, r: r, p: p})[0] AS link
  RETURN act, link.r AS r, CASE WHEN link.a <> x THEN link.a END AS via, CASE WHEN link.root <> x THEN link.root END AS member,
         link.p AS p
  UNION ALL
  MATCH (:Entity {id: $addressee}) (()<-[joined:MEMBER_OF WHERE $members AND joined.modality = 'asserted']-()){0,1} ()
        (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} ()
        <-[:ADDRESSED_TO]-(act:Statement|Initiative|Agreement)
  WHERE $speaker IS NULL
  RETURN DISTINCT act, null AS r, null AS via, null AS member, null AS p
  UNION ALL
  WITH 'all' AS which WHERE $speaker IS NULL AND $addressee IS NULL
  MATCH ()-[:STATED|PROPOSED]->(act)
  RETURN DISTINCT act, null AS r, null AS via, null AS member, null AS p
}
WITH act, r, via, member, p, CASE WHEN act:Statement THEN act.kind ELSE 'proposal' END AS kind
WHERE $kind IS NULL OR kind = $kind
OPTIONAL MATCH at = (act)-[:STATED_AT|PRESENTED_AT {modality: 'asserted'}]->(m:Meeting)
WITH * WHERE ($from IS NULL OR coalesce(m.end >= $from, m.start IS NOT NULL))
         AND ($to IS NULL OR coalesce(left(m.start, size($to)) <= $to, m.end IS NOT NULL))
WITH *, COLLECT {
  MATCH path = (who:Entity)-[said:STATED|PROPOSED WHERE said.modality = 'asserted']->(act)
  WHERE $reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (:Claim {edge: said.id})-[:EVIDENCED_BY]->(t:Article)
    WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
      AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) }
  RETURN {said: said, id: who.id, name: coalesce(who['name_' + $lang], who.name), path: path} AS speaker
  ORDER BY said.sources DESC, said.confidence DESC, said.id
} AS speakers, COLLECT {
  MATCH path = (act)-[:ADDRESSED_TO {modality: 'asserted'}]->(whom:Entity)
  RETURN {id: whom.id, name: coalesce(whom['name_' + $lang], whom.name), path: path} AS addressee ORDER BY whom.id
} AS addressees, COLLECT {
  // the addressee asked for, and those who stand for it
  MATCH q = (act)-[e:ADDRESSED_TO WHERE e.modality = 'asserted']->(b:Entity)
            (()-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']->()){0,4} (root)
            (()-[joined:MEMBER_OF WHERE $members AND joined.modality = 'asserted']->()){0,1} (y:Entity {id: $addressee})
  WHERE all(j IN joined WHERE
    NOT coalesce(j.start =~ '[-0-9]+' AND left(e.first_reported, size(j.start)) < j.start, false)
    AND NOT coalesce(j.end =~ '[-0-9]+' AND left(e.first_reported, size(j.end)) > j.end, false))
  AND all(t IN s WHERE
    coalesce(t.tenure, 'current') IN ['current', 'acting']
    OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(e.first_reported, size(day)) <= day))
  RETURN {via: CASE WHEN b <> y THEN b END, member: CASE WHEN root <> y THEN root END, q: q} AS link
  ORDER BY root <> y, length(q), e.id, [each IN nodes(q) | each.id] LIMIT 1
}[0] AS to, COLLECT {
  MATCH path = (act)-[:ABOUT {modality: 'asserted'}]->(thing)
  RETURN {id: thing.id, claim: thing:Claim, name: coalesce(thing['name_' + $lang], thing.name), path: path} AS thing
  ORDER BY thing.id
} AS things
WITH *, coalesce(r, speakers[0].said) AS said
WHERE any(each IN speakers WHERE each.said = said) AND ($addressee IS NULL OR to IS NOT NULL)
RETURN kind AS kind, [each IN speakers | each.name] AS speakers, [each IN speakers | each.id] AS speakers_id,
       coalesce(via['name_' + $lang], via.name) AS via, coalesce(member['name_' + $lang], member.name) AS member,
       [each IN addressees | each.name] AS addressees, [each IN addressees | each.id] AS addressees_id,
       coalesce(to.via['name_' + $lang], to.via.name) AS addressee_via,
       coalesce(to.member['name_' + $lang], to.member.name) AS addressee_member,
       // a proposal is about what it proposes
       CASE WHEN act:Statement THEN [each IN things WHERE NOT each.claim | each.name]
            ELSE [coalesce(act['name_' + $lang], act.name)] END AS about,
       CASE WHEN act:Statement THEN [each IN things WHERE NOT each.claim | each.id] ELSE [act.id] END AS about_id,
       [each IN things WHERE each.claim | each.name] AS claimed, [each IN things WHERE each.claim | each.id] AS claimed_id,
       coalesce(m['name_' + $lang], m.name) AS meeting, m.id AS meeting_id, m.edtf AS date,
       coalesce(act['name_' + $lang], act.name) AS statement, act.id AS statement_id, said.sources AS sources,
       said.quote AS quote, said.article AS article, said.char_start AS char_start, said.char_end AS char_end,
       said.id AS edge, [p, at] + [each IN speakers | each.path] AS p,
       [to.q] + [each IN addressees + things | each.path] AS q
ORDER BY coalesce(m.end, said.first_reported) IS NULL, coalesce(m.end, said.first_reported) DESC, statement_id, meeting_id
SKIP $offset LIMIT $limit
