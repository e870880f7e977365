import { Bytes } from "./records.ts"

/** So many are handed over at a time. */
const SIGNS_AT_ONCE = 4096

/**
 * So many characters, each in two bytes or, where all are Latin, in one. Not by a decoder: the halves of a character that
 * takes two times two bytes may stand in two records.
 */
export function signsIn(bytes: Bytes, count: number, isWide: boolean): string {
  const codes = isWide ? pairsOf(bytes.take(count * 2)) : bytes.take(count)
  let text = ""
  for (let at = 0; at < codes.length; at += SIGNS_AT_ONCE)
    text += String.fromCharCode(...codes.subarray(at, at + SIGNS_AT_ONCE))
  return text
}

const pairsOf = (bytes: Uint8Array) =>
  Uint16Array.from({ length: bytes.length >> 1 }, (_, i) => (bytes[i * 2] ?? 0) | ((bytes[i * 2 + 1] ?? 0) << 8))

/** One record and those that go on with it, read as one. */
class Parts {
  bytes = new Bytes(new Uint8Array(0))
  private readonly waiting: Uint8Array[]

  constructor(parts: readonly Uint8Array[]) {
    this.waiting = [...parts].reverse()
  }

  /** Whether anything is left, here or in the next record. */
  goOn(): boolean {
    while (this.bytes.left === 0) {
      const next = this.waiting.pop()
      if (!next) return false
      this.bytes = new Bytes(next)
    }
    return true
  }

  skip(count: number) {
    for (let rest = count; rest > 0 && this.goOn(); ) rest -= this.bytes.take(rest).length
  }

  /**
   * A text may be cut anywhere; where its characters go on in the next record, a byte says anew whether they have one
   * byte or two.
   */
  text(count: number, isWideAtFirst: boolean): string {
    const said: string[] = []
    let isWide = isWideAtFirst
    for (let left = count; left > 0; ) {
      const isCut = this.bytes.left === 0
      if (!this.goOn()) break
      if (isCut) isWide = (this.bytes.u8() & 1) === 1
      const text = signsIn(this.bytes, left, isWide)
      said.push(text)
      left -= Math.max(1, text.length)
    }
    return said.join("")
  }
}

const HEAD = 8

/** The texts that cells share: how long, how written, the characters, and behind them how they look, which nobody asks. */
export function sharedTexts(records: readonly Uint8Array[]): string[] {
  const parts = new Parts(records)
  const texts: string[] = []
  parts.skip(HEAD)
  while (parts.goOn()) {
    const { bytes } = parts
    const count = bytes.u16()
    const flags = bytes.u8()
    const runs = flags & 8 ? bytes.u16() : 0
    const more = flags & 4 ? bytes.u32() : 0
    texts.push(parts.text(count, (flags & 1) === 1))
    parts.skip(runs * 4 + more)
  }
  return texts
}
