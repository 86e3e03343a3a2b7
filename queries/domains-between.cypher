// Domains of cooperation between two parties
//
// title.fr = "Domaines de coopération entre deux parties"
// summary.en = "The domains that two states or organisations share: those that meetings, initiatives and agreements concern which link the two, with how many of each. What has taken place or is in force stands in one row of a domain, what is only planned or proposed in others. What was cancelled counts nowhere, nor does a meeting of which nobody says that it was held or is to be. What an official, in their time, or a post of theirs did counts for them; what members of an organisation did only if members is set. The passage says that one of these things concerns the domain. The paths are those of three things at most: that one, and the latest."
// summary.fr = "Les domaines que deux États ou organisations ont en commun : ceux sur lesquels portent les réunions, les initiatives et les accords qui les lient, avec leur nombre. Ce qui a eu lieu ou est en vigueur occupe une ligne du domaine, ce qui n'est que prévu ou proposé d'autres lignes. Ce qui a été annulé ne compte nulle part, ni une réunion dont nul ne dit qu'elle s'est tenue ou se tiendra. Ce qu'a fait un de leurs responsables, le temps de son mandat, ou un de leurs postes compte pour eux ; ce qu'ont fait les membres d'une organisation, seulement si members est mis. Le passage dit que l'une de ces choses porte sur le domaine. Les chemins sont ceux de trois choses au plus : celle-là, et les dernières."
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
// domain = {type = "string", label = {en = "domain", fr = "domaine"}}
// domain_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// meetings = {type = "integer", label = {en = "meetings", fr = "réunions"}}
// initiatives = {type = "integer", label = {en = "initiatives", fr = "initiatives"}}
// agreements = {type = "integer", label = {en = "agreements", fr = "accords"}}
// [example]
// a = "South Korea"
// b = "NATO"
MATCH (x:Entity {id: $a}), (y:Entity {id: $b})
// x itself, or whoever stands for it: a party's bodies, their posts, their holders, in their time: at a meeting between
// start and end, where they are plain dates; one called former, until the last day they are attested in the post, and in
// an initiative or agreement, of which it isn't told when they acted, in what was reported until then.
// Only ADDRESSED_TO runs from the thing, so that the last step goes either way.
MATCH p = (x) (()<-[a_joined:MEMBER_OF WHERE $members AND a_joined.modality = 'asserted']-()){0,1} (one)
          (()<-[a_step:PART_OF|POST_IN|HELD_POST WHERE a_step.modality = 'asserted']-()){0,4} (a:Entity)
          -[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED|PARTY_TO|SIGNED|PROPOSED|ADDRESSED_TO
            WHERE r.rule IS NULL AND r.modality IN ['asserted', 'planned', 'proposed']]-(i:Meeting|Initiative|Agreement)
WHERE coalesce(i.status <> 'cancelled', NOT i:Meeting)
  AND EXISTS { (i)-[:CONCERNS]->(:Domain) }
  // a member counts in its time: by the thing's own date, else by when it was reported
  AND all(j IN a_joined WHERE
    NOT coalesce(j.start =~ '[-0-9]+' AND left(CASE WHEN i:Meeting OR i.start IS NOT NULL OR i.end IS NOT NULL THEN i.end ELSE r.first_reported END, size(j.start)) < j.start, false)
    AND NOT coalesce(j.end =~ '[-0-9]+' AND left(CASE WHEN i:Meeting OR i.start IS NOT NULL OR i.end IS NOT NULL THEN i.start ELSE r.first_reported END, size(j.end)) > j.end, false))
  AND all(t IN a_step WHERE
    (coalesce(t.tenure, 'current') IN ['current', 'acting']
     OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(CASE WHEN i:Meeting THEN i.end ELSE r.first_reported END, size(day)) <= day))
    AND NOT (i:Meeting AND coalesce(t.start =~ '[-0-9]+' AND left(i.end, size(t.start)) < t.start, false))
    AND NOT (i:Meeting AND coalesce(t.end =~ '[-0-9]+' AND left(i.start, size(t.end)) > t.end, false)))
  AND ($from IS NULL OR coalesce(i.end >= $from, i.start IS NOT NULL))
  AND ($to IS NULL OR coalesce(left(i.start, size($to)) <= $to, i.end IS NOT NULL))
  AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (:Claim {edge: r.id})-[:EVIDENCED_BY]->(t:Article)
    WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
      AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) })
