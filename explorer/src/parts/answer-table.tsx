/** The rows of an answer as a table: ids became links, codes labels, and each row opens what it rests on. */

import { type ComponentChildren, Fragment } from "preact"
import { useState } from "preact/hooks"
import { at, useAddress } from "../address"
import { type Answer, type Column, client, got, type Passage, type Row, useAsked } from "../api"
import { dateInWords } from "../dates"
import { languageInWords } from "../languages"
import { type Labels, useLabels } from "../ontology"
import { passagesOf } from "../passages"
import { useWords } from "../words"
import { type Names, ThingLink } from "./thing"
import { shownName } from "./thing-field"
import { Told } from "./told"

const WORDS = {
  rests: { en: "rests on", fr: "repose sur" },
  show: { en: "Show what it rests on", fr: "Montrer sur quoi cela repose" },
  hide: { en: "Hide what it rests on", fr: "Cacher sur quoi cela repose" },
  yes: { en: "yes", fr: "oui" },
  no: { en: "no", fr: "non" },
}
/** Columns that lead to a passage, and those that are shown with it. */
const TO_PASSAGE = ["edge", "edges", "claim_id", "char_start", "char_end"]
const OF_PASSAGE = ["quote", "article", "citation", "claim"]
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const DATED = [
  "date",
  "start",
  "end",
  "first",
  "last",
  "attested",
  "issued",
  "issued_first",
  "issued_last",
  "first_reported",
  "last_reported",
]

export function AnswerTable({ answer, caption }: { answer: Answer; caption: string }) {
  const say = useWords(WORDS)
  const { lang } = useAddress()
  const columns = shown(answer)
  const names = useNames(answer)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="table" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say("rests")}</th>
            {columns.map((each) => (
              <th key={each.name} scope="col">
                {each.label[lang]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.rows.map((row, place) => (
            <Line key={place} row={row} columns={columns} names={names} passages={passagesOf(row, answer)} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

type LineProps = { row: Row; columns: Column[]; names: Names; passages: Passage[] }

function Line({ row, columns, names, passages }: LineProps) {
  const say = useWords(WORDS)
  const [open, set] = useState(false)
  return (
    <>
      <tr>
        <td>
          {passages.length > 0 && (
            <button type="button" aria-expanded={open} onClick={() => set(!open)}>
              {open ? "▾" : "▸"} {passages.length}
              <span class="hidden"> {say(open ? "hide" : "show")}</span>
            </button>
          )}
        </td>
        {columns.map((each) => (
          <td key={each.name}>
            <Cell column={each} row={row} names={names} />
          </td>
        ))}
      </tr>
      {passages.length > 0 && (
        <tr class="rests" hidden={!open}>
          <td colSpan={columns.length + 1}>
            {passages.map((each) => (
              <Told key={each.claim ?? each.fact} passage={each} />
            ))}
          </td>
        </tr>
      )}
    </>
  )
}

type CellProps = { column: Column; row: Row; names: Names }

function Cell({ column, row, names }: CellProps) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const values = [row[column.name]].flat()
  const ids = [row[`${column.name}_id`]].flat()
  return values.map((value, place) => (
    <Fragment key={`${place} ${value}`}>
      {place > 0 && ", "}
      {inWords(value, ids[place], { column, names, labels, say })}
    </Fragment>
  ))
}

/** Return the names of things that cells have ids of: from the answer's picture, or else asked for at once. */
function useNames(answer: Answer): Names {
  const { lang, ontology } = useLabels()
  const classes = ontology.classes.map((each) => each.name.toLowerCase())
  const ofThing = (value: unknown) => typeof value === "string" && classes.includes(value.split("/")[0] ?? "")
  const nodes = answer.graph.nodes
  const cells = shown(answer).flatMap(({ name }) => answer.rows.flatMap((row) => row[name]))
  const missing = [...new Set(cells.filter(ofThing) as string[])].filter(
    (id) => id.includes("/") && !nodes.some((each) => each.id === id),
  )
  const asked = useAsked(`names ${missing}`, async (signal) => {
    if (!missing.length) return []
    const body = { nodes: missing, edges: [], title: null, lang }
    return ((await got(client.POST("/v1/graph", { body, signal }))) as Pick<Answer, "graph">).graph.nodes
  })
  const found = asked.state === "there" ? asked.value : []
  return new Map([...nodes, ...found].map((each) => [each.id, shownName(each, lang)]))
}

type Known = { column: Column; names: Names; labels: Labels; say: (word: "yes" | "no") => string }

/** A value as people read it: a thing or an article as a link, a code by its label, a date or number in the language shown. */
function inWords(value: unknown, id: unknown, { column, names, labels, say }: Known): ComponentChildren {
  const { lang } = labels
  if (value === null || value === undefined) return null
  if (typeof value === "boolean") return say(value ? "yes" : "no")
  if (typeof value === "number") return value.toLocaleString(lang)
  const text = String(value)
  if (typeof id === "string") return id.includes("/") ? <ThingLink id={id} name={text} /> : text
  const named = names.get(text)
  if (named) return <ThingLink id={text} name={named} />
  if (column.name.endsWith("article")) return <a href={at("article", text)}>{text}</a>
  if (column.name === "language") return languageInWords(text, lang)
  if (TIME.test(text)) return new Date(text).toLocaleString(lang)
  if (DATED.includes(column.name)) return dateInWords(text, lang)
  return column.values[text]?.[lang] ?? codeInWords(text, column.name, labels)
}

/** Return a code's label: a predicate's, a relation's, a class's or a code list's. */
function codeInWords(code: string, list: string, labels: Labels): string {
  if (list === "predicate") return labels.ofPredicate(code)
  const relation = labels.ofRelation(code)
  return relation !== code ? relation : labels.ofCode(list, labels.ofClass(code))
}

/** Leave out what is shown otherwise: ids, which are links, the passage, and columns without a value in any row. */
function shown({ columns, rows }: Answer): Column[] {
  const names = columns.map((each) => each.name)
  const elsewhere = names.includes("quote") ? [...TO_PASSAGE, ...OF_PASSAGE] : TO_PASSAGE
  const hidden = (name: string) =>
    elsewhere.includes(name.replace(/^other_/, "")) ||
    (name.endsWith("_id") && names.includes(name.slice(0, -3)))
  return columns.filter((each) => !hidden(each.name) && rows.some((row) => told(row[each.name])))
}

function told(value: unknown): boolean {
  return value !== null && value !== undefined && String(value) !== ""
}
