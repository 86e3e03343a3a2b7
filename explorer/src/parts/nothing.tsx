/** Where nothing was found: what was looked at, so that « none » and « not looked at » differ. */

import { at, useAddress } from "../address"
import { ask, type Coverage, type Query, type Reply, type Schemas, useAsked } from "../api"
import { dateInWords } from "../dates"
import { useWords } from "../words"

const WORDS = {
  nothing: { en: "Nothing found", fr: "Rien trouvé" },
  looked: {
    en: "in {n} articles ({languages}) by {publishers}, {period}.",
    fr: "dans {n} articles ({languages}) de {publishers}, {period}.",
  },
  empty: { en: "No article is loaded yet.", fr: "Aucun article n’est encore chargé." },
  load: { en: "Load some", fr: "En charger" },
  undated: { en: "without a date", fr: "sans date" },
  at: { en: "Looked at:", fr: "Regardés :" },
  all: {
    en: "{n} articles ({languages}) by {publishers}, {period}.",
    fr: "{n} articles ({languages}) de {publishers}, {period}.",
  },
}

/** Ask what was loaded, by publisher and language; with `of`, what of it mentions a thing. */
export function useLoaded(query: Query = {}): Reply<Schemas["CoverageAnswer"]> {
  return useAsked(
    `loaded ${JSON.stringify(query)}`,
    async (signal) => (await ask("coverage", query, signal)) as Schemas["CoverageAnswer"],
  )
}

export function Nothing({ coverage }: { coverage: Coverage }) {
  const say = useWords(WORDS)
  if (!coverage.articles)
    return (
      <p class="nothing">
        {say("empty")} <a href={at("upload")}>{say("load")}</a>
      </p>
    )
  return (
    <p class="nothing">
      <strong>{say("nothing")}</strong> {say("looked", useLooked(coverage))}
    </p>
  )
}

/** What was looked at, beneath what was found. */
export function LookedAt({ coverage }: { coverage: Coverage }) {
  const say = useWords(WORDS)
  return (
    <p class="looked-at">
      {say("at")} {say("all", useLooked(coverage))}
    </p>
  )
}

function useLooked(coverage: Coverage): Record<string, string | number> {
  const say = useWords(WORDS)
  const { lang } = useAddress()
  const { issued_first: first, issued_last: last } = coverage
  const period =
    first && last ? dateInWords(first === last ? first : `${first}/${last}`, lang) : say("undated")
  return {
    n: coverage.articles,
    languages: coverage.languages.join(", "),
    publishers: coverage.publishers.join(", "),
    period,
  }
}
