/** A picture of time: a lane a class, days as dots, spans as bars, open ends as tips; what is planned, proposed or cancelled is drawn apart. */

import { useEffect, useRef, useState } from "preact/hooks"
import { type Lang, thingAt } from "../address"
import { dateInWords, type Span } from "../dates"
import { MARKED } from "../marked"
import { useLabels } from "../ontology"
import { useWords } from "../words"
import { dated, type Event } from "./events"
import { lanesOf, type Placed, type Scale, scaleOf } from "./layout"

const WORDS = {
  picture: {
    en: "Picture of time; the list says the same. Arrow keys go from one to the next.",
    fr: "Image du temps ; la liste dit la même chose. Les flèches mènent de l’un à l’autre.",
  },
  point: {
    en: "Point at something, or go through it with the arrow keys.",
    fr: "Pointez, ou parcourez avec les flèches.",
  },
  day: { en: "a day", fr: "un jour" },
  span: { en: "a month, a year, a span", fr: "un mois, une année, une durée" },
  open: { en: "by then, or from then on", fr: "au plus tard, ou à partir de ce jour" },
  legend: { en: "Legend", fr: "Légende" },
}
const AXIS = 26 // px
const THICK = 12 // px

type Props = { events: readonly Event[]; period: Span; width: number }

export function Picture({ events, period, width }: Props) {
  const say = useWords(WORDS)
  const labels = useLabels()
  const svg = useRef<SVGSVGElement>(null)
  const [pointed, activate] = useState<string | null>(null)
  const scale = scaleOf(events.filter(dated), period, width)
  const lanes = lanesOf(events, scale)
  const order = lanes.flatMap((each) => each.placed).sort((one, other) => one.from - other.from)
  // by its key: events are made anew as the page changes
  const active = order.find((each) => each.event.key === pointed)?.event
  const height = AXIS + lanes.reduce((all, each) => all + each.height, 0) + 4
  const press = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const here = order.findIndex((each) => each.event === active)
    const next = order[(here + step + order.length) % order.length]
    if (next) svg.current?.querySelector<SVGAElement>(`[data-key="${CSS.escape(next.event.key)}"]`)?.focus()
  }
  return (
    <figure class="time">
      {/* biome-ignore lint/a11y/useSemanticElements: a picture is no fieldset */}
      <svg
        ref={svg}
        viewBox={`0 0 ${width} ${height}`}
        role="group"
        aria-label={say("picture")}
        onKeyDown={press}
      >
        <Axis scale={scale} height={height} lang={labels.lang} />
        <g transform={`translate(0 ${AXIS})`}>
          {lanes.map(({ cls, y, placed }) => (
            <g key={cls}>
              <line class="lane" x1="0" x2={width} y1={y} y2={y} />
              <text class="lane" x="2" y={y + 15}>
                {labels.ofClass(cls)}
              </text>
              {placed.map((each) => (
                <Mark
                  key={each.event.key}
                  placed={each}
                  focusable={each.event === (active ?? order[0]?.event)}
                  activate={activate}
                />
              ))}
            </g>
          ))}
        </g>
      </svg>
      <p class="pointed" aria-hidden="true">
        {active ? nameOf(active, labels.lang, labels.ofCode) : say("point")}
      </p>
      <Legend />
    </figure>
  )
}

type MarkProps = { placed: Placed; focusable: boolean; activate: (key: string) => void }

function Mark({ placed, focusable, activate }: MarkProps) {
  const labels = useLabels()
  const { event, from, to, y, label, before } = placed
  return (
    <a
      href={thingAt(event.id)}
      class={`event ${event.modality}`}
      data-key={event.key}
      tabindex={focusable ? 0 : -1}
      aria-label={nameOf(event, labels.lang, labels.ofCode)}
      onFocus={() => activate(event.key)}
      onPointerEnter={() => activate(event.key)}
    >
      <Shape span={event.span} from={from} to={to} y={y} color={labels.color(event.cls)} />
      {label && (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it isn't
        <text
          aria-hidden="true"
          x={before ? from - 6 : to + 6}
          y={y + 4}
          text-anchor={before ? "end" : "start"}
        >
          {label}
        </text>
      )}
    </a>
  )
}

