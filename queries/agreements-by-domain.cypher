// Agreements by domain
//
// title.fr = "Accords par domaine"
// summary.en = "Agreements that concern a domain of cooperation, or any, of one party or of all: a row for each agreement and domain, with the agreement's parties. An agreement concerns what an article says that it does, not what the agreement it falls under does. A party's are those to which it is party or which it signed; what its officials, in their time, or its posts signed counts for it, flagged in the column through, and what members of an organisation did only if members is set. Parties to what is only planned or proposed are listed where the row says so."
// summary.fr = "Accords qui portent sur un domaine de coopération, ou sur n'importe lequel, d'une partie ou de toutes : une ligne par accord et par domaine, avec les parties à l'accord. Un accord porte sur ce qu'un article en dit, non sur ce dont traite l'accord dont il relève. Ceux d'une partie sont ceux auxquels elle est partie ou qu'elle a signés ; ce qu'ont signé ses responsables, le temps de leur mandat, ou ses postes compte pour elle, signalé dans la colonne par, et ce qu'ont fait les membres d'une organisation seulement si members est mis. Les parties à ce qui n'est que prévu ou proposé sont données là où la ligne le dit."
// modality = ["asserted", "planned", "proposed"]
// [params.domain]
// type = "entity"
// optional = true
// classes = ["Domain"]
// label = {en = "one domain only", fr = "un seul domaine"}
// [params.party]
// type = "entity"
// optional = true
// classes = ["State", "Organization"]
// label = {en = "only agreements of this party", fr = "seulement les accords de cette partie"}
// [columns]
// domain = {type = "string", label = {en = "domain", fr = "domaine"}}
// domain_id = {type = "string", label = {en = "domain's id", fr = "identifiant du domaine"}}
// agreement = {type = "string", label = {en = "agreement", fr = "accord"}}
// agreement_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// parties = {type = "array", label = {en = "parties", fr = "parties"}}
// parties_id = {type = "array", label = {en = "parties' ids", fr = "identifiants des parties"}}
// [example]
// domain = "cybersecurity"
CALL () {
  // the party itself, or whoever stands for it: its bodies, their posts, their holders. One called former does in what
  // was reported until the last day they are attested in the post
  MATCH q = (x:Entity {id: $party}) (()<-[joined:MEMBER_OF WHERE $members AND joined.modality = 'asserted']-()){0,1} (root)
            (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (a:Entity)
            -[r:PARTY_TO|SIGNED WHERE r.modality IN ['asserted', 'planned', 'proposed']]->(i:Agreement)
  // a member counts in its time: by the thing's own date, else by when it was reported
  WHERE all(j IN joined WHERE
    NOT coalesce(j.start =~ '[-0-9]+' AND left(CASE WHEN i.start IS NOT NULL OR i.end IS NOT NULL THEN i.end ELSE r.first_reported END, size(j.start)) < j.start, false)
    AND NOT coalesce(j.end =~ '[-0-9]+' AND left(CASE WHEN i.start IS NOT NULL OR i.end IS NOT NULL THEN i.start ELSE r.first_reported END, size(j.end)) > j.end, false))
    AND all(t IN s WHERE
      coalesce(t.tenure, 'current') IN ['current', 'acting']
      OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(r.first_reported, size(day)) <= day))
    AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
      MATCH (:Claim {edge: r.id})-[:EVIDENCED_BY]->(t:Article)
      WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
        AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) })
  // of several links its own before a member's, then the shortest; then being party to it, and then signing it
  WITH x, i, root, a, r, q ORDER BY root <> x, length(q), type(r), r.id, [each IN nodes(q) | each.id]
  WITH x, i, collect({root: root, a: a, r: r, q: q})[0] AS link
  RETURN i, link.r AS r, CASE WHEN link.a <> x THEN link.a END AS via, CASE WHEN link.root <> x THEN link.root END AS member,
         link.q AS q
  UNION ALL
  MATCH (:Entity {id: $domain})<-[:CONCERNS]-(i:Agreement) WHERE $party IS NULL
  RETURN i, null AS r, null AS via, null AS member, null AS q
  UNION ALL
  WITH 'all' AS which WHERE $party IS NULL AND $domain IS NULL
  MATCH (i:Agreement)
  RETURN i, null AS r, null AS via, null AS member, null AS q
}
MATCH p = (i)-[c:CONCERNS WHERE c.modality IN ['asserted', 'planned', 'proposed']]->(d:Domain)
WHERE ($domain IS NULL OR d.id = $domain)
  AND ($from IS NULL OR coalesce(i.end >= $from, i.start IS NOT NULL))
  AND ($to IS NULL OR coalesce(left(i.start, size($to)) <= $to, i.end IS NOT NULL))
  AND ($reported_from IS NULL AND $reported_to IS NULL OR EXISTS {
    MATCH (:Claim {edge: c.id})-[:EVIDENCED_BY]->(t:Article)
    WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
      AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) })
// the weaker of what is said of the party and of the domain
WITH i, d, c, p, q, via, member, [r.modality, c.modality] AS said
WITH i, d, c, p, q, via, member,
     CASE WHEN 'proposed' IN said THEN 'proposed' WHEN 'planned' IN said THEN 'planned' ELSE 'asserted' END AS modality
// parties are listed as surely as the row says: one that is only to join is no party to what is asserted
WITH *, COLLECT {
  MATCH path = (i)<-[e:PARTY_TO]-(party:Party)
  WHERE e.modality = 'asserted' OR e.modality = 'planned' AND modality <> 'asserted' OR e.modality = modality
  RETURN {id: party.id, name: coalesce(party['name_' + $lang], party.name), path: path} AS party ORDER BY party.id
} AS parties
RETURN coalesce(d['name_' + $lang], d.name) AS domain, d.id AS domain_id,
       coalesce(i['name_' + $lang], i.name) AS agreement, i.id AS agreement_id, i.kind AS kind, modality AS modality,
       i.edtf AS date, [party IN parties | party.name] AS parties, [party IN parties | party.id] AS parties_id,
       coalesce(via['name_' + $lang], via.name) AS via, coalesce(member['name_' + $lang], member.name) AS member,
       c.sources AS sources, c.quote AS quote, c.article AS article, c.char_start AS char_start, c.char_end AS char_end,
       c.id AS edge, p AS p, [q] + [party IN parties | party.path] AS q
ORDER BY domain_id, i.end IS NULL, i.end DESC, agreement_id
SKIP $offset LIMIT $limit
