// Never met, as far as is known
//
// title.fr = "Jamais rencontrés, à ce qu'on sait"
// summary.en = "Whom an official, post or party is not known to have met: of a party, itself, its bodies, posts and officials; without a party, the states and organisations of the graph. Somebody in one meeting that was held, even on one side or behind their state, isn't listed; being named in one article is not a meeting, and neither is a plan, which is named. How many articles mention both, and the other at all, and from when to when, tells none found from not looked at: with 0 articles nothing was looked at. A meeting without a date may fall in any period."
// summary.fr = "Qui un responsable, un poste ou une partie n'a pas rencontré, à ce qu'on sait : d'une partie, elle-même, ses organismes, ses postes et ses responsables ; sans partie, les États et organisations du graphe. Qui était à une même réunion tenue, fût-ce du même côté ou derrière son État, n'y figure pas ; être nommé dans un même article n'est pas une rencontre, un projet non plus, qui est indiqué. Combien d'articles mentionnent les deux, combien l'autre, et de quand à quand, distingue « rien trouvé » de « pas regardé » : avec 0 article, rien n'a été regardé. Une réunion sans date peut tomber dans n'importe quelle période."
// modality = ["asserted", "planned", "proposed"]
// [params.a]
// type = "entity"
// classes = ["Official", "Post", "State", "Organization"]
// label = {en = "official, post or party", fr = "responsable, poste ou partie"}
// [params.b]
// type = "entity"
// optional = true
// classes = ["State", "Organization"]
// label = {en = "party whose bodies, posts and officials are looked at", fr = "partie dont on regarde les organismes, les postes et les responsables"}
// [columns]
// other = {type = "string", label = {en = "not known to have met", fr = "sans rencontre connue"}}
// other_id = {type = "string", label = {en = "id", fr = "identifiant"}}
// both = {type = "integer", label = {en = "articles on both", fr = "articles sur les deux"}}
// articles = {type = "integer", label = {en = "articles on the other", fr = "articles sur l'autre"}}
// issued_first = {type = "string", label = {en = "first issued", fr = "premier paru"}}
// issued_last = {type = "string", label = {en = "last issued", fr = "dernier paru"}}
// planned = {type = "array", label = {en = "planned meetings", fr = "réunions prévues"}}
// presumed_at = {type = "array", label = {en = "presumably met at", fr = "sans doute rencontré à"}}
// [example]
// a = "Shin Won-sik"
// b = "NATO"
MATCH (x:Entity {id: $a})
// whom it is asked about, and what keeps them out or is planned: gathered by whom, in one go
CALL (x) {
  MATCH p = (:Entity {id: $b}) (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (c:Entity)
  RETURN c, p, null AS m, null AS how
  UNION ALL
  WITH $b AS b WHERE b IS NULL
  MATCH p = (c:Party) RETURN c, p, null AS m, null AS how
  UNION ALL
  // whom x stands for, and who stands for x
  MATCH (x)-[:HELD_POST|POST_IN|PART_OF]->{0,4}(c:Entity) RETURN c, null AS p, null AS m, 'own' AS how
  UNION ALL
  MATCH (x)<-[:HELD_POST|POST_IN|PART_OF]-{1,4}(c:Entity) RETURN c, null AS p, null AS m, 'own' AS how
  UNION ALL
  // the meetings of x, or of whoever stands for it: a party's bodies, their posts, their holders, who do only in their time:
  // between start and end, where they are plain dates; one called former, until the last day they are attested in the post
  MATCH (x) (()<-[s:PART_OF|POST_IN|HELD_POST WHERE s.modality = 'asserted']-()){0,4} (a:Entity)
        -[r:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN]->(m:Meeting)
  WHERE m.status IN ['held', 'ongoing', 'ended', 'planned', 'proposed'] AND all(t IN s WHERE
    (coalesce(t.tenure, 'current') IN ['current', 'acting']
     OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(m.end, size(day)) <= day))
    AND NOT coalesce(t.start =~ '[-0-9]+' AND left(m.end, size(t.start)) < t.start, false)
    AND NOT coalesce(t.end =~ '[-0-9]+' AND left(m.start, size(t.end)) > t.end, false))
    // one without a date may have been in the period
    AND ($from IS NULL OR coalesce(m.end >= $from, true)) AND ($to IS NULL OR coalesce(left(m.start, size($to)) <= $to, true))
  // who else is there, and whom they stand for
  MATCH (m)<-[e:ATTENDED|REPRESENTED_AT|PARTICIPATES_IN]-(n:Entity)
        (()-[u:HELD_POST|POST_IN|PART_OF WHERE u.modality = 'asserted']->()){0,4} (c:Entity)
  WHERE all(t IN u WHERE
    (coalesce(t.tenure, 'current') IN ['current', 'acting']
     OR t.tenure = 'former' AND any(day IN [each IN coalesce(t.attested, []) + coalesce(t.end, []) | split(each, '/')[-1]] WHERE left(m.end, size(day)) <= day))
    AND NOT coalesce(t.start =~ '[-0-9]+' AND left(m.end, size(t.start)) < t.start, false)
    AND NOT coalesce(t.end =~ '[-0-9]+' AND left(m.start, size(t.end)) > t.end, false))
    AND ($reported_from IS NULL AND $reported_to IS NULL OR all(fact IN CASE WHEN r.rule IS NULL THEN [r.id] ELSE [r.represented, r.held] END
                       + CASE WHEN e.rule IS NULL THEN [e.id] ELSE [e.represented, e.held] END WHERE EXISTS {
      MATCH (:Claim {edge: fact})-[:EVIDENCED_BY]->(t:Article)
      WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
        AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to)
    }))
  WITH DISTINCT m, c, CASE
    WHEN m.status IN ['planned', 'proposed'] THEN 'planned'
    WHEN r.modality <> 'asserted' OR e.modality <> 'asserted' THEN null
    WHEN r.rule IS NOT NULL OR e.rule IS NOT NULL THEN 'presumed'
    ELSE 'met'
  END AS how
  RETURN c, null AS p, m, how
}
WITH x, c, p, m, how ORDER BY length(p), [r IN relationships(p) | r.id], m.end, m.id
WITH x, c, collect(p) AS ways, collect(DISTINCT how) AS hows,
     collect(CASE how WHEN 'planned' THEN coalesce(m['name_' + $lang], m.name) END) AS planned,
     collect(CASE how WHEN 'presumed' THEN coalesce(m['name_' + $lang], m.name) END) AS presumed_at
WHERE ways <> [] AND NOT 'own' IN hows AND NOT 'met' IN hows
CALL (x, c) {
  OPTIONAL MATCH (c)<-[:MENTIONS]-(t:Article)
  WHERE ($reported_from IS NULL OR t.issued >= left($reported_from, size(t.issued)))
    AND ($reported_to IS NULL OR left(t.issued, size($reported_to)) <= $reported_to)
  WITH DISTINCT x, t
  RETURN count(t) AS articles, min(t.issued) AS issued_first, max(t.issued) AS issued_last,
         sum(CASE WHEN EXISTS { (t)-[:MENTIONS]->(x) } THEN 1 ELSE 0 END) AS both
}
RETURN coalesce(c['name_' + $lang], c.name) AS other, c.id AS other_id,
       [cls IN labels(c) WHERE cls IN ['Official', 'Post', 'State', 'Organization']][0] AS class,
       both AS both, articles AS articles, issued_first AS issued_first, issued_last AS issued_last,
       planned AS planned, presumed_at AS presumed_at, ways[0] AS p
ORDER BY both DESC, articles DESC, other_id
SKIP $offset LIMIT $limit
