/** What a reading costs, counted instead of timed: characters that a pattern ran over, and elements copied or searched. */
export function workOf(act: () => void): number {
  let work = 0
  const exec = RegExp.prototype.exec
  const restore = [
    replaced(RegExp.prototype, "exec", function (this: RegExp, text: string) {
      const from = this.global || this.sticky ? this.lastIndex : 0
      const match = exec.call(this, text)
      work += ran(this, text, from, match)
      return match
    }),
    ...COPYING.map(([owner, name]) => {
      const original = owner[name] as (...given: unknown[]) => string | unknown[] | number
      return replaced(owner, name, function (this: ArrayLike<unknown>, ...given: unknown[]) {
        const result = original.apply(this, given)
        work += 1 + (typeof result === "object" || typeof result === "string" ? result.length : this.length)
        return result
      })
    }),
  ]
  try {
    act()
  } finally {
    for (const undo of restore) undo()
  }
  return work
}

type Owner = Record<string, (...given: unknown[]) => string | unknown[] | number>

const COPYING: [Owner, string][] = [
  [String.prototype as unknown as Owner, "slice"],
  [Array.prototype as unknown as Owner, "slice"],
  [Array.prototype as unknown as Owner, "filter"],
  [Array.prototype as unknown as Owner, "flatMap"],
  [Array.prototype as unknown as Owner, "indexOf"],
]

function ran({ sticky }: RegExp, text: string, from: number, match: RegExpExecArray | null): number {
  if (match) return 1 + match.index - from + match[0].length
  return sticky ? 1 : 1 + text.length - from
}

function replaced(owner: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name) ?? {}
  Object.defineProperty(owner, name, { ...before, value })
  return () => Object.defineProperty(owner, name, before)
}
