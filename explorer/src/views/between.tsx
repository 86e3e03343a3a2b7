/** What links two partners: themselves, through somebody, through a body; each by what it is. */

import { type Address, at, useAddress } from "../address"
import type { Answer, Row } from "../api"
import { dateInWords } from "../dates"
import { useLabels } from "../ontology"
import { isWhole, useCount } from "../parts/answered"
import { OfPair, type Pair, usePair } from "../parts/pair"
import type { About } from "../parts/question-form"
import { ThingLink } from "../parts/thing"
import { Sentence } from "../parts/told"
import { among, factsOf, standing } from "../passages"
import { useWords } from "../words"

const WORDS = {
  title: { en: "What links {a} and {b}", fr: "Liens : {a} et {b}" },
  direct: {
    en: "Both did it themselves, or belong together.",
    fr: "Tous deux l’ont fait eux-mêmes, ou vont ensemble.",
  },
  via: {
    en: "An official in their time, a post or a body of theirs did it.",
    fr: "C’est le fait d’un de leurs responsables, le temps de son mandat, d’un poste ou d’un organisme à eux.",
  },
  body: {
    en: "Only a body did it that one of them is a member of; or both are its members.",
    fr: "C’est seulement le fait d’un organisme dont l’un est membre ; ou tous deux en sont membres.",
  },
  Meeting: { en: "Meetings", fr: "Réunions" },
  Initiative: { en: "Initiatives", fr: "Initiatives" },
  Agreement: { en: "Agreements", fr: "Accords" },
  Statement: { en: "Statements", fr: "Déclarations" },
  Organization: { en: "Memberships", fr: "Appartenances" },
  part: { en: "{name}: {did}", fr: "{name} : {did}" },
  through: { en: "through {name}", fr: "par {name}" },
  met: { en: "Their meetings by level", fr: "Leurs rencontres par niveau" },
  domains: { en: "Domains they share", fr: "Domaines qu’ils partagent" },
  agreements: { en: "Agreements between them", fr: "Accords entre eux" },
  never: {
    en: "No meeting of theirs: who never met whom",
    fr: "Aucune réunion entre eux : qui n’a jamais rencontré qui",
  },
  timeline: { en: "In time", fr: "Dans le temps" },
  path: { en: "Paths between them", fr: "Chemins entre eux" },
}
const HOW = ["direct", "via", "body"] as const
/** A membership's class is the body's: an organisation's, or a state's. */
const TIES = ["Meeting", "Initiative", "Agreement", "Statement", "Organization"] as const

export default function Between({ address }: { address: Address }) {
  const say = useWords(WORDS)
  const { pair, named } = usePair(address)
  const never = <a href={at("question", "never-met", pair)}>{say("never")}</a>
  return (
    <OfPair
      question="ties-between"
      address={address}
      title={pair.a && pair.b && say("title", named)}
      instead={never}
      onwards={
        <>
          <a href={at("met", "", pair)}>{say("met")}</a>
          <a href={at("question", "domains-between", pair)}>{say("domains")}</a>
          <a href={at("question", "agreements-between", pair)}>{say("agreements")}</a>
          <a href={at("timeline", "", pair)}>{say("timeline")}</a>
          <a href={at("path", "", pair)}>{say("path")}</a>
        </>
      }
    >
      {(answer, about) => (
        <>
          {HOW.map((how) => (
            <Group key={how} how={how} about={about} answer={answer} named={named} />
          ))}
          {isWhole(answer) && !answer.rows.some((row) => row.tie === "Meeting") && <p>{never}</p>}
        </>
      )}
    </OfPair>
  )
}

type GroupProps = { how: (typeof HOW)[number]; about: About; answer: Answer; named: Pair }

function Group({ how, about, answer, named }: GroupProps) {
  const say = useWords(WORDS)
  const { lang } = useAddress()
  const count = useCount(answer)
  const rows = answer.rows.filter((row) => row.how === how)
  if (!rows.length) return null
  return (
    <section aria-labelledby={`how-${how}`}>
      <h2 id={`how-${how}`}>
        {about.columns.find((each) => each.name === "how")?.values[how]?.[lang]} ({count(rows.length)})
      </h2>
      <p class="note">{say(how)}</p>
      {TIES.map((tie) => {
        // what is only planned or proposed after what is so
        const found = rows
          .filter((row) => tieOf(row) === tie)
          .sort((one, other) => Number(one.modality !== "asserted") - Number(other.modality !== "asserted"))
        return found.length === 0 ? null : (
          <section key={tie} aria-labelledby={`${how}-${tie}`}>
            <h3 id={`${how}-${tie}`}>
              {say(tie)} ({count(found.length)})
            </h3>
            <ul class="lines">
              {found.map((row) => (
                <Tie key={row.thing_id as string} row={row} answer={answer} named={named} />
              ))}
            </ul>
          </section>
        )
      })}
    </section>
  )
}

type TieProps = { row: Row; answer: Answer; named: Pair }

function Tie({ row, answer, named }: TieProps) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const { lang } = useAddress()
  const { thing, thing_id: id, tie, date, modality, status, format, body } = row
  const said = [...new Set([modality !== "asserted" && modality, tie !== "Statement" && status])].filter(
    Boolean,
  )
  return (
    <li class={String(modality)}>
      <h4>
        <ThingLink id={String(id)} name={String(thing)} cls={String(tie)} />
      </h4>
      <p class="facts">
        {date && <span>{dateInWords(String(date), lang)}</span>}
        {said.map((code) => (
          <span key={String(code)} class={`mark ${code}`}>
            {labels.ofCode(code === status ? "status" : "modality", String(code))}
          </span>
        ))}
        {format && <span class="mark">{labels.ofCode("format", String(format))}</span>}
        {body && <span class="mark">{say("through", { name: String(body) })}</span>}
      </p>
      <ul class="who">
        <Part name={named.a} did={row.a_did} via={row.a_via} />
        <Part name={named.b} did={row.b_did} via={row.b_via} />
      </ul>
      {among(restsOn(row, answer), answer).map((each) => (
        <Sentence key={each.fact} passage={each} />
      ))}
    </li>
  )
}

function Part({ name, did, via }: { name: string; did: unknown; via: unknown }) {
  const say = useWords(WORDS)
  const labels = useLabels()
  return (
    <li>
      {say("part", { name, did: labels.ofRelation(String(did)) })}
      {via ? ` (${say("through", { name: String(via) })})` : ""}
    </li>
  )
}

function tieOf({ tie }: Row): unknown {
  return tie === "State" ? "Organization" : tie
}

/** The facts of both sides, and by which they stand for the partners; a row names one. Of a body only that they belong to it, not what it did. */
function restsOn(row: Row, answer: Answer): unknown[] {
  const did = [row.a_did, row.b_did]
  const parts = factsOf(row.thing_id, answer).filter(
    ({ type, target }) => did.includes(type) && (tieOf(row) !== "Organization" || target === row.thing_id),
  )
  const who = parts.flatMap(({ source, target }) => [source, target]).filter((id) => id !== row.thing_id)
  return [row.edge, ...parts.map((each) => each.id), ...standing(who, answer)]
}
