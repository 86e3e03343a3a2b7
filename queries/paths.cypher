// Paths between two things
//
// title.fr = "Chemins entre deux choses"
// summary.en = "How two things are linked: the shortest chains of facts from one to the other, then longer ones. The rule says what may stand between them. people: officials, and the held meetings, initiatives, agreements and statements that they share; parties: also states and organisations; posts: also posts. The two ends may be anything, and leave by any fact of theirs but a membership. Nothing goes through an article, a claim, a membership, a place, a cooperation domain or a hub (more than 200 facts); hubs lets in the last four. Two things that only belong together (on the sidelines of, follows, under) are no link in between. Where a rule finds nothing, the next wider one is asked, and the rows say so. At most 2,000 chains are looked at: where there are more, the longest are left out."
// summary.fr = "Comment deux choses sont liées : les plus courtes chaînes de faits de l'une à l'autre, puis de plus longues. La règle dit ce qui peut se trouver entre elles. people : les responsables, et les réunions tenues, initiatives, accords et déclarations qu'ils partagent ; parties : aussi les États et les organisations ; posts : aussi les postes. Les deux bouts peuvent être n'importe quoi, et partent de n'importe lequel de leurs faits, hormis une adhésion. Rien ne passe par un article, une assertion, une adhésion, un lieu, un domaine de coopération ni un carrefour (plus de 200 faits) ; hubs admet les quatre derniers. Deux choses qui ne font qu'aller ensemble (en marge de, fait suite à, relève de) ne font pas un lien intermédiaire. Quand une règle ne trouve rien, la suivante, plus large, est essayée, et les lignes le disent. Au plus 2 000 chaînes sont examinées : s'il y en a plus, les plus longues sont laissées de côté."
// modality = ["asserted", "planned", "proposed"]
// [params.a]
// type = "entity"
// label = {en = "one end", fr = "un bout"}
// [params.b]
// type = "entity"
// label = {en = "the other end", fr = "l'autre bout"}
// [params.through]
// type = "choice"
// values = ["people", "parties", "posts"]
// default = "people"
// label = {en = "what may stand between them, each wider than the one before: people, parties, posts", fr = "ce qui peut se trouver entre elles, chaque règle plus large que la précédente : people (responsables), parties (aussi États et organisations), posts (aussi postes)"}
// [params.longest]
// type = "integer"
// default = 6
// least = 1
// most = 6
// label = {en = "how many facts in a chain at most", fr = "combien de faits au plus dans une chaîne"}
// [params.modality]
// type = "choice"
// values = ["asserted", "planned", "proposed"]
// default = "asserted"
// label = {en = "what a fact must at least be to count: asserted; planned too; proposed too", fr = "ce qu'un fait doit être au moins pour compter : asserted (affirmé) ; planned (prévu) aussi ; proposed (proposé) aussi"}
// [params.hubs]
// type = "boolean"
// default = false
// label = {en = "also through memberships, places, cooperation domains, and things with more than 200 facts", fr = "aussi par les adhésions, les lieux, les domaines de coopération, et ce qui a plus de 200 faits"}
// [columns]
// length = {type = "integer", label = {en = "facts", fr = "faits"}}
// names = {type = "array", label = {en = "from one to the other", fr = "de l'une à l'autre"}}
// through = {type = "string", label = {en = "by the rule", fr = "selon la règle"}, values = {people = {en = "people", fr = "personnes"}, parties = {en = "parties", fr = "parties"}, posts = {en = "posts", fr = "postes"}}}
// wider = {type = "boolean", label = {en = "wider than asked", fr = "plus large que demandé"}}
// edges = {type = "array", label = {en = "facts on the way", fr = "faits du chemin"}}
// [example]
// a = "Shin Won-sik"
// b = "Kim Yong Hyun"
MATCH (x:Entity {id: $a}), (y:Entity {id: $b})
WITH x, y, CASE $modality WHEN 'asserted' THEN 1 WHEN 'planned' THEN 2 ELSE 3 END AS said,
     CASE $through WHEN 'people' THEN 0 WHEN 'parties' THEN 1 ELSE 2 END AS asked
WITH x, y, asked, ['asserted', 'planned', 'proposed'][..said] AS modalities,
     ['held', 'ongoing', 'ended'] + ['planned', 'proposed'][..said - 1] AS statuses
