/** What is known of something: words, each with its value, as far as it has one. */

import { isValidElement } from "preact"

export function Described({ by }: { by: readonly [word: string, value: unknown][] }) {
  return (
    <dl class="what">
      {by
        .filter(([, value]) => value)
        .map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{isValidElement(value) ? value : String(value)}</dd>
          </div>
        ))}
    </dl>
  )
}
