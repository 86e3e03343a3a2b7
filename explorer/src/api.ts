/** The API: what it answers, typed by its own description, and what goes wrong. */

import createClient from "openapi-fetch"
import { useCallback, useEffect, useRef, useState } from "preact/hooks"
import type { components, paths } from "../generated/api"
import { kept } from "./kept"

export type Schemas = components["schemas"]
export type Passage = Schemas["Passage"]
export type Coverage = Schemas["Coverage"]
export type Node = Schemas["Node"]
export type Edge = Schemas["Edge"]
export type Column = Schemas["ColumnAbout"]
export type Problem = Partial<Schemas["Problem"]> & { title: string; detail: string }
export type Row = Record<string, unknown>
export type Query = Record<string, string | number | boolean | undefined>

/** Any question's answer; which columns its rows have, `columns` says. */
export type Answer = Omit<Schemas["WhoMetWhomAnswer"], "rows"> & { rows: Row[] }

/** As many rows as an answer has at most, and as many things and facts as a graph of chosen ones. */
export const MOST_ROWS = 10000
export const MOST_THINGS = 1000
export const MOST_FACTS = 5000

/** The token that requests carry, for as long as the tab is open. */
export const token = kept("diplograph-token", () => sessionStorage)

const base = new URL(".", location.href).href.replace(/\/$/, "")
export const client = createClient<paths>({ baseUrl: base, fetch: authorised })

async function authorised(request: Request): Promise<Response> {
  if (token.get()) request.headers.set("Authorization", `Bearer ${token.get()}`)
  return fetch(request)
}

/** Nobody answered; the page has its own words for it. */
export const UNREACHABLE: Problem = { type: "unreachable", title: "", detail: "" }

/** What a request came to: the API's own problem, or that nobody answered. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail)
  }
}

/** Return what was answered. Throws ProblemError. */
export async function got<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await asked.catch((reason) => {
    throw reason instanceof DOMException && reason.name === "AbortError" ? reason : unreachable()
  })
  if (response.ok) return data as T
  throw new ProblemError(asProblem(error, response))
}

/** Ask a question of the catalogue. Throws ProblemError. */
export function ask(question: string, query: Query, signal?: AbortSignal): Promise<Answer> {
  const path = `/v1/queries/${question}` as "/v1/queries/who-met-whom"
  return got(client.GET(path, { params: { query: query as never }, ...(signal && { signal }) }) as never)
}

/** Fetch a file of the API, such as an answer in another format. Throws ProblemError. */
export async function file(path: string, body?: unknown): Promise<Blob> {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }
  const headers = { Accept: "*/*", ...(body === undefined ? {} : { "Content-Type": "application/json" }) }
  const response = await authorised(new Request(base + path, { ...init, headers })).catch(() => {
    throw unreachable()
  })
  if (!response.ok) throw new ProblemError(asProblem(await response.json().catch(() => null), response))
  return response.blob()
}

/** Send annotated files. Throws ProblemError. */
export async function send(files: readonly File[]): Promise<Schemas["Loaded"]> {
  const form = new FormData()
  for (const each of files) form.append("files", each, each.name)
  const request = new Request(`${base}/v1/articles`, { method: "POST", body: form })
  const response = await authorised(request).catch(() => {
    throw unreachable()
  })
  const body = await response.json().catch(() => null)
  if (!response.ok) throw new ProblemError(asProblem(body, response))
  return body
}

/** What a request has come to so far. */
export type Reply<T> =
  | { state: "loading" }
  | { state: "failed"; problem: Problem; again: () => void }
  | { state: "there"; value: T }

/** Ask when a view is shown, and anew when `key` changes; what was asked before is then given up. */
export function useAsked<T>(key: string, how: (signal: AbortSignal) => Promise<T>): Reply<T> {
  const [asked, set] = useState<{ key: string; result: Reply<T> }>({ key, result: { state: "loading" } })
  const [attempt, count] = useState(0)
  const again = useCallback(() => count((n) => n + 1), [])
  useEffect(() => {
    const stop = new AbortController()
    const show = (result: Reply<T>) => stop.signal.aborted || set({ key, result })
    show({ state: "loading" })
    how(stop.signal).then(
      (value) => show({ state: "there", value }),
      (error) => stop.signal.aborted || show({ state: "failed", problem: problemOf(error), again }),
    )
    return () => stop.abort()
  }, [key, attempt])
  return asked.key === key ? asked.result : { state: "loading" }
}

/** A page of a list; null on the last. */
export type Paged = { next: string | null }

export type Pages<T> = { pages: T[]; asked: Reply<T[]> }

/** Ask for the first pages of a list, as many as are wanted; those that are there stay while more are on their way. */
export function usePages<T extends Paged>(path: string, wanted: number): Pages<T> {
  const kept = useRef<{ path: string; pages: T[] }>({ path, pages: [] })
  if (kept.current.path !== path) kept.current = { path, pages: [] }
  const { pages } = kept.current
  const asked = useAsked(`${path} ${wanted}`, async (signal) => {
    for (let next = nextOf(pages, path); next && pages.length < wanted; next = nextOf(pages, path)) {
      const page = await got<T>(client.GET(next as "/v1/entities", { signal }) as never)
      signal.throwIfAborted()
      pages.push(page)
    }
    return pages.slice(0, wanted)
  })
  return { pages: pages.slice(0, wanted), asked }
}

function nextOf(pages: readonly Paged[], first: string): string | null {
  const last = pages.at(-1)
  return last ? last.next : first
}

export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  console.error(error)
  return { title: "", detail: String(error) }
}

function unreachable(): ProblemError {
  return new ProblemError(UNREACHABLE)
}

function asProblem(body: unknown, response: Response): Problem {
  const told = body && typeof body === "object" ? (body as Partial<Problem>) : {}
  return { title: response.statusText, detail: "", status: response.status, ...told }
}
