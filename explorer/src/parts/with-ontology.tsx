/** The ontology, asked for once, for all that is shown. */

import type { ComponentChildren } from "preact"
import { client, got, useAsked } from "../api"
import { OntologyContext } from "../ontology"
import { Asked } from "./asked"

/** Shows its children once the ontology is there. */
export function WithOntology({ children }: { children: ComponentChildren }) {
  const asked = useAsked("ontology", (signal) => got(client.GET("/v1/ontology", { signal })))
  return (
    <Asked of={asked}>
      {(value) => <OntologyContext.Provider value={value}>{children}</OntologyContext.Provider>}
    </Asked>
  )
}
