/** All questions of the catalogue. */

import { type Address, at } from "../address"
import { client, got, useAsked } from "../api"
import { Asked } from "../parts/asked"
import { Page } from "../parts/page"
import { useWords } from "../words"

const WORDS = { title: { en: "Questions", fr: "Questions" } }

export default function Questions({ address }: { address: Address }) {
  const say = useWords(WORDS)
  const catalogue = useAsked("catalogue", (signal) => got(client.GET("/v1/queries", { signal })))
  return (
    <Page title={say("title")}>
      <Asked of={catalogue}>
        {({ queries }) => (
          <ul class="cards">
            {queries.map((each) => (
              <li key={each.name}>
                <h2>
                  <a href={at("question", each.name)}>{each.title[address.lang]}</a>
                </h2>
                <p>{each.summary[address.lang]}</p>
              </li>
            ))}
          </ul>
        )}
      </Asked>
    </Page>
  )
}
