/** Where one is: `#/view/rest?parameters`. All that a view shows is in its address, so that it can be shared. */

import { useEffect, useState } from "preact/hooks"

export type Lang = "fr" | "en"

/** A parameter may come several times; null takes it out. */
export type Values = Record<string, string | string[] | null | undefined>

export type Address = { view: string; rest: string; params: URLSearchParams; lang: Lang }

export function read(hash: string): Address {
  const [path = "", query = ""] = hash.replace(/^#?\/?/, "").split(/\?(.*)/s)
  const [view = "", ...rest] = path.split("/").map(decoded)
  const params = new URLSearchParams(query)
  const asked = params.get("lang")
  const lang = asked === "fr" || asked === "en" ? asked : preferred()
  return { view: view || "home", rest: rest.join("/"), params, lang }
}

/** Return what makes a view another one; parameters change what it shows. */
export const placeOf = ({ view, rest }: Address): string => `${view}/${rest}`

/** Return the address of a view, in the language that is shown now where no other is given. */
export function at(view: string, rest = "", values: Values = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const each of [value ?? []].flat()) if (each !== "") params.append(name, each)
  }
  if (!params.has("lang")) params.set("lang", read(location.hash).lang)
  const path = [view, ...rest.split("/").filter(Boolean)].map(encodeURIComponent).join("/")
  return `#/${path === "home" ? "" : path}?${params}`
}

export const thingAt = (id: string): string => at("thing", id)

/** Return this view's address with some parameters changed; null takes one out. */
export function withValues(values: Values): string {
  const here = read(location.hash)
  const kept: Values = {}
  for (const name of here.params.keys()) kept[name] = here.params.getAll(name)
  return at(here.view, here.rest, { ...kept, ...values })
}

export function go(address: string): void {
  location.hash = address
}

/** Change the address without a step in the history: for what follows a slider or a drag. */
export function replace(address: string): void {
  history.replaceState(null, "", address)
  dispatchEvent(new HashChangeEvent("hashchange"))
}

export function useAddress(): Address {
  const [hash, set] = useState(location.hash)
  useEffect(() => {
    const moved = () => set(location.hash)
    addEventListener("hashchange", moved)
    return () => removeEventListener("hashchange", moved)
  }, [])
  return read(hash)
}

function preferred(): Lang {
  const first = navigator.languages.find((each) => /^(fr|en)\b/.test(each))
  return first?.startsWith("en") ? "en" : "fr"
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // a stray % that somebody typed
  }
}
