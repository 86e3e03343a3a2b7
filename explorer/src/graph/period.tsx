/** The period that is looked at: between two of the days on which something in the picture begins or ends; it can be played. */

import { useEffect, useId, useState } from "preact/hooks"
import { useAddress } from "../address"
import { dateInWords, type Span } from "../dates"
import { useWords } from "../words"

const WORDS = {
  period: { en: "Period", fr: "Période" },
  first: { en: "From", fr: "Du" },
  last: { en: "Until", fr: "Au" },
  play: { en: "Play", fr: "Lire" },
  stop: { en: "Stop", fr: "Arrêter" },
  all: { en: "All of it", fr: "Tout" },
  rule: {
    en: "A thing is shown where one of its days lies in the period, a fact where both its ends are shown and its own days, if it has any, lie in it too. What has no date is always shown.",
    fr: "Une chose est affichée si l’un de ses jours tombe dans la période ; un fait, si ses deux bouts le sont et si ses propres jours, s’il en a, y tombent aussi. Ce qui est sans date reste affiché.",
  },
}
const LENGTH = 10_000 // ms that playing takes at most
const STEP = 400 // ms a day at most

type Props = {
  /** ISO days, in order. */
  days: string[]
  first: string | null
  last: string | null
  /** Look at a period; `settled` where the address is to have it. */
  look: (period: Span, settled: boolean) => void
}

export function Period({ days, first, last, look }: Props) {
  const say = useWords(WORDS)
  const [playing, play] = useState(false)
  const end = days.length - 1
  const day = (place: number) => days[place] ?? null
  const from = first ? placeOf(days, first) : 0
  const until = last ? placeOf(days, last) : end
  const move = (low: number, high: number, settled: boolean) =>
    look({ first: low > 0 ? day(low) : null, last: high < end ? day(high) : null }, settled)

  useEffect(() => {
    if (!playing) return
    const next = () => {
      move(from, until + 1, until + 1 >= end)
      if (until + 1 >= end) play(false)
    }
    const timer = setTimeout(next, Math.min(STEP, LENGTH / days.length))
    return () => clearTimeout(timer)
  }, [playing, from, until])

  const start = () => {
    if (playing) move(from, until, true)
    else if (until >= end) move(from, from, false)
    play(!playing)
  }
  if (days.length < 2) return null
  return (
    <fieldset class="period">
      <legend>{say("period")}</legend>
      <Slider
        label={say("first")}
        days={days}
        at={from}
        move={(at, on) => move(Math.min(at, until), until, on)}
      />
      <Slider
        label={say("last")}
        days={days}
        at={until}
        move={(at, on) => move(from, Math.max(at, from), on)}
      />
      <p class="row">
        <button type="button" onClick={start}>
          {say(playing ? "stop" : "play")}
        </button>
        {(first || last) && (
          <button type="button" onClick={() => look({ first: null, last: null }, true)}>
            {say("all")}
          </button>
        )}
      </p>
      <p class="note">{say("rule")}</p>
    </fieldset>
  )
}

type SliderProps = {
  label: string
  days: string[]
  at: number
  move: (at: number, settled: boolean) => void
}

function Slider({ label, days, at, move }: SliderProps) {
  const id = useId()
  const { lang } = useAddress()
  const day = dateInWords(days[at] ?? "", lang)
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={days.length - 1}
        value={at}
        aria-valuetext={day}
        onInput={(event) => move(event.currentTarget.valueAsNumber, false)}
        onChange={(event) => move(event.currentTarget.valueAsNumber, true)}
      />
      <output for={id}>{day}</output>
    </div>
  )
}

/** Return the place of a day, or of the last one before it. */
function placeOf(days: string[], day: string): number {
  return Math.max(
    0,
    days.findLastIndex((each) => each <= day),
  )
}
