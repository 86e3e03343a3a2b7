/** Who met whom: of one person, post or partner, or between two; the three levels apart, each meeting once. */

import { type Address, at, type Lang, useAddress } from "../address"
import type { Answer, Row } from "../api"
import { dateInWords } from "../dates"
import { useLabels } from "../ontology"
import { useCount } from "../parts/answered"
import { OfPair, usePair } from "../parts/pair"
import { type About, COMMON } from "../parts/question-form"
import { ThingLink } from "../parts/thing"
import { shownName } from "../parts/thing-field"
import { Sentence } from "../parts/told"
import { among, factsOf, standing } from "../passages"
import { useWords } from "../words"

const WORDS = {
  of: { en: "Whom {a} met", fr: "Rencontres : {a}" },
  both: { en: "Meetings of {a} and {b}", fr: "Rencontres : {a} et {b}" },
  bilateral: {
    en: "Both are named, and there were two sides.",
    fr: "Les deux sont nommés, et il y avait deux côtés.",
  },
  plenary: {
    en: "Both are named, among more than two sides.",
    fr: "Les deux sont nommés, entre plus de deux côtés.",
  },
  institutions: {
    en: "A side isn’t named: its post, body or state stands for it. Whether two people met isn’t said.",
    fr: "Un côté n’est pas nommé : son poste, son organisme ou son État en tient lieu. Rien ne dit si deux personnes se sont rencontrées.",
  },
  undated: { en: "date not known", fr: "date inconnue" },
  with: { en: "with", fr: "avec" },
  presumed: { en: "presumably {name}", fr: "sans doute {name}" },
  via: { en: "through {name}", fr: "par {name}" },
  member: { en: "counted as a member: {name}", fr: "compté comme membre : {name}" },
  never: { en: "Who has never met", fr: "Qui ne s’est jamais rencontré" },
  between: { en: "All that links the two", fr: "Tout ce qui lie les deux" },
  timeline: { en: "In time", fr: "Dans le temps" },
  path: { en: "A path between them", fr: "Un chemin entre eux" },
}
const LEVELS = ["bilateral", "plenary", "institutions"] as const
const NAMES = { official: "a", other: "b" }
const AWAY = [...COMMON, "same_side"]

export default function Met({ address }: { address: Address }) {
  const say = useWords(WORDS)
  const { pair, named } = usePair(address)
  return (
    <OfPair
      question="who-met-whom"
      address={address}
      names={NAMES}
      away={AWAY}
      title={pair.a && say(pair.b ? "both" : "of", named)}
      instead={<a href={at("question", "never-met", pair)}>{say("never")}</a>}
      onwards={
        pair.b && (
          <>
            <a href={at("between", "", pair)}>{say("between")}</a>
            <a href={at("timeline", "", pair)}>{say("timeline")}</a>
            <a href={at("path", "", pair)}>{say("path")}</a>
          </>
        )
      }
    >
      {(answer, about) => <Levels answer={answer} about={about} lang={address.lang} />}
    </OfPair>
  )
}

type LevelsProps = { answer: Answer; about: About; lang: Lang }

function Levels({ answer, about, lang }: LevelsProps) {
  const say = useWords(WORDS)
  const count = useCount(answer)
  const level = about.columns.find((each) => each.name === "level")
  const shown = LEVELS.map((name) => ({ name, meetings: byMeeting(answer.rows, name) }))
  return (
    <>
      {shown.map(({ name, meetings }) =>
        meetings.length === 0 ? null : (
          <section key={name} aria-labelledby={`level-${name}`}>
            <h2 id={`level-${name}`}>
              {level?.values[name]?.[lang]} ({count(meetings.length)})
            </h2>
            <p class="note">{say(name)}</p>
            <ol class="lines">
              {meetings.map((rows) => (
                <Meeting key={String(rows[0]?.meeting_id)} rows={rows} answer={answer} />
              ))}
            </ol>
          </section>
        ),
      )}
    </>
  )
}

type MeetingProps = { rows: Row[]; answer: Answer }

function Meeting({ rows, answer }: MeetingProps) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const { lang } = useAddress()
  const [{ meeting, meeting_id, date, place }] = rows as [Row]
  const when = date ? dateInWords(String(date), lang) : say("undated")
  return (
    <li>
      <h3>
        <ThingLink id={String(meeting_id)} name={String(meeting)} cls="Meeting" />
      </h3>
      <p class="facts">
        <span>{when}</span>
        {place && <span>{String(place)}</span>}
      </p>
      <ul class="who">
        {rows.map((row) => (
          <li key={`${row.edge} ${row.via} ${row.rule}`}>
            {say("with")} <ThingLink id={String(row.met_id)} name={String(row.met)} />
            {row.presumed && (
              <span class="mark inferred">{say("presumed", { name: String(row.presumed) })}</span>
            )}
            {row.role && <span class="mark">{labels.ofCode("role", String(row.role))}</span>}
            {row.via && <span class="mark">{say("via", { name: String(row.via) })}</span>}
            {row.member && <span class="mark">{say("member", { name: String(row.member) })}</span>}
            {row.rule && <span class="mark inferred">{labels.ofCode("rule", String(row.rule))}</span>}
          </li>
        ))}
      </ul>
      {among(restsOn(rows, answer, lang), answer).map((each) => (
        <Sentence key={each.fact} passage={each} />
      ))}
    </li>
  )
}

/** Return the rows of a level by meeting, in their order. */
function byMeeting(rows: readonly Row[], level: string): Row[][] {
  return [
    ...Map.groupBy(
      rows.filter((row) => row.level === level),
      (row) => row.meeting_id,
    ).values(),
  ]
}

/** The facts of both sides, and by which they stand for who was asked for. A row names only that of whom was met. */
function restsOn(rows: readonly Row[], answer: Answer, lang: Lang): unknown[] {
  const others = new Set(answer.rows.map((row) => row.edge))
  const nodes = new Map(answer.graph.nodes.map((each) => [each.id, each]))
  const own = factsOf(rows[0]?.meeting_id, answer).filter(({ id, source }) => {
    const node = nodes.get(source)
    const named = node && shownName(node, lang)
    return !others.has(id) && rows.some((row) => (row.via ?? named) === named)
  })
  const people = [...own.map((each) => each.source), ...rows.map((row) => String(row.met_id))]
  return [...own.map((each) => each.id), ...rows.map((row) => row.edge), ...standing(people, answer)]
}
