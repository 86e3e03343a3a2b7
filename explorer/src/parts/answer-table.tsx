/** The rows of an answer as a table: ids became links, codes labels, and each row opens what it rests on. */

import { useState } from "preact/hooks"
import { at, useAddress } from "../address"
import type { Answer, Column, Passage, Row } from "../api"
import { dateInWords } from "../dates"
import { type Labels, useLabels } from "../ontology"
import { passagesOf } from "../passages"
import { useWords } from "../words"
import { ThingLink } from "./thing"
import { Told } from "./told"

const WORDS = {
  rests: { en: "rests on", fr: "repose sur" },
  show: { en: "Show what it rests on", fr: "Montrer sur quoi cela repose" },
  hide: { en: "Hide what it rests on", fr: "Cacher sur quoi cela repose" },
  yes: { en: "yes", fr: "oui" },
  no: { en: "no", fr: "non" },
}
/** Columns that say where a passage stands: shown with the passage. */
const OF_PASSAGE = ["quote", "article", "char_start", "char_end", "edge", "edges", "citation", "claim"]
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
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="table" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((each) => (
              <th key={each.name} scope="col">
                {each.label[lang]}
              </th>
            ))}
            <th scope="col">{say("rests")}</th>
          </tr>
        </thead>
        <tbody>
          {answer.rows.map((row, place) => (
            <Line key={place} row={row} columns={columns} passages={passagesOf(row, answer)} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

type LineProps = { row: Row; columns: Column[]; passages: Passage[] }

function Line({ row, columns, passages }: LineProps) {
  const say = useWords(WORDS)
  const [open, set] = useState(false)
  return (
    <>
      <tr>
        {columns.map((each) => (
          <td key={each.name}>
            <Cell column={each} row={row} />
          </td>
        ))}
        <td>
          {passages.length > 0 && (
            <button
              type="button"
              aria-expanded={open}
              aria-label={say(open ? "hide" : "show")}
              onClick={() => set(!open)}
            >
              {open ? "▾" : "▸"} «»
            </button>
          )}
        </td>
      </tr>
      {open && (
        <tr class="rests">
          <td colSpan={columns.length + 1}>
            {passages.map((each) => (
              <Told key={each.fact ?? each.claim} passage={each} />
            ))}
          </td>
        </tr>
      )}
    </>
  )
}

function Cell({ column, row }: { column: Column; row: Row }) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const { lang } = useAddress()
  const value = row[column.name]
  const id = row[`${column.name}_id`]
  const text = inWords(value, column, labels, lang, say)
  if (typeof id === "string" && text) return id.includes("/") ? <ThingLink id={id} name={text} /> : text
  if (column.name === "of" && typeof value === "string") return <a href={at("article", value)}>{text}</a>
  return text
}

function inWords(
  value: unknown,
  column: Column,
  labels: Labels,
  lang: "en" | "fr",
  say: (word: "yes" | "no") => string,
): string {
  if (value === null || value === undefined) return ""
  if (Array.isArray(value)) return value.map((each) => inWords(each, column, labels, lang, say)).join(", ")
  if (typeof value === "boolean") return say(value ? "yes" : "no")
  if (typeof value === "number") return value.toLocaleString(lang)
  const code = String(value)
  const own = column.values[code]?.[lang]
  if (own) return own
  if (DATED.includes(column.name)) return dateInWords(code, lang)
  const relation = labels.ofRelation(code)
  return relation !== code ? relation : labels.ofCode(column.name, labels.ofClass(code))
}

/** Leave out what is shown otherwise: ids, which are links, the passage, and columns without a value in any row. */
function shown(answer: Answer): Column[] {
  const names = answer.columns.map((each) => each.name)
  const hidden = (name: string) =>
    OF_PASSAGE.includes(name) || (name.endsWith("_id") && names.includes(name.slice(0, -3)))
  return answer.columns.filter(
    (each) =>
      !hidden(each.name) &&
      answer.rows.some((row) => row[each.name] !== null && row[each.name] !== undefined),
  )
}
