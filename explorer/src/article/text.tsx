/** An article's text with the passages that claims rest on; the one that is asked for is marked. */

import { useEffect, useMemo, useRef } from "preact/hooks"
import { withValues } from "../address"
import { useWords } from "../words"

const WORDS = { rests: { en: "Claims of this passage", fr: "Assertions de ce passage" } }

/** From where to where, in code points. */
export type Span = { start: number; end: number }

type Props = { text: string; language: string | null; passages: readonly Span[]; chosen: Span | null }

export function Text({ text, language, passages, chosen }: Props) {
  const mark = useRef<HTMLElement>(null)
  // offsets are code points, and a string's own are UTF-16 units
  const points = useMemo(() => Array.from(text), [text])
  const words = ({ start, end }: Span) => points.slice(start, end).join("")
  const marked = chosen && { start: chosen.start, end: Math.min(chosen.end, points.length) }
  const place = marked ? `${marked.start}-${marked.end}` : ""
  useEffect(() => {
    mark.current?.focus({ preventScroll: true })
    mark.current?.scrollIntoView({ block: "center" })
  }, [place, text])
  const others = (start: number, end: number) =>
    cut({ start, end }, passages).map(({ span, of }) =>
      of ? <Passage key={span.start} of={of} words={words(span)} /> : words(span),
    )
  return (
    <div class="text" lang={language ?? ""}>
      {others(0, marked ? marked.start : points.length)}
      {marked && (
        <mark ref={mark} tabIndex={-1}>
          {words(marked)}
        </mark>
      )}
      {marked && others(marked.end, points.length)}
    </div>
  )
}

function Passage({ of, words }: { of: Span; words: string }) {
  const say = useWords(WORDS)
  return (
    <a
      class="passage"
      href={withValues({ start: String(of.start), end: String(of.end) })}
      title={say("rests")}
    >
      {words}
    </a>
  )
}

type Piece = { span: Span; of: Span | null }

/** Cut a part of the text where passages begin and end; each piece belongs to the shortest passage that holds it. */
function cut(part: Span, passages: readonly Span[]): Piece[] {
  const inside = (place: number) => part.start <= place && place <= part.end
  const places = [part.start, part.end, ...passages.flatMap(({ start, end }) => [start, end])].filter(inside)
  const edges = [...new Set(places)].sort((a, b) => a - b)
  const byLength = [...passages].sort((a, b) => a.end - a.start - (b.end - b.start))
  const pieces: Piece[] = []
  for (const [place, start] of edges.entries()) {
    const end = edges[place + 1]
    if (end === undefined) break
    const of = byLength.find((each) => each.start <= start && end <= each.end) ?? null
    const last = pieces.at(-1)
    if (last?.of === of) last.span.end = end
    else pieces.push({ span: { start, end }, of })
  }
  return pieces
}
