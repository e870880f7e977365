import type { Context } from "hono"
import type { Attachment } from "#db/schema.ts"
import { idOf } from "#src/office/typed/input.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { conflict } from "#src/refusal.ts"
import { addressIn } from "#src/reports/evidence/address.ts"
import { MOST_FILES } from "#src/reports/evidence/content.ts"
import type { Room } from "#src/reports/evidence/staging.ts"
import type { EvidenceChange } from "#src/reports/evidence/statements.ts"
import type { Said } from "#src/trail/actions.ts"
import type { Asked, Files, Pages } from "./act.ts"
import type { Env } from "./env.ts"
import { type Flawed, flawed, typedIn, typedText } from "./form.ts"
import { isPartial } from "./respond.tsx"
import { filesIn, goneFiles } from "./upload.ts"

/*
 * The files that a form brings, one way for all: evidence, which is kept beside the words, and scans, which go with the
 * act or nowhere. For what they are is said before the form is read (src/door/receiving.ts).
 */

type Change<File> = Omit<EvidenceChange, "removed"> & { removed: File[] }

/** The evidence of what is found: where it takes up room, what is listed of it, and the command that changes it. */
export type Evidence<Found, File extends Listed = Listed> = {
  room: (found: Found) => Room
  /** Null: the form names nothing that evidence could belong to. */
  listed: (found: Found, typed: Typed) => readonly File[] | null
  keep: (asked: Asked, found: Found, change: Change<File>, typed: Typed) => Promise<void>
}

/** One evidence, with its types read off it; whoever brings it along needs not know what kind of files they are. */
export const evidence = <Found, File extends Listed>(one: Evidence<Found, File>): Brought<Found> => ({
  room: one.room,
  keepIn: async (c, asked, found) => {
    const typed = await typedIn(c)
    const listed = one.listed(found, typed)
    if (listed === null) return NOTHING_KEPT
    return keepEvidence(c, listed, (change) => one.keep(asked, found, change, typed))
  },
})

export type Brought<Found> = {
  room: (found: Found) => Room
  keepIn: (c: Context<Env>, asked: Asked, found: Found) => Promise<EvidenceKept>
}

/**
 * When it is kept. `first`: before the words are judged, and a file that does not come holds up the act. `besides`: the
 * words are saved whatever becomes of it, and alone while somebody types. `alone`: it is all that the form is about.
 */
export type Bringing<Found> = Brought<Found> & { kept: "first" | "besides" | "alone" }

/** What a form brings of evidence, as its act wants it. */
export async function broughtIn<Found>(c: Context<Env>, asked: Asked, brought: Bringing<Found>, found: Found) {
  if (brought.kept !== "alone" && isPartial(c)) return NOTHING_KEPT
  const kept = await brought.keepIn(c, asked, found)
  return brought.kept === "alone" ? orChoose(kept) : kept
}

type Alone<Found> = {
  brought: Brought<Found>
  /** The evidence as it stands on the page. */
  shown: (c: Context<Env>, found: Found, flaws: Flawed) => string | Promise<string>
} & Pick<Pages<Found, unknown>, "again" | "onward" | "done">

/** The form of evidence by itself. A page that is being written on gets the evidence alone. */
export const evidenceAlone = <Found>({ brought, shown, again, onward, done }: Alone<Found>): Pages<Found, unknown> => ({
  evidence: { ...brought, kept: "alone" },
  again: async (c, found, flaws) => (isPartial(c) ? c.html(await shown(c, found, flaws), 422) : again(c, found, flaws)),
  done: async (c, did) =>
    isPartial(c) ? c.html(await shown(c, await did.fresh(), flawed(did.typed, {}))) : ((await done?.(c, did)) ?? null),
  says: (_said, _input, kept) => evidenceSaid(kept),
  onward,
})

/** Scans by their fields; what is wrong with one; and, where the form comes back, that the others are gone. */
export async function scansIn(c: Context<Env>, fields: readonly string[]) {
  const uploads = await Promise.all(fields.map(async (field) => ({ field, upload: await filesIn(c, field) })))
  const files: Files = new Map(uploads.flatMap(({ field, upload }) => (upload.ok ? [[field, upload.files]] : [])))
  const problems: Problems = {}
  const gone: Problems = {}
  for (const { field, upload } of uploads) {
    if (!upload.ok) problems[field] = [upload.problem]
    const lost = upload.ok ? goneFiles(c, upload.files) : null
    if (lost) gone[field] = [lost]
  }
  return { files, problems, gone }
}

