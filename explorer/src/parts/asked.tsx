/** What is shown while something is asked, and where it fails: what is wrong, and what to do next. */

import type { ComponentChildren } from "preact"
import { type Problem, type Reply, token, UNREACHABLE } from "../api"
import { useWords } from "../words"
import { ThingLink } from "./thing"

const WORDS = {
  loading: { en: "Loading …", fr: "Chargement…" },
  again: { en: "Try again", fr: "Réessayer" },
  unreachable: { en: "The server doesn’t answer", fr: "Le serveur ne répond pas" },
  start: {
    en: "Is it running? Start it with: diplograph serve",
    fr: "Fonctionne-t-il ? Pour le lancer : diplograph serve",
  },
  failed: { en: "That didn’t work", fr: "Cela n’a pas marché" },
  near: { en: "Names that look like it:", fr: "Noms qui lui ressemblent :" },
  candidates: { en: "It may mean:", fr: "Il peut s’agir de :" },
  token: { en: "Token", fr: "Jeton" },
  useToken: { en: "Use this token", fr: "Utiliser ce jeton" },
}

export function Asked<T>({ of, children }: { of: Reply<T>; children: (value: T) => ComponentChildren }) {
  const say = useWords(WORDS)
  if (of.state === "loading")
    return (
      <p class="loading" role="status">
        {say("loading")}
      </p>
    )
  if (of.state === "failed") return <Failed problem={of.problem} again={of.again} />
  return <>{children(of.value)}</>
}

export function Failed({ problem, again }: { problem: Problem; again?: () => void }) {
  const say = useWords(WORDS)
  const silent = problem.type === UNREACHABLE.type
  return (
    <section class="failed" role="alert">
      {/* the API says what is wrong in English */}
      <h2 lang={silent ? undefined : "en"}>{silent ? say("unreachable") : problem.title || say("failed")}</h2>
      <p lang={silent ? undefined : "en"}>{silent ? say("start") : problem.detail}</p>
      {problem.hint && <p lang="en">{problem.hint}</p>}
      {problem.near?.length ? <p>{say("near")}</p> : null}
      {problem.candidates?.length ? <p>{say("candidates")}</p> : null}
      <ul>
        {[...(problem.near ?? []), ...(problem.candidates ?? [])].map((each) => (
          <li key={each.id}>
            <ThingLink id={each.id} name={each.name} cls={each.class} /> {each.about}
          </li>
        ))}
      </ul>
      {problem.status === 401 && <TokenForm done={again} />}
      {again && problem.status !== 401 && (
        <button type="button" onClick={again}>
          {say("again")}
        </button>
      )}
    </section>
  )
}

/** Takes a token for this tab, and goes on with it. */
export function TokenForm({ done }: { done?: (() => void) | undefined }) {
  const say = useWords(WORDS)
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault()
        token.set(String(new FormData(event.currentTarget).get("token") ?? "").trim())
        done?.()
      }}
    >
      <label>
        {say("token")} <input name="token" type="password" autocomplete="off" />
      </label>
      <button type="submit">{say("useToken")}</button>
    </form>
  )
}
