import type { Capability, Part } from "#src/door/house.ts"

const inOrder = (parts: readonly Part[]) => [...parts].sort((a, b) => a.rank - b.rank).map(({ file }) => file)

/** The parts of `style.css`: what is common first, then what the capabilities bring in the order of their ranks, print last. */
export const stylesOf = (capabilities: readonly Capability[]): string[] => [
  "base.css",
  ...inOrder(capabilities.flatMap(({ styles }) => styles ?? [])),
  "print.css",
]

/** Scripts that are files of their own: in no page of the program, but in the one that a package brings along. */
export const APART = ["archive_check.js"] as const

/** Likewise the parts of `app.js`. */
export const scriptsOf = (capabilities: readonly Capability[]): string[] => [
  "app.js",
  ...inOrder(capabilities.flatMap(({ scripts }) => scripts ?? [])),
]
