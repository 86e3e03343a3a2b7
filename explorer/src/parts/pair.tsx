/** What a question finds of a thing or of two, a and b of the address: its form, its answer, and the ways on. */

import type { ComponentChildren, ComponentProps } from "preact"
import type { Address } from "../address"
import type { Answer } from "../api"
import { Answered } from "./answered"
import { Page } from "./page"
import { type About, Catalogued, QuestionForm, queryOf, savedAs } from "./question-form"
import { useName } from "./thing-field"

/** Both ids, or both names; "" of one that isn't chosen yet. */
export type Pair = { a: string; b: string }

/** Return the two things that an address asks about. */
export function usePair({ params }: Address): { pair: Pair; named: Pair } {
  const pair = { a: params.get("a") ?? "", b: params.get("b") ?? "" }
  return { pair, named: { a: useName(pair.a), b: useName(pair.b) } }
}

type Props = Omit<ComponentProps<typeof QuestionForm>, "about"> & {
  question: string
  /** What is asked, in words; "" while that isn't chosen yet. */
  title: string
  instead?: ComponentChildren
  onwards: ComponentChildren
  children: (answer: Answer, about: About) => ComponentChildren
}

/** Shows its children once the answer is there. */
export function OfPair({ question, title, instead, onwards, children, ...form }: Props) {
  return (
    <Catalogued question={question}>
      {(about) => {
        const query = queryOf(about, form.address, form.names)
        return (
          <Page
            title={title || about.title[form.address.lang]}
            saved={title ? savedAs(about, query) : undefined}
          >
            <QuestionForm about={about} {...form} />
            {title && (
              <>
                <Answered about={about} query={query} instead={instead}>
                  {(answer) => children(answer, about)}
                </Answered>
                {onwards && <p class="row onwards">{onwards}</p>}
              </>
            )}
          </Page>
        )
      }}
    </Catalogued>
  )
}