type Listed = EvidenceChange["removed"][number] & Pick<Attachment, "address">

const CHOOSE_FIRST = "请先选择要上传的文件"
const ADDRESS_FIRST = "请填写网址"
/** Of the button that adds it. */
const ADDS_ADDRESS = "address"

/** How many files and addresses came and went, what is wrong with one that did not come, and at which field. */
export type EvidenceKept = { added: number; removed: number; problem: string | null; at: "files" | "address" }
export const NOTHING_KEPT: EvidenceKept = { added: 0, removed: 0, problem: null, at: "files" }

export const isUnchanged = ({ added, removed }: EvidenceKept): boolean => added + removed === 0

/**
 * Keeps what a form changes of the evidence beside its words: the files that were chosen and the address that was typed,
 * whichever button was pressed, and the one that is to go. It is done before the words are judged, so that nobody has to
 * choose a file twice. A file that goes by itself leaves an address that is still being typed where it is.
 */
async function keepEvidence<File extends Listed>(
  c: Context<Env>,
  listed: readonly File[],
  keep: (change: Omit<EvidenceChange, "removed"> & { removed: File[] }) => Promise<void>,
): Promise<EvidenceKept> {
  const uploads = await filesIn(c, "files")
  if (!uploads.ok) return { ...NOTHING_KEPT, problem: uploads.problem }
  const typed = await typedIn(c)
  const { files } = uploads
  const removed = goneFrom(listed, typedText(typed, "detach"))
  const asked = isPartial(c) ? null : addressAsked(typed, listed, files.length)
  const address = asked && "address" in asked ? asked : null
  const added = files.length + (address ? 1 : 0)
  if (added + removed.length > 0) await keep({ files, address, removed })
  const kept = { added, removed: removed.length }
  if (asked && "problem" in asked) return { ...kept, problem: asked.problem, at: "address" }
  if (typed.upload === undefined || added > 0) return { ...kept, problem: null, at: "files" }
  return typed.upload === ADDS_ADDRESS
    ? { ...kept, problem: ADDRESS_FIRST, at: "address" }
    : { ...kept, problem: CHOOSE_FIRST, at: "files" }
}

/** What was typed as an address. One that is listed already was sent before: pressed twice, or shown again after a refusal. */
function addressAsked(typed: Typed, listed: readonly Listed[], files: number) {
  const asked = addressIn(typedText(typed, "address") ?? "", typedText(typed, "addressName") ?? "")
  if (!asked || "problem" in asked) return asked
  if (listed.some(({ address }) => address === asked.address)) return null
  return files < MOST_FILES ? asked : { problem: `一次最多添加 ${MOST_FILES} 件，网址请稍后再添加` }
}

/** What stood in the fields of the address, where the words beside it are shown as they are kept and not as typed. */
export const addressTyped = ({ address, addressName }: Typed): Typed => ({ address, addressName })

/** What is wrong with the evidence, at the field where it is. */
export const evidenceProblems = ({ problem, at }: Pick<EvidenceKept, "problem" | "at">): Problems =>
  problem ? { [at]: [problem] } : {}

function goneFrom<File extends Listed>(listed: readonly File[], asked: string | undefined): File[] {
  if (!asked) return []
  const file = listed.find(({ id }) => id === idOf(asked))
  if (!file) throw conflict("evidence_gone")
  return [file]
}

/** For an act that is about the evidence alone. */
const orChoose = (kept: EvidenceKept): EvidenceKept =>
  isUnchanged(kept) && !kept.problem ? { ...kept, problem: CHOOSE_FIRST, at: "files" } : kept

/** What is said of a change of the evidence. */
export const evidenceSaid = ({ added, removed }: EvidenceKept): Said =>
  removed > 0 ? "attachment_removed" : `attached.${added}`

/** The form on the page that the evidence belongs to, as the page names it. */
export const formNamed = (typed: Typed): string => /^[\w-]{1,80}$/.exec(typedText(typed, "form") ?? "")?.[0] ?? ""
