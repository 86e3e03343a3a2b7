// What was loaded
//
// title.fr = "Ce qui a été chargé"
// summary.en = "Which articles the graph knows, by publisher and language, or one by one: how many, of which dates, and how much they claim. What no article here tells was not looked at; that is another thing than none."
// summary.fr = "Quels articles le graphe connaît, par éditeur et par langue, ou un à un : combien, de quelles dates, et combien d'assertions ils portent. Ce qu'aucun de ces articles ne dit n'a pas été regardé, ce qui n'est pas la même chose qu'aucun."
// modality = ["asserted", "planned", "proposed"]
// [params.of]
// type = "entity"
// optional = true
// label = {en = "only articles that mention this", fr = "seulement les articles qui mentionnent ceci"}
// [params.by]
// type = "choice"
// values = ["publisher", "article"]
// default = "publisher"
// label = {en = "one row a publisher and language, or one an article", fr = "une ligne par éditeur et langue, ou par article"}
// [params.publisher]
// type = "string"
// optional = true
// label = {en = "only this publisher's articles", fr = "seulement les articles de cet éditeur"}
// [params.language]
// type = "string"
// optional = true
// label = {en = "only articles in this language (fr)", fr = "seulement les articles dans cette langue (fr)"}
// [columns]
// language = {type = "string", label = {en = "language", fr = "langue"}}
// articles = {type = "integer", label = {en = "articles", fr = "articles"}}
// issued_first = {type = "string", label = {en = "first issued", fr = "premier paru"}}
// issued_last = {type = "string", label = {en = "last issued", fr = "dernier paru"}}
// without_date = {type = "integer", label = {en = "without a date", fr = "sans date"}}
// claims = {type = "integer", label = {en = "claims", fr = "assertions"}}
// [example]
CALL () {
  WITH $of AS of WHERE of IS NULL
  MATCH (a:Article) RETURN a
  UNION
  MATCH (a:Article)-[:MENTIONS]->(:Entity {id: $of}) RETURN a
}
WITH a WHERE coalesce(a.publisher = $publisher, $publisher IS NULL) AND coalesce(a.language = $language, $language IS NULL)
         AND ($reported_from IS NULL OR a.issued >= left($reported_from, size(a.issued)))
         AND ($reported_to IS NULL OR left(a.issued, size($reported_to)) <= $reported_to)
WITH a.publisher AS publisher, a.language AS language, CASE $by WHEN 'article' THEN a.id END AS article,
     count(*) AS articles, min(a.issued) AS issued_first, max(a.issued) AS issued_last, count(*) - count(a.issued) AS without_date,
     sum(COUNT { (a)<-[:EVIDENCED_BY]-() }) AS claims, max([coalesce(a.issued, ''), a.id])[1] AS last
ORDER BY publisher, language, article
SKIP $offset LIMIT $limit
// the picture shows the last article of each row
CALL (last) {
  WITH last WHERE $of IS NULL
  MATCH p = (:Article {id: last}) RETURN p
  UNION
  MATCH p = (:Article {id: last})-[:MENTIONS]->(:Entity {id: $of}) RETURN p LIMIT 1
}
RETURN publisher AS publisher, language AS language, article AS article, articles AS articles, issued_first AS issued_first,
       issued_last AS issued_last, without_date AS without_date, claims AS claims, p AS p
ORDER BY publisher, language, article