MATCH q = (y) (()<-[b_joined:MEMBER_OF WHERE $members AND b_joined.modality = 'asserted']-()){0,1} (other)
          (()<-[b_step:PART_OF|POST_IN|HELD_POST WHERE b_step.modality = 'asserted']-()){0,4} (b:Entity)
          -[e:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN|HOSTED|PARTY_TO|SIGNED|PROPOSED|ADDRESSED_TO
            WHERE e.rule IS NULL AND e.modality IN ['asserted', 'planned', 'proposed']]-(i)
// nobody links two parties by standing for both
WHERE a <> b AND one <> other AND all(j IN b_joined WHERE
  NOT coalesce(j.start =~ '[-0-9]+' AND left(CASE WHEN i:Meeting OR i.start IS NOT NULL OR i.end IS NOT NULL THEN i.end ELSE e.first_reported END, size(j.start)) < j.start, false)
  AND NOT coalesce(j.end =~ '[-0-9]+' AND left(CASE WHEN i:Meeting OR i.start IS NOT NULL OR i.end IS NOT NULL THEN i.start ELSE e.first_reported END, size(j.end)) > j.end, false))
  AND all(t IN b_step WHERE
    (coalesce(t.tenure, 'current') IN ['current', 'acting']
     OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(CASE WHEN i:Meeting THEN i.end ELSE e.first_reported END, size(day)) <= day))
    AND NOT (i:Meeting AND coalesce(t.start =~ '[-0-9]+' AND left(i.end, size(t.start)) < t.start, false))
    AND NOT (i:Meeting AND coalesce(t.end =~ '[-0-9]+' AND left(i.start, size(t.end)) > t.end, false)))
  AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (:Claim {edge: e.id})-[:EVIDENCED_BY]->(t:Article)
    WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
      AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) })
// how surely the thing links the two: the weaker of the two edges, and of what is said of the thing itself; one that was
// only proposed by or to both, with nothing said of what came of it, is a proposal
WITH x, y, i, one, other, p, q, r, e, [r.modality, e.modality, i.status,
     CASE WHEN i.status IS NULL AND all(link IN [r, e] WHERE type(link) IN ['PROPOSED', 'ADDRESSED_TO'])
          THEN 'proposed' END] AS said
WITH *, CASE WHEN 'proposed' IN said THEN 2 WHEN 'planned' IN said THEN 1 ELSE 0 END AS weakness
// of several links the surest, its own before a member's, then the shortest
ORDER BY weakness, one <> x, length(p), r.id, [each IN nodes(p) | each.id],
         other <> y, length(q), e.id, [each IN nodes(q) | each.id]
WITH x, y, i, collect({weakness: weakness, p: p, q: q, members: [each IN [one, other] WHERE NOT each IN [x, y]]})[0] AS link
MATCH about = (i)-[c:CONCERNS WHERE c.modality IN ['asserted', 'planned', 'proposed']]->(d:Domain)
WHERE $reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
  MATCH (:Claim {edge: c.id})-[:EVIDENCED_BY]->(t:Article)
  WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
    AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) }
WITH i, d, c, about, link, CASE
       WHEN 'proposed' = c.modality OR link.weakness = 2 THEN 'proposed'
       WHEN 'planned' = c.modality OR link.weakness = 1 THEN 'planned' ELSE 'asserted' END AS modality
ORDER BY c.sources DESC, c.confidence DESC, c.id
WITH d, modality, collect({i: i, c: c, about: about, link: link}) AS found
WITH d, modality, found, found[0].c AS c, COLLECT {
  UNWIND found AS each UNWIND each.link.members AS member
  RETURN DISTINCT coalesce(member['name_' + $lang], member.name) AS name ORDER BY name
} AS members, COLLECT {
  // of many things the paths of the one that the passage tells, and of the two latest others
  UNWIND found[1..] AS each RETURN each ORDER BY each.i.end IS NULL, each.i.end DESC, each.i.id LIMIT 2
} + found[0] AS shown
RETURN coalesce(d['name_' + $lang], d.name) AS domain, d.id AS domain_id, modality AS modality,
       size([each IN found WHERE each.i:Meeting]) AS meetings,
       size([each IN found WHERE each.i:Initiative]) AS initiatives,
       size([each IN found WHERE each.i:Agreement]) AS agreements,
       CASE members WHEN [] THEN null ELSE reduce(text = members[0], name IN members[1..] | text + ', ' + name) END AS member,
       c.sources AS sources, c.quote AS quote, c.article AS article, c.char_start AS char_start, c.char_end AS char_end,
       c.id AS edge, [each IN shown | each.about] AS p,
       reduce(links = [], each IN shown | links + [each.link.p, each.link.q]) AS q
ORDER BY modality, meetings + initiatives + agreements DESC, domain_id
SKIP $offset LIMIT $limit
