import type { Import, Source } from "./sources.ts"

/*
 * How the house is built, as a function over sources: which wing may ask which, and what a file may import by its kind.
 * Whatever has no place or no kind is wrong, so that nothing new escapes by its name.
 */

/** From the ground up. A file imports values only from its own wing and those named before it. */
export const WINGS = [
  "trail",
  "office",
  "confirming",
  "drafting",
  "plans",
  "owing",
  "board",
  "reports",
  "supervision",
  "year",
  "outward",
  "messages",
  "pages",
] as const

/** Read document by document: words, their layout, the files they come in, their reading, the drafts of it. */
export const INTAKE = ["words", "layout", "files", "reading", "drafts"] as const

/** What stands beside the wings. */
export const ROOT = {
  ground: ["clock.ts", "refusal.ts", "paths.ts"],
  top: ["app.ts", "node.ts", "worker.ts", "capabilities.ts"],
} as const

/** A house of more rooms than this on its first screen is a list. */
export const MOST_FOLDERS = 15

export type Kind =
  | "ground"
  | "entry"
  | "door"
  | "routes"
  | "acts"
  | "asked"
  | "access"
  | "input"
  | "about"
  | "sending"
  | "rule"

/** Files whose name does not say what they are, with the reason. */
const NAMED_OTHERWISE: Record<string, { kind: Kind; why: string }> = {
  "src/trail/record.ts": { kind: "access", why: "the one way to write what has an event" },
  "src/trail/outbox.ts": { kind: "access", why: "what waits to be sent, written in the batch of its act" },
  "src/trail/seal.ts": { kind: "access", why: "the chain over the trail, written and read again" },
  "src/trail/imprints.ts": { kind: "access", why: "what each act left in the tables, compared" },
  "src/trail/projections.ts": { kind: "access", why: "states against the trail, compared" },
  "src/trail/subjects.ts": { kind: "access", why: "the subjects of the trail as SQL makes and reads them" },
  "src/trail/pieces.ts": { kind: "access", why: "files in pieces, written and read" },
  "src/trail/verification.ts": { kind: "access", why: "all of these at once, for the script and the page" },
  "src/messages/sweep.ts": { kind: "access", why: "the timer: what the program does by itself" },
  "src/messages/fate.ts": { kind: "sending", why: "decides what is said in a message, and says it" },
  "src/messages/channels/smtp.ts": { kind: "sending", why: "speaks SMTP" },
  "src/office/system/backups_node.ts": { kind: "entry", why: "starts a process, which only Node can" },
  "src/office/system/space_node.ts": { kind: "entry", why: "asks the disk, which only Node has" },
  "src/outward/archive/assembling.ts": { kind: "acts", why: "makes a package of what queries find, with its words" },
  "src/outward/archive/of_plan.ts": { kind: "acts", why: "what goes into the package of a plan" },
  "src/outward/archive/of_year.ts": { kind: "acts", why: "what goes into the package of a 普法年度" },
  "src/outward/api/openapi.ts": { kind: "acts", why: "describes rows of acts, in a file that lies beside the program" },
  "src/plans/intake/drafts/elsewhere.ts": { kind: "entry", why: "reads a document in a thread, which only Node has" },
  "src/plans/intake/reading/reading_thread.ts": { kind: "entry", why: "that thread" },
  "src/outward/ledger/returning/sheets_elsewhere.ts": {
    kind: "entry",
    why: "reads a sheet that came back in a thread, which only Node has",
  },
  "src/outward/ledger/returning/sheet_thread.ts": { kind: "entry", why: "that thread" },
  "src/reports/evidence/staging.ts": { kind: "access", why: "a file while it arrives, piece by piece" },
}

const BY_NAME: readonly [RegExp, Kind][] = [
  [/^src\/(clock|refusal|paths)\.ts$/, "ground"],
  [/^src\/(app|node|worker|capabilities)\.ts$/, "entry"],
  [/^src\/bin\/([a-z_]+\/)?[a-z_]+\.ts$/, "entry"],
  [/^src\/door\/[a-z_]+\.tsx?$/, "door"],
  [/[/_]routes\.tsx$/, "routes"],
  [/[/_]acts\.ts$/, "acts"],
  [/[/_](asked|form)\.ts$/, "asked"],
  [/[/_](queries|commands|statements|scope)\.ts$/, "access"],
  [/[/_]input\.ts$/, "input"],
  [/[/_]about\.ts$/, "about"],
  [/[/_]sending\.ts$/, "sending"],
  [/\/[a-z_]+\.ts$/, "rule"],
]

const wingOf = (path: string) => WINGS.findIndex((wing) => path.startsWith(`src/${wing}/`))

