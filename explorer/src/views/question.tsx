/** A question of the catalogue: its form, made from its file's header, and its answer. */

import { type Address, at } from "../address"
import { AnswerTable } from "../parts/answer-table"
import { Answered } from "../parts/answered"
import { Page } from "../parts/page"
import { type About, ASKED, Catalogued, QuestionForm, queryOf, savedAs } from "../parts/question-form"
import { useWords } from "../words"

const WORDS = {
  cypher: { en: "As Cypher, for Neo4j Browser", fr: "En Cypher, pour Neo4j Browser" },
  example: { en: "Ask an example", fr: "Poser un exemple" },
}

export default function Question({ address }: { address: Address }) {
  return (
    <Catalogued question={address.rest}>{(about) => <Asking about={about} address={address} />}</Catalogued>
  )
}

function Asking({ about, address }: { about: About; address: Address }) {
  const say = useWords(WORDS)
  const { lang, params } = address
  const needed = about.parameters.filter((each) => each.required)
  const ready = needed.every((each) => params.get(each.name)) && (needed.length > 0 || params.has(ASKED))
  const query = queryOf(about, address)
  const example = <a href={at("question", about.name, exampleOf(about))}>{say("example")}</a>
  return (
    <Page
      title={about.title[lang]}
      saved={ready ? savedAs(about, query) : undefined}
      lead={<p class="lead">{about.summary[lang]}</p>}
    >
      <QuestionForm about={about} address={address} beside={example} />
      {ready && (
        <Answered about={about} query={query}>
          {(answer) => <AnswerTable answer={answer} caption={about.title[lang]} />}
        </Answered>
      )}
      <details class="cypher">
        <summary>{say("cypher")}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <pre tabIndex={0}>{about.cypher}</pre>
      </details>
    </Page>
  )
}

function exampleOf(about: About): Record<string, string> {
  const given = Object.entries(about.example).map(([name, value]) => [name, String(value)])
  return { ...Object.fromEntries(given), [ASKED]: "1" }
}
