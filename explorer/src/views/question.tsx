/** A question of the catalogue: its form, made from its file's header, and its answer. */

import { type Address, at, go, type Lang, withValues } from "../address"
import { ask, client, got, type Schemas, useAsked } from "../api"
import { AnswerTable } from "../parts/answer-table"
import { Asked } from "../parts/asked"
import { LookedAt, Nothing } from "../parts/nothing"
import { Page } from "../parts/page"
import { ThingField } from "../parts/thing-field"
import { useWords } from "../words"

const WORDS = {
  ask: { en: "Ask", fr: "Demander" },
  more: { en: "More options", fr: "Plus d’options" },
  next: { en: "Next rows", fr: "Lignes suivantes" },
  cypher: { en: "As Cypher, for Neo4j Browser", fr: "En Cypher, pour Neo4j Browser" },
  example: { en: "Ask an example", fr: "Poser un exemple" },
  graph: { en: "As a graph", fr: "En graphe" },
  unknown: { en: "There is no such question", fr: "Cette question n’existe pas" },
}
/** Parameters of every question, put away until they are wanted. */
const COMMON = ["from", "to", "reported_from", "reported_to", "members", "inferred", "limit", "offset"]
/** Says that a question without a required parameter is asked, and not only looked at. */
const ASKED = "asked"
const DATE = "(\\d{4})(-\\d{2})?(-\\d{2})?"

type About = Schemas["QueryAbout"]
type Parameter = Schemas["ParameterAbout"]

export default function Question({ address }: { address: Address }) {
  const say = useWords(WORDS)
  const catalogue = useAsked("catalogue", (signal) => got(client.GET("/v1/queries", { signal })))
  return (
    <Asked of={catalogue}>
      {({ queries }) => {
        const about = queries.find((each) => each.name === address.rest)
        return about ? <Form about={about} address={address} /> : <Page title={say("unknown")}>{null}</Page>
      }}
    </Asked>
  )
}

function Form({ about, address }: { about: About; address: Address }) {
  const say = useWords(WORDS)
  const { lang, params } = address
  const fields = about.parameters.filter((each) => each.name !== "lang")
  const own = fields.filter((each) => !COMMON.includes(each.name))
  const common = fields.filter((each) => COMMON.includes(each.name))
  const needed = fields.filter((each) => each.required)
  const ready = needed.every((each) => params.get(each.name)) && (needed.length > 0 || params.has(ASKED))
  const query = new URLSearchParams(Object.entries(queryOf(address)))
  const saved = ready ? { path: `/v1/queries/${about.name}?${query}`, name: about.name } : undefined
  return (
    <Page title={about.title[lang]} saved={saved} lead={<p class="lead">{about.summary[lang]}</p>}>
      <form class="question" onSubmit={(event) => submit(event, fields, about.name)} key={String(params)}>
        {own.map((each) => (
          <Field key={each.name} parameter={each} address={address} />
        ))}
        {common.length > 0 && (
          <details open={common.some((each) => params.has(each.name))}>
            <summary>{say("more")}</summary>
            {common.map((each) => (
              <Field key={each.name} parameter={each} address={address} />
            ))}
          </details>
        )}
        <p class="row">
          <button type="submit">{say("ask")}</button>
          <a href={at("question", about.name, example(about))}>{say("example")}</a>
        </p>
      </form>
      {ready && <Answered about={about} query={queryOf(address)} lang={lang} />}
      <details class="cypher">
        <summary>{say("cypher")}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <pre tabIndex={0}>{about.cypher}</pre>
      </details>
    </Page>
  )
}

type AnsweredProps = { about: About; query: Record<string, string>; lang: Lang }

function Answered({ about, query, lang }: AnsweredProps) {
  const say = useWords(WORDS)
  const asked = useAsked(`${about.name}?${new URLSearchParams(query)}`, (signal) =>
    ask(about.name, query, signal),
  )
  return (
    <Asked of={asked}>
      {(answer) =>
        answer.rows.length === 0 ? (
          <Nothing coverage={answer.coverage} />
        ) : (
          <>
            <AnswerTable answer={answer} caption={about.title[lang]} />
            {answer.graph.nodes.length > 0 && (
              <p>
                <a href={at("graph", "", { question: about.name, ...query })}>{say("graph")}</a>
              </p>
            )}
            {answer.next && <a href={withValues({ offset: offsetOf(answer.next) })}>{say("next")}</a>}
            <LookedAt coverage={answer.coverage} />
          </>
        )
      }
    </Asked>
  )
}

function Field({ parameter, address }: { parameter: Parameter; address: Address }) {
  const { name, type, required } = parameter
  const label = parameter.label[address.lang]
  const value = address.params.get(name) ?? ""
  const initial = value || (parameter.default === null ? "" : String(parameter.default))
  if (type === "entity")
    return (
      <ThingField
        label={label}
        value={value}
        classes={parameter.classes}
        required={required}
        choose={(found) => go(withValues({ [name]: found?.id ?? null, offset: null }))}
      />
    )
  if (type === "boolean")
    return (
      <label class="field check">
        <input type="checkbox" name={name} defaultChecked={initial === "true"} value="true" /> {label}
      </label>
    )
  if (parameter.values.length > 0)
    return (
      <label class="field">
        {label}
        <select name={name} defaultValue={initial}>
          {parameter.values.map((each) => (
            <option key={each} selected={each === initial}>
              {each}
            </option>
          ))}
        </select>
      </label>
    )
  return (
    <label class="field">
      {label}
      <input
        name={name}
        defaultValue={initial}
        required={required}
        {...(type === "integer" && { inputMode: "numeric", pattern: "\\d+" })}
        {...(type === "date" && { placeholder: "2024-02", pattern: DATE })}
      />
    </label>
  )
}

/** Ask by going to the address that says what is asked; what is a default isn't said. */
function submit(event: SubmitEvent, fields: Parameter[], question: string): void {
  event.preventDefault()
  const filled = new FormData(event.currentTarget as HTMLFormElement)
  const here = new URLSearchParams(location.hash.split(/\?(.*)/s)[1])
  const values: Record<string, string | null> = {}
  for (const { name, type, default: usual } of fields) {
    if (type === "entity") values[name] = here.get(name)
    else if (type === "boolean") values[name] = String(filled.get(name) === "true")
    else values[name] = String(filled.get(name) ?? "").trim() || null
    if (name === "offset" || (values[name] === String(usual) && fields.length > 1)) values[name] = null
  }
  go(at("question", question, { ...values, [ASKED]: "1" }))
}

function example(about: About): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(about.example).map(([name, value]) => [name, String(value)])),
    [ASKED]: "1",
  }
}

/** Return what is asked of the API. */
function queryOf({ params, lang }: Address): Record<string, string> {
  const { [ASKED]: _, ...query } = Object.fromEntries(params)
  return { ...query, lang }
}

function offsetOf(next: string): string | null {
  return new URLSearchParams(next.split("?")[1]).get("offset")
}
