import type { Context } from "hono"
import type { Attachment } from "#db/schema.ts"
import type { Env } from "#src/door/env.ts"
import { typedIn, typedText } from "#src/door/form.ts"
import { isPartial } from "#src/door/respond.tsx"
import { filesIn } from "#src/door/upload.ts"
import { idOf } from "#src/office/typed/input.ts"
import type { Problems, Typed } from "#src/office/typed/spelling.ts"
import { conflict } from "#src/refusal.ts"
import type { Said } from "#src/trail/actions.ts"
import { addressIn } from "./address.ts"
import { MOST_FILES } from "./content.ts"
import type { EvidenceChange } from "./statements.ts"

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
export async function keepEvidence<File extends Listed>(
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
export const orChoose = (kept: EvidenceKept): EvidenceKept =>
  isUnchanged(kept) && !kept.problem ? { ...kept, problem: CHOOSE_FIRST, at: "files" } : kept

/** What is said of a change of the evidence. */
export const evidenceSaid = ({ added, removed }: EvidenceKept): Said =>
  removed > 0 ? "attachment_removed" : `attached.${added}`

/** The form on the page that the evidence belongs to, as the page names it. */
export const formNamed = (typed: Typed): string => /^[\w-]{1,80}$/.exec(typedText(typed, "form") ?? "")?.[0] ?? ""
