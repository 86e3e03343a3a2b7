/** A question's form, made from its file's header: what it takes is in the address, and asking goes there. */

import type { ComponentChildren } from "preact"
import { useEffect, useRef } from "preact/hooks"
import { type Address, go, withValues } from "../address"
import { client, got, type Schemas, useAsked } from "../api"
import { DATE_FIELD } from "../dates"
import { type Labels, useLabels } from "../ontology"
import { useWords } from "../words"
import { Asked } from "./asked"
import { Page } from "./page"
import { ThingField } from "./thing-field"

const WORDS = {
  ask: { en: "Ask", fr: "Demander" },
  more: { en: "More options", fr: "Plus d’options" },
  all: { en: "all", fr: "tous" },
  unknown: { en: "There is no such question", fr: "Cette question n’existe pas" },
}
/** Parameters of many questions, put away until they are wanted. */
export const COMMON = ["from", "to", "reported_from", "reported_to", "members", "inferred", "limit"]
/** Says that a question without a required parameter is asked, and not only looked at. */
export const ASKED = "asked"

export type About = Schemas["QueryAbout"]
type Parameter = Schemas["ParameterAbout"]
/** A view's own names, in its address, of a question's parameters. */
type OwnNames = Record<string, string>

/** Shows its children once the question is known. */
export function Catalogued({
  question,
  children,
}: {
  question: string
  children: (about: About) => ComponentChildren
}) {
  const say = useWords(WORDS)
  const catalogue = useAsked("catalogue", (signal) => got(client.GET("/v1/queries", { signal })))
  return (
    <Asked of={catalogue}>
      {({ queries }) => {
        const about = queries.find((each) => each.name === question)
        return about ? children(about) : <Page title={say("unknown")}>{null}</Page>
      }}
    </Asked>
  )
}

type Props = {
  about: About
  address: Address
  names?: OwnNames
  /** Parameters that are put away. */
  away?: readonly string[]
  /** What else the form asks for, and what else can be done than ask. */
  also?: ComponentChildren
  beside?: ComponentChildren
}

export function QuestionForm({ about, address, names = {}, away = COMMON, also, beside }: Props) {
  const say = useWords(WORDS)
  const fields = about.parameters.filter(({ name }) => name !== "lang" && name !== "offset")
  const called = (name: string) => names[name] ?? name
  const field = (each: Parameter) => (
    <Field key={each.name} parameter={each} name={called(each.name)} about={about} address={address} />
  )
  const put = fields.filter((each) => away.includes(each.name) && !each.required)
  return (
    <form class="question" onSubmit={(event) => submit(event, fields, called)}>
      {fields.filter((each) => !put.includes(each)).map(field)}
      {also}
      {put.length > 0 && (
        <details open={put.some((each) => address.params.has(called(each.name)))}>
          <summary>{say("more")}</summary>
          {put.map(field)}
        </details>
      )}
      <p class="row">
        <button type="submit">{say("ask")}</button>
        {beside}
      </p>
    </form>
  )
}

type FieldProps = { parameter: Parameter; name: string; about: About; address: Address }

/** What is typed and not yet asked stays, until the address says something else. */
function Field({ parameter, name, about, address }: FieldProps) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const { lang, params } = address
  const { type, required } = parameter
  const label = parameter.label[lang]
  const value = params.get(name) ?? ""
  const initial = value || (parameter.default === null ? "" : String(parameter.default))
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null)
  useEffect(() => {
    if (!field.current) return
    if (type === "boolean") field.current.checked = initial === "true"
    else field.current.value = initial
  }, [initial])
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
        <input ref={field} type="checkbox" name={name} value="true" /> {label}
      </label>
    )
  if (parameter.values.length > 0)
    return (
      <label class="field">
        {label}
        <select ref={field} name={name}>
          {!required && parameter.default === null && <option value="">{say("all")}</option>}
          {parameter.values.map((each) => (
            <option key={each} value={each}>
              {choiceInWords(parameter.name, each, about, labels, lang)}
            </option>
          ))}
        </select>
      </label>
    )
  return (
    <label class="field">
      {label}
      <input
        ref={field}
        name={name}
        required={required}
        {...(type === "integer" && { inputMode: "numeric", pattern: "\\d+" })}
        {...(type === "date" && DATE_FIELD)}
      />
    </label>
  )
}

/** A choice's label: that of the question's own column of the same codes, else of the ontology's; else a column's of that name. */
function choiceInWords(name: string, code: string, about: About, labels: Labels, lang: "en" | "fr"): string {
  const column = (which: string) => about.columns.find((each) => each.name === which)
  return (
    column(name)?.values[code]?.[lang] ??
    column(code)?.label[lang] ??
    labels.ofCode(name, labels.ofClass(code))
  )
}

/** Ask by going to the address that says what is asked; what is a default isn't said. */
function submit(event: SubmitEvent, fields: Parameter[], called: (name: string) => string): void {
  event.preventDefault()
  const filled = new FormData(event.currentTarget as HTMLFormElement)
  const values: Record<string, string | null> = { offset: null }
  if (!fields.some((each) => each.required)) values[ASKED] = "1"
  for (const { name, type, default: usual } of fields) {
    if (type === "entity") continue // in the address since it was chosen
    const value = type === "boolean" ? String(filled.has(called(name))) : text(filled.get(called(name)))
    values[called(name)] = value === String(usual) ? null : value
  }
  go(withValues(values))
}

function text(value: FormDataEntryValue | null): string | null {
  return String(value ?? "").trim() || null
}

/** Return what is asked of the API: what the address says of the question's parameters. */
export function queryOf(
  about: About,
  { params, lang }: Address,
  names: OwnNames = {},
): Record<string, string> {
  const given = about.parameters.flatMap(({ name }) => {
    const value = params.get(names[name] ?? name)
    return value === null ? [] : [[name, value]]
  })
  return { ...Object.fromEntries(given), lang }
}

/** Return the file that an answer is saved as, in any format. */
export function savedAs(about: About, query: Record<string, string>): { path: string; name: string } {
  return { path: `/v1/queries/${about.name}?${new URLSearchParams(query)}`, name: about.name }
}
