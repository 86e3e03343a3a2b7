/** What happened when: of a thing, between two partners, or in a period; as a picture of time, and as a list by year. */

import { type Address, at, go, useAddress, withValues } from "../address"
import type { Answer } from "../api"
import { bounds, dateInWords } from "../dates"
import { useLabels } from "../ontology"
import { Answered, useCount } from "../parts/answered"
import { Page } from "../parts/page"
import { type About, ASKED, Catalogued, QuestionForm, queryOf, savedAs } from "../parts/question-form"
import { ThingLink } from "../parts/thing"
import { ThingField, useName } from "../parts/thing-field"
import { Sentence } from "../parts/told"
import { byYear, dated, type Event, eventsOf } from "../timeline/events"
import { Picture, useWidth } from "../timeline/picture"
import { useWords } from "../words"

const WORDS = {
  of: { en: "Timeline of {a}", fr: "Chronologie : {a}" },
  pair: { en: "Timeline of {a} and {b}", fr: "Chronologie : {a} et {b}" },
  other: {
    en: "and another partner: what links the two",
    fr: "et un autre partenaire : ce qui lie les deux",
  },
  whole: { en: "The whole time", fr: "Toute la période" },
  only: { en: "Only {year}", fr: "Seulement {year}" },
  list: { en: "By year", fr: "Par année" },
  undated: { en: "Without a date ({n})", fr: "Sans date ({n})" },
  undatedNote: {
    en: "Nobody says when; they aren’t in the picture.",
    fr: "Personne ne dit quand ; ils ne sont pas dans l’image.",
  },
  absent: { en: "What has no date isn’t here.", fr: "Ce qui n’a pas de date n’est pas ici." },
  via: { en: "through {name}", fr: "par {name}" },
  with: { en: "with {name}", fr: "avec {name}" },
  between: { en: "All that links the two", fr: "Tout ce qui lie les deux" },
  met: { en: "Their meetings by level", fr: "Leurs rencontres par niveau" },
  thing: { en: "What it is", fr: "Ce que c’est" },
}
const MOST = "300" // rows, as many as one picture shows
const AWAY = ["reported_from", "reported_to", "members", "inferred", "limit"]
/** Narrower than this, in px, the list comes first. */
const NARROW = 520

export default function Timeline({ address }: { address: Address }) {
  const pair = address.params.get("a") && address.params.get("b")
  return (
    <Catalogued question={pair ? "ties-between" : "timeline"}>
      {(about) => <Shown about={about} address={address} />}
    </Catalogued>
  )
}

function Shown({ about, address }: { about: About; address: Address }) {
  const say = useWords(WORDS)
  const { lang, params } = address
  const b = params.get("b") ?? ""
  // one of two that is still alone is a thing
  const names: Record<string, string> = params.has("a") ? { of: "a" } : {}
  const a = params.get("a") ?? params.get("of") ?? ""
  const named = { a: useName(a), b: useName(b) }
  const pair = Boolean(a && b)
  const ready = Boolean(a || params.get("from") || params.get("to") || params.has(ASKED))
  const query = { limit: MOST, ...queryOf(about, address, names) }
  const period = { first: bounds(params.get("from")).first, last: bounds(params.get("to")).last }
  const another = (
    <ThingField
      label={say("other")}
      value=""
      classes={["Official", "Post", "State", "Organization"]}
      choose={(found) => found && go(withValues({ of: null, a, b: found.id, offset: null }))}
    />
  )
  return (
    <Page
      title={pair ? say("pair", named) : a ? say("of", named) : about.title[lang]}
      saved={ready ? savedAs(about, query) : undefined}
    >
      <QuestionForm about={about} address={address} names={names} away={AWAY} also={a && !b && another} />
      {(period.first || period.last) && (
        <p>
          <a href={withValues({ from: null, to: null, offset: null })}>{say("whole")}</a>
        </p>
      )}
      {ready && (
        <Answered about={about} query={query}>
          {(answer) => <Time answer={answer} period={period} pair={pair} />}
        </Answered>
      )}
      {pair ? (
        <p class="row onwards">
          <a href={at("between", "", { a, b })}>{say("between")}</a>
          <a href={at("met", "", { a, b })}>{say("met")}</a>
        </p>
      ) : (
        a && (
          <p>
            <a href={at("thing", a)}>{say("thing")}</a>
          </p>
        )
      )}
    </Page>
  )
}

type TimeProps = { answer: Answer; period: { first: string | null; last: string | null }; pair: boolean }

function Time({ answer, period, pair }: TimeProps) {
  const say = useWords(WORDS)
  const [frame, width] = useWidth<HTMLDivElement>()
  const { lang } = useAddress()
  const count = useCount(answer)
  const events = eventsOf(answer, lang)
  const undated = events.filter((each) => !dated(each))
  const picture = width > 0 && events.some(dated) && (
    <Picture key="picture" events={events} period={period} width={width} />
  )
  return (
    <div ref={frame}>
      {width >= NARROW && picture}
      <Years events={events.filter(dated)} count={count} />
      {width < NARROW && picture}
      {!pair && <p class="note">{say("absent")}</p>}
      {undated.length > 0 && (
        <section aria-labelledby="undated">
          <h2 id="undated">{say("undated", { n: count(undated.length) })}</h2>
          <p class="note">{say("undatedNote")}</p>
          <ol class="things">
            {undated.map((each) => (
              <Line key={each.key} event={each} />
            ))}
          </ol>
        </section>
      )}
    </div>
  )
}

type YearsProps = { events: readonly Event[]; count: (n: number) => string }

function Years({ events, count }: YearsProps) {
  const say = useWords(WORDS)
  return (
    <section aria-label={say("list")}>
      {byYear(events).map(([year, own]) => (
        <section key={year} aria-labelledby={`year-${year}`}>
          <h2 id={`year-${year}`}>
            {year} <small>({count(own.length)})</small>
          </h2>
          <a href={withValues({ from: year, to: year, offset: null })}>{say("only", { year })}</a>
          <ol class="things">
            {own.map((each) => (
              <Line key={each.key} event={each} />
            ))}
          </ol>
        </section>
      ))}
    </section>
  )
}

function Line({ event }: { event: Event }) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const { lang, params } = useAddress()
  const { modality, moment, via } = event
  // without a thing it is somebody who was in it
  const how = params.get("of") || params.get("a") ? "via" : "with"
  return (
    <li class={modality}>
      <p>
        {event.date && <strong>{dateInWords(event.date, lang)}</strong>}{" "}
        <ThingLink id={event.id} name={event.name} cls={event.cls} />{" "}
        {modality !== "asserted" && (
          <span class={`mark ${modality}`}>{labels.ofCode("modality", modality)}</span>
        )}{" "}
        {moment && <span class="mark">{moment}</span>}{" "}
        {via && <span class="mark">{say(how, { name: via })}</span>}
      </p>
      {event.passages.map((each) => (
        <Sentence key={each.fact} passage={each} />
      ))}
    </li>
  )
}
