/** The articles that were loaded: all, or a publisher's, in a language, of a time. */

import { type Address, at, go } from "../address"
import { MOST_ROWS, type Schemas } from "../api"
import { DATE_FIELD, dateInWords } from "../dates"
import { Asked } from "../parts/asked"
import { More, useShownPages } from "../parts/more"
import { Nothing, useLoaded } from "../parts/nothing"
import { Page } from "../parts/page"
import { useWords } from "../words"

const WORDS = {
  title: { en: "Articles", fr: "Articles" },
  publisher: { en: "publisher", fr: "éditeur" },
  language: { en: "language", fr: "langue" },
  reported_from: { en: "appeared since", fr: "paru depuis" },
  reported_to: { en: "appeared until", fr: "paru jusqu’à" },
  all: { en: "all", fr: "tous" },
  show: { en: "Show", fr: "Montrer" },
  cut: { en: "A file has at most {n} articles.", fr: "Un fichier a {n} articles au plus." },
}
const FILTERS = ["publisher", "language", "reported_from", "reported_to"] as const

export default function Articles({ address }: { address: Address }) {
  const say = useWords(WORDS)
  const { params, lang } = address
  const chosen = FILTERS.flatMap((name) => (params.get(name) ? [[name, params.get(name) ?? ""]] : []))
  const list = useShownPages<Schemas["Articles"]>(`/v1/articles?${new URLSearchParams(chosen)}`, "pages")
  const loaded = useLoaded({ limit: MOST_ROWS })
  const articles = list.pages.flatMap((each) => each.articles)
  return (
    <Page title={say("title")} saved={savedOf(chosen, lang)}>
      <Asked of={loaded}>{({ rows }) => <Filters rows={rows} address={address} />}</Asked>
      <More of={list} name="pages">
        {() =>
          articles.length ? (
            <ul class="things">
              {articles.map((each) => (
                <li key={each.id}>
                  <a href={at("article", each.id)}>{each.title}</a>{" "}
                  <span class="note">
                    {[each.publisher, each.issued && dateInWords(each.issued, lang), each.language]
                      .filter(Boolean)
                      .join(" · ")}
                  </span>
                </li>
              ))}
            </ul>
          ) : (
            <Asked of={loaded}>{({ coverage }) => <Nothing coverage={coverage} />}</Asked>
          )
        }
      </More>
      {loaded.state === "there" && loaded.value.coverage.articles > MOST_ROWS && (
        <p class="note">{say("cut", { n: MOST_ROWS })}</p>
      )}
    </Page>
  )
}

type Row = Schemas["CoverageRow"]

function Filters({ rows, address }: { rows: Row[]; address: Address }) {
  const say = useWords(WORDS)
  const { params } = address
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const filled = new FormData(event.currentTarget as HTMLFormElement)
    go(at("articles", "", Object.fromEntries(FILTERS.map((name) => [name, String(filled.get(name)).trim()]))))
  }
  return (
    <form class="row" onSubmit={submit} key={String(params)}>
      {(["publisher", "language"] as const).map((name) => (
        <label class="field" key={name}>
          {say(name)}
          <select name={name}>
            <option value="">{say("all")}</option>
            {[...new Set(rows.map((each) => each[name]))].filter(Boolean).map((each) => (
              <option key={each} selected={each === params.get(name)}>
                {each}
              </option>
            ))}
          </select>
        </label>
      ))}
      {(["reported_from", "reported_to"] as const).map((name) => (
        <label class="field" key={name}>
          {say(name)}
          <input name={name} defaultValue={params.get(name) ?? ""} {...DATE_FIELD} />
        </label>
      ))}
      <button type="submit">{say("show")}</button>
    </form>
  )
}

/** The question of what was loaded, one row an article, is the list as a file. */
function savedOf(chosen: string[][], lang: string) {
  const query = new URLSearchParams([
    ["by", "article"],
    ["lang", lang],
    ["limit", String(MOST_ROWS)],
    ...chosen,
  ])
  return { path: `/v1/queries/coverage?${query}`, name: "articles" }
}
