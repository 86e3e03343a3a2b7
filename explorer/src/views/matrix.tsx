/** Partners by what ties each two of them: a table with a cell for each pair, which leads to what it counts. */

import { type Address, at, go, useAddress, withValues } from "../address"
import type { Answer } from "../api"
import { Answered, isWhole } from "../parts/answered"
import { Page } from "../parts/page"
import { type About, Catalogued, QuestionForm, queryOf, savedAs } from "../parts/question-form"
import { ThingLink } from "../parts/thing"
import { useWords } from "../words"

const WORDS = {
  count: { en: "Count", fr: "Compter" },
  partner: { en: "partner", fr: "partenaire" },
  total: { en: "total", fr: "total" },
  pair: { en: "{seen}, {a} and {b}: {numbers}", fr: "{seen}, {a} et {b} : {numbers}" },
  proposed: {
    en: "of their initiatives and agreements, {n} only planned or proposed",
    fr: "parmi leurs initiatives et leurs accords, {n} seulement prévus ou proposés",
  },
  planned: {
    en: "What is only planned or proposed counts among initiatives and agreements.",
    fr: "Ce qui est seulement prévu ou proposé compte parmi les initiatives et les accords.",
  },
  cut: {
    en: "These are {n} pairs, and there are more: totals and shades are of these alone.",
    fr: "Ce sont {n} paires, et il y en a d’autres : les totaux et les teintes ne portent que sur celles-ci.",
  },
  cell: { en: "In each cell: {what}.", fr: "Dans chaque case : {what}." },
  dashed: {
    en: "A broken line: some of its initiatives or agreements are only planned or proposed.",
    fr: "Un trait interrompu : une partie des initiatives ou des accords est seulement prévue ou proposée.",
  },
  shown: {
    en: "The {n} of {all} partners with most.",
    fr: "Les {n} partenaires sur {all} qui en ont le plus.",
  },
  more: { en: "Show more partners", fr: "Montrer plus de partenaires" },
  none: {
    en: "No two partners have any of what is counted.",
    fr: "Aucune paire n’a rien de ce qui est compté.",
  },
}
const QUESTION = "partner-matrix"
const COUNTED = ["meetings", "initiatives", "agreements"] as const
const USUAL: readonly string[] = ["meetings", "initiatives"]
const AWAY = ["of", "reported_from", "reported_to", "limit"]
/** What a cell's link takes along. */
const PERIOD = ["from", "to", "reported_from", "reported_to"]
const PAIRS = "2000" // rows, at most
const STEP = 40 // partners at once

type Counted = (typeof COUNTED)[number]
type Pair = { a: string; b: string; numbers: number[]; total: number; proposed: number }
type Partner = { id: string; name: string; total: number }

export default function Matrix({ address }: { address: Address }) {
  return <Catalogued question={QUESTION}>{(about) => <Shown about={about} address={address} />}</Catalogued>
}

function Shown({ about, address }: { about: About; address: Address }) {
  const say = useWords(WORDS)
  const { lang, params } = address
  const asked = params.getAll("count")
  const counted = COUNTED.filter((each) => (asked.length ? asked : USUAL).includes(each))
  const query = { limit: PAIRS, ...queryOf(about, address) }
  const label = (what: Counted) => about.columns.find((each) => each.name === what)?.label[lang] ?? what
  const turn = (what: Counted) => {
    const left = COUNTED.filter((each) => counted.includes(each) !== (each === what))
    if (left.length) go(withValues({ count: left.join() === USUAL.join() ? null : [...left] }))
  }
  const choice = (
    <fieldset class="row choice">
      <legend>{say("count")}</legend>
      {COUNTED.map((each) => (
        <label key={each}>
          <input
            type="checkbox"
            checked={counted.includes(each)}
            disabled={counted.length === 1 && counted.includes(each)}
            onChange={() => turn(each)}
          />{" "}
          {label(each)}
        </label>
      ))}
    </fieldset>
  )
  return (
    <Page
      title={about.title[lang]}
      saved={savedAs(about, query)}
      lead={<p class="lead">{about.summary[lang]}</p>}
    >
      <QuestionForm about={about} address={address} away={AWAY} also={choice} />
      <Answered about={about} query={query}>
        {(answer) => (
          <Table
            answer={answer}
            counted={counted}
            labels={counted.map(label)}
            most={Number(params.get("shown")) || STEP}
          />
        )}
      </Answered>
    </Page>
  )
}

