const UNITS = [
  ["GB", 1024 ** 3],
  ["MB", 1024 ** 2],
] as const

/** `1.5 GB`, `1.2 MB`, `300 KB`. */
export function fileSize(size: number): string {
  const [unit, each] = UNITS.find(([, least]) => size >= least) ?? []
  return unit && each ? `${(size / each).toFixed(1)} ${unit}` : `${Math.max(1, Math.round(size / 1024))} KB`
}