/** What a file is by its name and place; null: nothing that is known here. */
export function kindOf(path: string): Kind | null {
  const otherwise = NAMED_OTHERWISE[path]
  if (otherwise) return otherwise.kind
  const [, kind] = BY_NAME.find(([name]) => name.test(path)) ?? [null, null]
  const isPlaced = kind === "ground" || kind === "entry" || kind === "door" || wingOf(path) >= 0
  return isPlaced ? kind : null
}

/** The exceptions that are none any more. */
export const needless = (files: readonly Source[]): string[] =>
  Object.keys(NAMED_OTHERWISE).filter((path) => !files.some((file) => file.path === path))

const isHono = (from: string) => /^hono(\/|$)/.test(from) && !/^hono\/jsx/.test(from)
const isDrizzle = (from: string) => /^(drizzle-orm|@libsql)/.test(from)
const isView = (from: string) => from.startsWith("views/")
const isRunOnNode = (from: string) => /^node:(?!(crypto|zlib)$)/.test(from) || from.startsWith("nodemailer")
/** Tables and lists of states are for all; what opens, reads, writes and migrates a database is not. */
const isDatabase = (from: string) => from.startsWith("db/") && !/^db\/schema(\.ts$|\/)/.test(from)
const isOf =
  (...kinds: Kind[]) =>
  (from: string) => {
    const kind = from.startsWith("src/") ? kindOf(from) : null
    return kind !== null && kinds.includes(kind)
  }

const isOutside = isOf("routes", "acts", "asked", "door", "entry")
const isPureless = (from: string) =>
  isHono(from) || isDrizzle(from) || isView(from) || isDatabase(from) || isRunOnNode(from)

/** What no file of a kind imports, types apart. */
const FORBIDDEN: Record<Kind, (from: string) => boolean> = {
  ground: (from) => isPureless(from) || from.startsWith("src/"),
  rule: (from) => isPureless(from) || isOutside(from) || isOf("access", "sending")(from),
  about: (from) => isPureless(from) || isOutside(from) || isOf("access", "sending")(from),
  access: (from) => isHono(from) || isView(from) || isOutside(from),
  // Messages have words, and no HTML.
  sending: (from) => isHono(from) || isOutside(from) || (isView(from) && !from.endsWith(".ts")),
  input: (from) => isPureless(from) || isOutside(from) || isOf("access", "sending")(from),
  // Rows of acts: which input, who may, which command; a door carries them out.
  acts: (from) => isDrizzle(from) || isOf("routes", "entry")(from),
  asked: (from) => isDrizzle(from) || isView(from) || isOf("routes", "entry")(from),
  routes: (from) => isDrizzle(from) || isOf("entry")(from),
  door: (from) => isOf("routes", "entry")(from),
  entry: () => false,
}

/** On which floor a file stands; the door is above the wings, what answers a request above the door. */
function floorOf(path: string): number {
  const kind = kindOf(path)
  if (kind === "ground") return -1
  if (kind === "routes" || kind === "acts" || kind === "asked") return WINGS.length + 1
  if (kind === "door") return WINGS.length
  const wing = wingOf(path)
  return wing < 0 ? WINGS.length + 2 : wing
}

const intakeFloor = (path: string) => INTAKE.findIndex((room) => path.startsWith(`src/plans/intake/${room}/`))

const valuesOf = (file: Source) => file.imports.filter(({ isType }) => !isType)
const told = (file: Source, { from }: Import) => `${file.path} → ${from}`

/** Files of src without a place or a kind. */
export const strangers = (files: readonly Source[]): string[] =>
  files.filter(({ path }) => path.startsWith("src/") && kindOf(path) === null).map(({ path }) => path)

/** `file → import` of every value that comes from a floor above. */
export const upward = (files: readonly Source[]): string[] =>
  files
    .filter(({ path }) => path.startsWith("src/"))
    .flatMap((file) =>
      valuesOf(file)
        .filter((one) => one.from.startsWith("src/"))
        .filter(
          ({ from }) =>
            floorOf(from) > floorOf(file.path) ||
            (kindOf(file.path) !== "routes" &&
              intakeFloor(file.path) >= 0 &&
              intakeFloor(from) > intakeFloor(file.path)),
        )
        .map((one) => told(file, one)),
    )

/** `file → import` of every value that a file of its kind does not import. */
export const unkind = (files: readonly Source[]): string[] =>
  files.flatMap((file) => {
    const kind = kindOf(file.path)
    if (!kind) return []
    return valuesOf(file)
      .filter((one) => FORBIDDEN[kind](one.from))
      .map((one) => told(file, one))
  })
