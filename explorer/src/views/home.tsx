/** The start: what the graph holds, and ways into it. */

import { at } from "../address"
import { Asked } from "../parts/asked"
import { LookedAt, Nothing, useLoaded } from "../parts/nothing"
import { Page } from "../parts/page"
import { useWords } from "../words"

const WORDS = {
  title: {
    en: "Who met whom, about what, and who says so",
    fr: "Qui a rencontré qui, à quel sujet, et qui le dit",
  },
  lead: {
    en: "A graph of defence relationships, in which every line shows the sentence it rests on.",
    fr: "Un graphe des relations de défense, où chaque ligne montre la phrase sur laquelle elle repose.",
  },
  met: {
    en: "Whom did somebody meet, at which level?",
    fr: "Qui quelqu’un a-t-il rencontré, et à quel niveau ?",
  },
  between: { en: "What links two partners?", fr: "Qu’est-ce qui lie deux partenaires ?" },
  path: {
    en: "How do two things hang together, sentence by sentence?",
    fr: "Par quelles phrases deux choses tiennent-elles ensemble ?",
  },
  timeline: { en: "What happened when?", fr: "Que s’est-il passé, et quand ?" },
  matrix: { en: "Who works with whom, and how often?", fr: "Qui travaille avec qui, et combien de fois ?" },
  graph: { en: "Look at the graph", fr: "Regarder le graphe" },
  questions: { en: "All questions", fr: "Toutes les questions" },
  articles: { en: "The articles", fr: "Les articles" },
}
const WAYS = ["met", "between", "path", "timeline", "matrix", "graph", "questions", "articles"] as const

export default function Home() {
  const say = useWords(WORDS)
  return (
    <Page title={say("title")} lead={<p class="lead">{say("lead")}</p>}>
      <ul class="cards ways">
        {WAYS.map((each) => (
          <li key={each}>
            <a href={at(each)}>{say(each)}</a>
          </li>
        ))}
      </ul>
      <Asked of={useLoaded()}>
        {({ coverage }) =>
          coverage.articles ? <LookedAt coverage={coverage} /> : <Nothing coverage={coverage} />
        }
      </Asked>
    </Page>
  )
}
