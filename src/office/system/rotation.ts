/** How many of the program's own backups stay: the newest of so many days, and of so many months before. */
export type Rotation = { days: number; months: number }

const NAME = /^fengong-(\d{6})(\d{2})-\d{6}\.db(\.enc)?$/

/**
 * Which files of a folder have outlived their use, by the day in their name. Of each of the newest days that has any the last
 * one stays, and so it does of each of the newest months. What bears another name is nobody's to remove.
 */
export function outlived(names: readonly string[], { days, months }: Rotation): string[] {
  const ours = names.filter((name) => NAME.test(name)).sort()
  const lastOf = (periodOf: (name: string) => string) => [
    ...new Map(ours.map((name) => [periodOf(name), name])).values(),
  ]
  const daily = lastOf((name) => name.replace(NAME, "$1$2"))
  const monthly = lastOf((name) => name.replace(NAME, "$1"))
  const kept = new Set([...newest(daily, days), ...newest(monthly, months)])
  return ours.filter((name) => !kept.has(name))
}

const newest = (names: string[], count: number) => names.slice(Math.max(0, names.length - count))
