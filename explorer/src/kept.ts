/** What the browser keeps for the reader; one that keeps nothing is no reason to show nothing. */

export type Kept = { get: () => string; set: (value: string) => void }

/** Keep a text under a name: for good, or for as long as the tab is open. */
export function kept(name: string, where: () => Storage): Kept {
  return {
    get: () => {
      try {
        return where().getItem(name) ?? ""
      } catch {
        return ""
      }
    },
    set: (value) => {
      try {
        where().setItem(name, value)
      } catch {
        // it holds until the page is loaded anew
      }
    },
  }
}