type ShapeProps = { span: Span; from: number; to: number; y: number; color: string }

/** A tip where one end is open; a dot for a day; else a bar. */
function Shape({ span: { first, last }, from, to, y, color }: ShapeProps) {
  const half = THICK / 2
  const paint = { fill: color, stroke: color }
  if (!first) return <path d={`M${to} ${y - half}V${y + half}L${from} ${y}Z`} {...paint} />
  if (!last) return <path d={`M${from} ${y - half}V${y + half}L${to} ${y}Z`} {...paint} />
  if (first === last && to - from <= THICK) return <circle cx={(from + to) / 2} cy={y} r={half} {...paint} />
  return <rect x={from} y={y - half} width={to - from} height={THICK} rx="3" {...paint} />
}

function Axis({ scale, height, lang }: { scale: Scale; height: number; lang: Lang }) {
  const [, width = 0] = scale.range()
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: it isn't
    <g class="axis" aria-hidden="true">
      {scale.ticks(Math.max(2, Math.floor(width / 110))).map((day) => (
        <g key={day.getTime()} transform={`translate(${scale(day)} 0)`}>
          <line y1={AXIS - 6} y2={height} />
          <text y="14" text-anchor="middle">
            {tickInWords(day, lang)}
          </text>
        </g>
      ))}
    </g>
  )
}

/** A tick as its day, month or year: the first of a month stands for the month, the first of a year for the year. */
function tickInWords(day: Date, lang: Lang): string {
  const month = day.getUTCDate() === 1
  const year = month && day.getUTCMonth() === 0
  return new Intl.DateTimeFormat(lang, {
    timeZone: "UTC",
    ...(year
      ? { year: "numeric" }
      : month
        ? { month: "short", year: "numeric" }
        : { day: "numeric", month: "short" }),
  }).format(day)
}

function Legend() {
  const say = useWords(WORDS)
  const labels = useLabels()
  const shapes: [string, Span, number][] = [
    [say("day"), { first: "1", last: "1" }, 20],
    [say("span"), { first: "1", last: "2" }, 32],
    [say("open"), { first: null, last: "1" }, 32],
  ]
  return (
    <figcaption>
      <ul class="legend" aria-label={say("legend")}>
        {shapes.map(([label, span, to]) => (
          <li key={label}>
            <Key span={span} to={to} modality="asserted" /> {label}
          </li>
        ))}
        {MARKED.map((modality) => (
          <li key={modality}>
            <Key span={{ first: "1", last: "2" }} to={32} modality={modality} />{" "}
            {labels.ofCode("modality", modality)}
          </li>
        ))}
      </ul>
    </figcaption>
  )
}

function Key({ span, to, modality }: { span: Span; to: number; modality: string }) {
  return (
    <svg class={`key event ${modality}`} viewBox="0 0 34 16" aria-hidden="true">
      <Shape
        span={span}
        from={to - (span.first === span.last ? 12 : 28)}
        to={to}
        y={8}
        color="currentColor"
      />
    </svg>
  )
}

/** Return what an event is called where it stands alone: its name, when, and that it isn't done. */
function nameOf(event: Event, lang: Lang, ofCode: (list: string, code: string) => string): string {
  const said = event.modality !== "asserted" && ofCode("modality", event.modality)
  return [event.name, event.moment, event.date && dateInWords(event.date, lang), said]
    .filter(Boolean)
    .join(", ")
}

/** Return how wide an element is, in px, as it changes; 0 before it is there. */
export function useWidth<T extends Element>() {
  const element = useRef<T>(null)
  const [width, set] = useState(0)
  useEffect(() => {
    if (!element.current) return
    const watch = new ResizeObserver(([entry]) => set(Math.floor(entry?.contentRect.width ?? 0)))
    watch.observe(element.current)
    return () => watch.disconnect()
  }, [])
  return [element, width] as const
}
