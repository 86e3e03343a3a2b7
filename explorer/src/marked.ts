/** What has not come about, or not yet: drawn apart, and said to be so. */

/** Codes of a status, and of a modality but the first, which goes before the others. */
export const MARKED = ["cancelled", "planned", "proposed"]

/** Return by which of these codes something is drawn apart; null where by none. */
export function markOf(...codes: readonly unknown[]): string | null {
  return MARKED.find((each) => codes.includes(each)) ?? null
}
