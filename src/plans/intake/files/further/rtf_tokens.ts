/* RTF is plain text: braces that open and close groups, words behind backslashes, bytes by their hexadecimal number. */

export type Token =
  | { kind: "open" }
  | { kind: "close" }
  | { kind: "word"; name: string; value: number | null }
  | { kind: "sign"; name: string }
  | { kind: "bytes"; text: string }

/** One byte a character. `\bin` says how many bytes follow that are nobody's to read. */
export function* tokensIn(text: string): Generator<Token> {
  const next = /[{}]|\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\(.)|[\r\n]+|[^{}\\\r\n]+/gisy
  for (let found = next.exec(text); found; found = next.exec(text)) {
    const [all, name, value, hex, sign] = found
    if (all === "{") yield { kind: "open" }
    else if (all === "}") yield { kind: "close" }
    else if (name !== undefined) {
      const number = value === undefined ? null : Number(value)
      if (name === "bin") next.lastIndex += Math.max(0, number ?? 0)
      else yield { kind: "word", name, value: number }
    } else if (hex !== undefined) yield { kind: "bytes", text: String.fromCharCode(Number.parseInt(hex, 16)) }
    else if (sign !== undefined) yield { kind: "sign", name: sign }
    else if (!/[\r\n]/.test(all)) yield { kind: "bytes", text: all }
  }
}