UNWIND range(asked, 2) AS rule
CALL (x, y, rule, modalities, statuses) {
  // found length by length, so that the limit spares the longest; length and types can't be parameters
  MATCH p = SHORTEST 6 GROUPS (x) ((u)-[r:ABOUT|ADDRESSED_TO|ATTENDED|CONCERNS|FOLLOWS|HELD_POST|HOSTED|LOCATED_IN|MEMBER_OF
      |ON_SIDELINES_OF|PARTICIPATES_IN|PARTY_TO|PART_OF|POST_IN|PRESENTED_AT|PROPOSED|REPRESENTED_AT|SESSION_OF|SIGNED
      |STATED|STATED_AT|TOOK_PLACE_IN|UNDER_FRAMEWORK|WITHIN]-(v)
    WHERE r.modality IN modalities AND ($inferred OR r.rule IS NULL)
      AND ($hubs OR NOT r:MEMBER_OF)
      // the ends leave by any fact; in between, two share what both did
      AND (u = x OR v = y OR NOT r:FOLLOWS|ON_SIDELINES_OF|PRESENTED_AT|SESSION_OF|STATED_AT|UNDER_FRAMEWORK|WITHIN)
      AND ($reported_from IS NULL AND $reported_to IS NULL OR all(fact IN CASE WHEN r.rule IS NULL THEN [r.id] ELSE [r.represented, r.held] END WHERE EXISTS {
        MATCH (:Claim {edge: fact})-[:EVIDENCED_BY]->(t:Article)
        WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
          AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to) }))
      AND u <> y AND (v = y OR v <> x
        AND (v:Official OR rule >= 1 AND v:Party OR rule = 2 AND v:Post OR $hubs AND v:Place|Domain
             OR v:Meeting|Initiative|Agreement|Statement
             AND (coalesce(v.status, CASE WHEN v:Meeting THEN 'planned' ELSE 'held' END) IN statuses
                  OR NOT v:Meeting AND NOT v.status IN ['planned', 'proposed', 'cancelled'])
             AND ($from IS NULL OR coalesce(v.end >= $from, v.start IS NOT NULL))
             AND ($to IS NULL OR coalesce(left(v.start, size($to)) <= $to, v.end IS NOT NULL)))
        AND ($hubs OR COUNT {
          (v)-[:ABOUT|ADDRESSED_TO|ATTENDED|CONCERNS|FOLLOWS|HELD_POST|HOSTED|LOCATED_IN|MEMBER_OF|ON_SIDELINES_OF
            |PARTICIPATES_IN|PARTY_TO|PART_OF|POST_IN|PRESENTED_AT|PROPOSED|REPRESENTED_AT|SESSION_OF|SIGNED|STATED
            |STATED_AT|TOOK_PLACE_IN|UNDER_FRAMEWORK|WITHIN]-() } <= 200)))
    {1,6} (y)
  WITH p LIMIT 2001
  WITH collect(p) AS paths
  // nothing twice in a chain; a length that the bound cuts is left out, unless it is the only one
  RETURN [p IN paths WHERE length(p) <= $longest AND all(n IN nodes(p) WHERE single(m IN nodes(p) WHERE m = n))
    AND (size(paths) <= 2000 OR length(p) < length(paths[-1]) OR length(paths[0]) = length(paths[-1]))] AS paths
}
// the narrowest rule that finds something; the rules come in their order, and those behind it are never asked
WITH asked, rule, paths WHERE size(paths) > 0 LIMIT 1
UNWIND paths AS p
// of two facts between the same two things the one with the most sources, so that a chain is listed once
WITH asked, rule, p, reduce(all = 0, r IN relationships(p) | all + coalesce(r.sources, 0)) AS sources,
     [r IN relationships(p) | r.id] AS edges
ORDER BY sources DESC, edges
WITH asked, rule, [n IN nodes(p) | n.id] AS ids, collect({p: p, edges: edges, sources: sources})[0] AS one
RETURN length(one.p) AS length, [n IN nodes(one.p) | coalesce(n['name_' + $lang], n.name)] AS names,
       ['people', 'parties', 'posts'][rule] AS through, rule > asked AS wider, one.edges AS edges, one.p AS p
ORDER BY length, one.sources DESC, ids
SKIP $offset LIMIT $limit
