import type { Client } from "@libsql/client"
import { type DraftReading, keptReading } from "./draft_reading.ts"

/** What is kept ready, in characters as they are stored: a plan of 2,000 tasks has 1.4 million. */
const MOST_CHARACTERS = 4 * 1024 * 1024

/**
 * Readings as they were looked at last: somebody who corrects a long document looks at it again and again, and each time
 * anew it would be fetched, parsed and checked as a whole. A reading is never changed once it is stored, only the steps
 * beside it, and a key never comes again: what is kept here is true as long as its draft is found. Whoever asks has
 * found the draft in the same question, so nothing is shown of one that is gone or somebody else's.
 */
export class Readings {
  private readonly kept = new Map<string, { reading: DraftReading; characters: number }>()
  private characters = 0
  private readonly most: number

  constructor(most: number = MOST_CHARACTERS) {
    this.most = most
  }

  /** The reading of a draft if it is kept; it is the last to go then. */
  get(key: string): DraftReading | undefined {
    const found = this.kept.get(key)
    if (!found) return undefined
    this.kept.delete(key)
    this.kept.set(key, found)
    return found.reading
  }

  /** Reads and keeps what was stored. Those that were not looked at for longest go; what alone is too much is not kept. */
  keep(key: string, stored: string): DraftReading {
    const reading = keptReading(JSON.parse(stored))
    const characters = stored.length
    this.drop(key)
    if (characters > this.most) return reading
    this.kept.set(key, { reading, characters })
    this.characters += characters
    for (const oldest of this.kept.keys()) {
      if (this.characters <= this.most) break
      this.drop(oldest)
    }
    return reading
  }

  private drop(key: string) {
    this.characters -= this.kept.get(key)?.characters ?? 0
    this.kept.delete(key)
  }
}

/** Each database has its own. */
const all = new WeakMap<Client, Readings>()

export function readingsOf(client: Client): Readings {
  const known = all.get(client) ?? new Readings()
  all.set(client, known)
  return known
}
