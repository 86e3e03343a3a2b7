/** The views: each a file of `views/`, found by its name, which is the first part of its address. */

import type { ComponentType } from "preact"
import type { Address } from "./address"
import { ProblemError, UNREACHABLE } from "./api"

export type View = {
  default: ComponentType<{ address: Address }>
}

const FILES = import.meta.glob<View>("./views/*.tsx")

/** Load a view; null where there is none of that name. Throws ProblemError where its script doesn't come. */
export async function load(name: string): Promise<View | null> {
  const file = FILES[`./views/${name}.tsx`]
  if (!file) return null
  return file().catch(() => {
    throw new ProblemError(UNREACHABLE)
  })
}
