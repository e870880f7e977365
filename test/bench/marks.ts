/** What design.md 10 asks for: a figure beside its mark. Whoever misses one ends the bench with an error. */

export type Mark = { least: number } | { most: number }

export const words = (value: number, mark: Mark, unit: string, digits = 2): string => {
  const isMet = "least" in mark ? value >= mark.least : value <= mark.most
  if (!isMet) process.exitCode = 1
  const limit = "least" in mark ? `≥ ${mark.least}` : `≤ ${mark.most}`
  return `${value.toFixed(digits)} ${unit} (${limit}) ${isMet ? "PASS" : "BELOW"}`
}
