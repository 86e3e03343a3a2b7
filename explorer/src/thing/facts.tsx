/** A section of a profile: the things that facts of one kind tie to it, each with the sentence it rests on. */

import { useEffect } from "preact/hooks"
import { at } from "../address"
import { type Answer, ask, type Schemas, useAsked } from "../api"
import { dateInWords } from "../dates"
import { useLabels } from "../ontology"
import { AnswerTable } from "../parts/answer-table"
import { Asked } from "../parts/asked"
import { More, useShownPages } from "../parts/more"
import { ThingLink } from "../parts/thing"
import { Sentence } from "../parts/told"
import { useWords } from "../words"
import type { Question, Section } from "./sections"

const WORDS = {
  attested: { en: "attested {date}", fr: "attesté : {date}" },
  ordinal: { en: "no. {n}", fr: "n° {n}" },
  claim: { en: "what was claimed", fr: "ce qui est affirmé" },
  all: { en: "The whole answer", fr: "La réponse entière" },
}
const MOST = 20 // lines of a section, and of each page that follows

type Fact = Schemas["Fact"]
type Neighbour = Schemas["Neighbour"]

/** Told which facts a section shows, so that what is on screen can be saved. */
export type Show = (section: string, facts: string[]) => void

type FactsProps = { id: string; section: Section; total: number; show: Show }

export function Facts({ id, section, total, show }: FactsProps) {
  const { lang } = useLabels()
  const { type, direction, cls } = section
  const name = [type, direction, cls].filter(Boolean).join("-")
  const query = new URLSearchParams({
    type,
    direction,
    ...(cls && { class: cls }),
    lang,
    limit: String(MOST),
  })
  const list = useShownPages<Schemas["Neighbours"]>(`${addressOf(id)}/neighbours?${query}`, name)
  const neighbours = list.pages.flatMap((each) => each.neighbours)
  useShown(
    name,
    neighbours.flatMap((each) => each.facts.map((fact) => fact.id)),
    show,
  )
  if (list.asked.state === "there" && !neighbours.length) return null // all its facts are with other classes
  return (
    <section class="facts">
      <h2 id={name}>
        {section.heading[lang]} {!cls && <small>{total.toLocaleString(lang)}</small>}
      </h2>
      <More of={list} name={name}>
        {() => (
          <ul class="things" aria-labelledby={name}>
            {neighbours.map((each) => (
              <Line key={each.id} neighbour={each} />
            ))}
          </ul>
        )}
      </More>
    </section>
  )
}

function Line({ neighbour }: { neighbour: Neighbour }) {
  const say = useWords(WORDS)
  const { lang } = useLabels()
  const { id, name, class: cls, about, facts } = neighbour
  return (
    <li>
      {cls === "Claim" ? (
        <a href={at("question", "evidence", { of: id })}>{name}</a>
      ) : (
        <ThingLink id={id} name={name} cls={cls} />
      )}
      {cls === "Claim" && <span class="note"> {say("claim")}</span>}
      {about && <span class="note"> · {dateInWords(about, lang)}</span>}
      {facts.map((each) => (
        <Rests key={each.id} fact={each} />
      ))}
    </li>
  )
}

/** What qualifies a fact, its sentence, and behind that the passage it rests on. */
function Rests({ fact }: { fact: Fact }) {
  const qualified = useQualified(fact)
  return (
    <>
      {qualified.length > 0 && <span class="note"> · {qualified.join(" · ")}</span>}
      <Sentence passage={fact.passage} />
    </>
  )
}

/** Return what qualifies a fact, in words: in which capacity, how, which number in a row, and when. */
function useQualified({ properties }: Fact): string[] {
  const say = useWords(WORDS)
  const labels = useLabels()
  const { start, end, attested, rank, role, mode, tenure, ordinal } = properties
  const day = (edtf: unknown) => dateInWords(String(edtf), labels.lang)
  const code = (list: string, value: unknown) => typeof value === "string" && labels.ofCode(list, value)
  return [
    rank,
    code("role", role),
    code("mode", mode),
    code("tenure", tenure),
    ordinal && say("ordinal", { n: String(ordinal) }),
    (start || end) && day(`${start ?? ".."}/${end ?? ".."}`),
    attested && say("attested", { date: [attested].flat().map(day).join(", ") }),
  ]
    .filter(Boolean)
    .map(String)
}

type AnswerSectionProps = { id: string; question: Question; show: Show }

/** A question's answer about the thing, as a section. */
export function AnswerSection({ id, question, show }: AnswerSectionProps) {
  const say = useWords(WORDS)
  const { lang } = useLabels()
  const title = question.heading[lang]
  const query = { ...question.query, [question.parameter]: id, lang }
  const asked = useAsked(`${question.name} ${id} ${lang}`, (signal) =>
    ask(question.name, { ...query, limit: MOST }, signal),
  )
  useShown(question.name, asked.state === "there" ? factsOf(asked.value) : [], show)
  if (asked.state === "there" && !asked.value.rows.length) return null
  return (
    <section class="facts">
      <h2>{title}</h2>
      <Asked of={asked}>
        {(answer) => (
          <>
            <AnswerTable answer={answer} caption={title} />
            {answer.next && (
              <p class="more">
                <a href={at("question", question.name, query)}>{say("all")}</a>
              </p>
            )}
          </>
        )}
      </Asked>
    </section>
  )
}

function factsOf(answer: Answer): string[] {
  return answer.graph.edges.map((each) => each.id)
}

function useShown(section: string, facts: string[], show: Show): void {
  useEffect(() => show(section, facts), [facts.join()])
}

/** Return where the API tells of a thing. */
export function addressOf(id: string): string {
  return `/v1/entities/${id.split("/").map(encodeURIComponent).join("/")}`
}
