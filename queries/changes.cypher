// Changes by load
//
// title.fr = "Changements par chargement"
// summary.en = "What a load added, strengthened, contradicted and removed, article by article; without parameters, the latest load that changed anything. A fact, or a value told of a thing (its date, its status), is added by the first article to tell it (the first by id, of those loaded at once), strengthened by an independent source, a stronger modality or basis, or a higher confidence, contradicted by an article that asserts a value which excludes another article's, or that denies it, and removed when nothing supports it any more. That two things turned out to be one, or one to be two, is no change. The passage is the one of the article that did it, as long as it says so; a fact that is gone has its words. An article that changed no fact has one row."
// summary.fr = "Ce qu'un chargement a ajouté, renforcé, contredit et retiré, article par article ; sans paramètre, le dernier chargement qui a changé quelque chose. Un fait, ou une valeur donnée pour une chose (sa date, son statut), est ajouté par le premier article qui le dit (le premier par identifiant, parmi ceux chargés ensemble), renforcé par une source indépendante, une modalité ou un fondement plus forts ou une confiance plus haute, contredit par un article qui affirme une valeur excluant celle d'un autre, ou qui le nie, et retiré quand plus rien ne l'appuie. Que deux choses se révèlent n'en être qu'une, ou une en être deux, n'est pas un changement. Le passage est celui de l'article qui en est la cause, tant qu'il le dit ; d'un fait disparu restent les mots. Un article qui n'a changé aucun fait a une ligne."
// modality = ["asserted", "planned", "proposed"]
// [params.article]
// type = "string"
// optional = true
// label = {en = "one article only, by its id, in all loads", fr = "un seul article, par son identifiant, dans tous les chargements"}
// [params.load]
// type = "string"
// optional = true
// label = {en = "one load only, by its id", fr = "un seul chargement, par son identifiant"}
// [params.since]
// type = "time"
// optional = true
// label = {en = "loads since a day or time, in UTC (2031-03-13)", fr = "les chargements depuis un jour ou une heure, en UTC (2031-03-13)"}
// [columns]
// at = {type = "string", label = {en = "loaded at", fr = "chargé le"}}
// load_id = {type = "string", label = {en = "load", fr = "chargement"}}
// report = {type = "string", label = {en = "article's report", fr = "bilan de l'article"}}
// outcome = {type = "string", label = {en = "article was", fr = "sort de l'article"}, values = {added = {en = "added", fr = "ajouté"}, changed = {en = "changed", fr = "modifié"}, removed = {en = "removed", fr = "retiré"}}}
// change = {type = "string", label = {en = "change", fr = "changement"}, values = {added = {en = "added", fr = "ajouté"}, strengthened = {en = "strengthened", fr = "renforcé"}, contradicted = {en = "contradicted", fr = "contredit"}, removed = {en = "removed", fr = "retiré"}}}
// fact = {type = "string", label = {en = "fact", fr = "fait"}}
// thing = {type = "string", label = {en = "about", fr = "au sujet de"}}
// thing_id = {type = "string", label = {en = "thing's id", fr = "identifiant de la chose"}}
// claim_id = {type = "string", label = {en = "claim", fr = "assertion"}}
// edge = {type = "string", label = {en = "fact's id", fr = "identifiant du fait"}}
// [example]
// article = "asean-rok-2024-11-fr"
CALL () {
  MATCH (c:Change {article: $article}) RETURN c
  UNION
  MATCH (c:Change {load: $load}) RETURN c
  UNION
  MATCH (c:Change) WHERE c.at >= $since RETURN c
  UNION
  WITH [$article, $load, $since] AS given WHERE all(each IN given WHERE each IS NULL)
  MATCH (last:Change) WHERE last.at > ''
  WITH last ORDER BY last.at DESC LIMIT 1
  MATCH (c:Change {load: last.load}) RETURN c
}
WITH c WHERE coalesce(c.article = $article, true) AND coalesce(c.load = $load, true) AND coalesce(c.at >= $since, true)
WITH c, reduce(rows = [], change IN ['added', 'strengthened', 'contradicted', 'removed'] |
          rows + [n IN range(0, size(coalesce(c[change], [])) - 1) |
                  {change: change, fact: c[change + '_facts'][n], edge: c[change][n], claim: c[change + '_claims'][n]}]) AS rows
ORDER BY c.at DESC, c.load, c.article
UNWIND CASE rows WHEN [] THEN [{}] ELSE rows END AS row
WITH c, row SKIP $offset LIMIT $limit
OPTIONAL MATCH (k:Claim {id: row.claim})
// both ends are bound, so that the one with fewer edges is looked through; the fact may have moved since, with its claim
OPTIONAL MATCH fact = (s:Entity {id: k.subject})-[r {id: coalesce(k.edge, row.edge)}]->(o:Entity|Claim {id: k.object})
OPTIONAL MATCH (about:Entity {id: k.subject})
OPTIONAL MATCH value = (k)-[:CLAIM_SUBJECT]->(:Entity)
RETURN c.at AS at, c.load AS load_id, c.name AS report, c.outcome AS outcome, row.change AS change, row.fact AS fact,
       coalesce(about['name_' + $lang], about.name) AS thing, about.id AS thing_id,
       k.modality AS modality, k.quote AS quote, c.article AS article, k.char_start AS char_start, k.char_end AS char_end,
       k.id AS claim_id, coalesce(k.edge, row.edge) AS edge, coalesce(fact, value) AS p
