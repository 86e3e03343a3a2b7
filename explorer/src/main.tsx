/** The explorer: a page of views on the graph, each with an address of its own. */

import { render } from "preact"
import { useEffect, useErrorBoundary } from "preact/hooks"
import { type Address, at, placeOf, useAddress } from "./address"
import { problemOf, UNREACHABLE, useAsked } from "./api"
import { Asked, Failed } from "./parts/asked"
import { Header } from "./parts/header"
import { WithOntology } from "./parts/with-ontology"
import { load } from "./views"
import { useWords } from "./words"

const WORDS = {
  skip: { en: "To the content", fr: "Aller au contenu" },
  missing: { en: "There is no such view", fr: "Cette vue n’existe pas" },
  home: { en: "To the start", fr: "Vers l’accueil" },
}

function App() {
  const say = useWords(WORDS)
  const address = useAddress()
  useEffect(() => {
    document.documentElement.lang = address.lang
  }, [address.lang])
  // not a link: the fragment is the view's address
  const toContent = () => document.querySelector<HTMLElement>("#content")?.focus()
  return (
    <>
      <button type="button" class="skip" onClick={toContent}>
        {say("skip")}
      </button>
      <WithOntology>
        <Header address={address} />
        <main id="content" tabIndex={-1}>
          <Shown address={address} key={placeOf(address)} />
        </main>
      </WithOntology>
    </>
  )
}

function Shown({ address }: { address: Address }) {
  const say = useWords(WORDS)
  const loaded = useAsked(`view ${address.view}`, () => load(address.view))
  const [broken] = useErrorBoundary(console.error)
  useEffect(() => scrollTo(0, 0), [])
  if (broken) return <Failed problem={problemOf(broken)} again={() => location.reload()} />
  // a script that didn't come isn't asked for again but by loading the page
  if (loaded.state === "failed") return <Failed problem={UNREACHABLE} again={() => location.reload()} />
  if (loaded.state === "loading") return <Asked of={loaded}>{() => null}</Asked>
  if (!loaded.value)
    return (
      <p class="nothing">
        {say("missing")}. <a href={at("home")}>{say("home")}</a>
      </p>
    )
  const View = loaded.value.default
  return <View address={address} />
}

const root = document.querySelector("#app")
if (root) render(<App />, root)