type TableProps = { answer: Answer; counted: readonly Counted[]; labels: string[]; most: number }

function Table({ answer, counted, labels, most }: TableProps) {
  const say = useWords(WORDS)
  const pairs = pairsOf(answer, counted)
  const partners = partnersOf(pairs, answer)
  if (!partners.length) return <p class="nothing">{say("none")}</p>
  const shown = partners.slice(0, most)
  const cells = new Map(
    pairs.flatMap((each) => [[`${each.a} ${each.b}`, each] as const, [`${each.b} ${each.a}`, each] as const]),
  )
  const largest = Math.max(...pairs.map((each) => each.total))
  return (
    <>
      <p class="note">
        {say("cell", { what: labels.join(" · ") })} {acts(counted) && `${say("planned")} ${say("dashed")}`}
      </p>
      {!isWhole(answer) && <p class="note">{say("cut", { n: answer.rows.length })}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="table matrix" aria-label={labels.join(", ")} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("partner")}</th>
              <th scope="col">{say("total")}</th>
              {shown.map((each) => (
                <th key={each.id} scope="col" class="upright">
                  <span>{each.name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <ThingLink id={row.id} name={row.name} />
                </th>
                <td>{row.total}</td>
                {shown.map((column) => (
                  <Cell
                    key={column.id}
                    one={row}
                    other={column}
                    pair={cells.get(`${row.id} ${column.id}`)}
                    labels={labels}
                    largest={largest}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {shown.length < partners.length && (
        <p>
          {say("shown", { n: shown.length, all: partners.length })}{" "}
          <a href={withValues({ shown: String(most + STEP) })}>{say("more")}</a>
        </p>
      )}
    </>
  )
}

type CellProps = {
  one: Partner
  other: Partner
  pair: Pair | undefined
  labels: string[]
  largest: number
}

/** The numbers of a pair, on a ground that is darker the more they are, as a link to what they count. */
function Cell({ one, other, pair, labels, largest }: CellProps) {
  const say = useWords(WORDS)
  const { params } = useAddress()
  if (one.id === other.id) return <td class="self" />
  if (!pair?.total) return <td />
  const period = Object.fromEntries(PERIOD.map((name) => [name, params.get(name)]))
  const numbers = pair.numbers.map((number, place) => `${number} ${labels[place]}`)
  const seen = pair.numbers.join(" · ")
  if (pair.proposed) numbers.push(say("proposed", { n: pair.proposed }))
  return (
    <td style={{ "--share": String(pair.total / largest) }} class={pair.proposed ? "some planned" : "some"}>
      <a
        href={at("between", "", { a: one.id, b: other.id, ...period })}
        aria-label={say("pair", { seen, a: one.name, b: other.name, numbers: numbers.join(", ") })}
      >
        {seen}
      </a>
    </td>
  )
}

function pairsOf(answer: Answer, counted: readonly Counted[]): Pair[] {
  return answer.rows.map((row) => {
    const numbers = counted.map((each) => Number(row[each]))
    return {
      a: String(row.a_id),
      b: String(row.b_id),
      numbers,
      total: sum(numbers),
      proposed: acts(counted) ? Number(row.proposed) : 0,
    }
  })
}

/** Whether anything is counted that may be only planned or proposed: a meeting was held. */
function acts(counted: readonly Counted[]): boolean {
  return counted.some((each) => each !== "meetings")
}

/** Return the partners that have any of what is counted, those with most first. */
function partnersOf(pairs: readonly Pair[], { rows }: Answer): Partner[] {
  const names = new Map(rows.flatMap((row) => [[row.a_id, row.a] as const, [row.b_id, row.b] as const]))
  return [...names]
    .map(([id, name]) => ({
      id: String(id),
      name: String(name),
      total: sum(pairs.filter((each) => each.a === id || each.b === id).map((each) => each.total)),
    }))
    .filter((each) => each.total > 0)
    .sort((one, other) => other.total - one.total || one.name.localeCompare(other.name))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0)
}
