import type { Context } from "hono"
import { createFactory } from "hono/factory"
import type { Database } from "#db/database.ts"
import type { ApiToken } from "#db/schema.ts"
import type { Clock } from "#src/clock.ts"
import type { Calendar } from "#src/office/calendar/working_days.ts"
import type { Actor } from "#src/office/people/actor.ts"
import type { ScryptParameters } from "#src/office/people/password.ts"
import type { SpareSessions } from "#src/office/people/spare.ts"
import type { Settings } from "#src/office/settings/settings.ts"
import type { Backups } from "#src/office/system/backups.ts"
import type { ClockWatch } from "#src/office/system/clock_watch.ts"
import type { Space } from "#src/office/system/space.ts"
import type { SheetReader } from "#src/outward/ledger/returning/reading.ts"
import type { Reader } from "#src/plans/intake/reading/draft_reading.ts"
import type { TableReader } from "#src/plans/intake/reading/tables.ts"
import type { Arriving } from "#src/reports/evidence/staging.ts"
import type { Newest } from "#src/trail/newest_queries.ts"
import type { SealKey } from "#src/trail/seal_key.ts"
import type { Body } from "./body.ts"
import type { House } from "./house.ts"
import type { Keep } from "./keep.ts"

/**
 * A file of the program that browsers fetch: its text, type and the hash in its address, and the text packed. Read and packed
 * when it is first asked for: brotli takes a tenth of a second, and no start waits for that.
 */
export type Asset = {
  body: () => Promise<string>
  type: string
  hash: string
  gzipped?: () => Promise<Gzipped>
  brotli?: () => Promise<Gzipped>
}

/** What a runtime sends under `Content-Encoding: gzip`; workerd takes the text and packs it by itself. */
export type Gzipped = string | Uint8Array<ArrayBuffer>

/** What a runtime gives the program. Node, workerd and the tests each make their own; nothing else is injected. */
export type Ports = {
  /** On Node always the same; on workerd one a request. */
  database: () => Database
  clock: Clock
  /** Whether the clock can be believed; without one the trail alone tells. */
  clockWatch?: ClockWatch
  /** By file name: `style.css`, `app.js`, `htmx.js`. */
  assets: ReadonlyMap<string, Asset>
  /** The public origin (BASE_URL), or null: the origin that was asked. */
  baseUrl: string | null
  /** The demo's password, to be shown on its login page. */
  demoPassword: string | null
  /** A mail server is set: mail can leave the program. */
  mails: boolean
  /** By which the trail is sealed; without it, without a key. */
  sealKey?: SealKey | null
  /** The address of the browser, as the runtime knows it. */
  addressOf: (c: Context) => string
  /** Whether an address is that of a proxy of ours, which all that come through it would share. */
  isProxy?: (address: string) => boolean
  /** Work to be done after the answer is sent. */
  afterwards: (c: Context, work: Promise<unknown>) => void
  /** Packs a page on its way out; without it pages go as they are. */
  gzip?: (text: string) => Gzipped | Promise<Gzipped>
  /** How much room is left where the database lies; without it nobody knows. */
  space?: () => Promise<Space | null>
  /** Makes backups while the program runs; without it they are made elsewhere. */
  backups?: Backups
  /** So many bytes of evidence go into one package of a plan; without it as many as there are. */
  mostArchived?: number
  /** Reads documents where they hold up nobody; without it they are read on the spot, within what is counted. */
  reader?: Reader
  /** The same for 台账 that come back. */
  sheetReader?: SheetReader
  /** The same for the tables of other files. */
  tableReader?: TableReader
  /** Sessions of this process alone; without it nobody signs in while the disk is full. */
  spare?: SpareSessions
  /** So many bytes of pages are kept (src/door/keep.ts); 0: every page is made anew. */
  keeps?: number
  /** Tests hash cheaply. */
  scrypt?: ScryptParameters
}

export type Variables = {
  ports: Ports
  /** What all capabilities say and bring. */
  house: House
  database: Database
  now: number
  today: string
  calendar: Calendar
  settings: Settings
  /** Behind `signedIn` always somebody; before it perhaps nobody. */
  actor: Actor
  token: string | null
  visitor: Actor | null
  /** A program asks by this token, and not somebody who signed in (src/door/bearer.ts). */
  apiToken?: ApiToken
  /** Where the trail stands as this request looks at it. */
  newest?: Newest
  /** What is kept between requests; without it nothing is. */
  keep: Keep | null
  /** The page that is the answer, as it is sent. */
  page?: Gzipped
  /** What the request brought, once somebody has asked for it. */
  body?: Promise<Body>
  /** What takes the files of the form while it is read (src/door/receiving.ts). */
  receiver?: { begin: () => Arriving; discard: () => Promise<void> }
  /** Signed in while the disk was full: to read, and nothing else. */
  readsOnly?: boolean
  /** So many characters that nobody can see were taken out of what this request typed. */
  unseen?: number
  /** So many files that this request brought are kept under another name than they came with. */
  renamed?: number
}

export type Env = { Variables: Variables }

export const factory = createFactory<Env>()
