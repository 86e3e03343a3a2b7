/** Paths between two things: each a chain of facts, each fact with its sentence and passage. */

import { useState } from "preact/hooks"
import { type Address, at, useAddress } from "../address"
import type { Answer, Node, Row } from "../api"
import { OfPair, usePair } from "../parts/pair"
import { ThingLink } from "../parts/thing"
import { shownName } from "../parts/thing-field"
import { Told } from "../parts/told"
import { among } from "../passages"
import { useWords } from "../words"

const WORDS = {
  title: { en: "Paths between {a} and {b}", fr: "Chemins : {a} et {b}" },
  people: {
    en: "Through people alone, and what they took part in.",
    fr: "Par des personnes seulement, et ce à quoi elles ont pris part.",
  },
  parties: {
    en: "Through people, states and organisations, and what they took part in.",
    fr: "Par des personnes, des États et des organisations, et ce à quoi ils ont pris part.",
  },
  posts: {
    en: "Through people, states, organisations and posts, and what they took part in.",
    fr: "Par des personnes, des États, des organisations et des postes, et ce à quoi ils ont pris part.",
  },
  wider: {
    en: "Wider than asked: the rule that was asked for finds no path.",
    fr: "Plus large que demandé : la règle demandée ne trouve aucun chemin.",
  },
  one: { en: "One fact", fr: "Un fait" },
  facts: { en: "{n} facts", fr: "{n} faits" },
  between: { en: "All that links the two", fr: "Tout ce qui lie les deux" },
  met: { en: "Their meetings", fr: "Leurs rencontres" },
}
/** Of these the page tells what may stand in between. */
const RULES = ["people", "parties", "posts"] as const

export default function Path({ address }: { address: Address }) {
  const say = useWords(WORDS)
  const { pair, named } = usePair(address)
  return (
    <OfPair
      question="paths"
      address={address}
      title={pair.a && pair.b && say("title", named)}
      onwards={
        <>
          <a href={at("between", "", pair)}>{say("between")}</a>
          <a href={at("met", "", pair)}>{say("met")}</a>
        </>
      }
    >
      {(answer) => <Found answer={answer} />}
    </OfPair>
  )
}

function Found({ answer }: { answer: Answer }) {
  const say = useWords(WORDS)
  const [first] = answer.rows
  const rule = RULES.find((each) => each === first?.through)
  return (
    <>
      <p>
        {rule && say(rule)} {first?.wider && <strong>{say("wider")}</strong>}
      </p>
      <ol class="lines">
        {answer.rows.map((row, place) => (
          <Chain key={String(row.edges)} row={row} answer={answer} open={place === 0} />
        ))}
      </ol>
    </>
  )
}

type Hop = { to: Node | undefined; fact: unknown }

function Chain({ row, answer, open }: { row: Row; answer: Answer; open: boolean }) {
  const say = useWords(WORDS)
  const [shown, show] = useState(open)
  const length = Number(row.length)
  const hops = shown ? hopsOf(row, answer) : []
  return (
    <li>
      <details open={shown} onToggle={(event) => show(event.currentTarget.open)}>
        <summary>
          {(row.names as string[]).join(" → ")}{" "}
          <span class="mark">{length === 1 ? say("one") : say("facts", { n: length })}</span>
        </summary>
        <ol class="chain">
          {hops.map(({ to, fact }) => (
            <li key={String(fact)}>
              {among([fact], answer).map((each) => (
                <Told key={each.fact} passage={each} />
              ))}
              {to && <Thing node={to} />}
            </li>
          ))}
        </ol>
      </details>
    </li>
  )
}

function Thing({ node }: { node: Node }) {
  const { lang } = useAddress()
  return <ThingLink id={node.id} name={shownName(node, lang)} cls={node.labels[0] ?? ""} />
}

/** Follow a chain's facts from the end that was asked for, which is its first hop, with no fact. */
function hopsOf(row: Row, { graph, parameters }: Answer): Hop[] {
  const node = (id: unknown) => graph.nodes.find((each) => each.id === id)
  let here = parameters.a
  const hops: Hop[] = [{ to: node(here), fact: null }]
  for (const fact of row.edges as string[]) {
    const edge = graph.edges.find((each) => each.id === fact)
    here = edge?.source === here ? edge?.target : edge?.source
    hops.push({ to: node(here), fact })
  }
  return hops
}
