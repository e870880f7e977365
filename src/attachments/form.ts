import type { Context } from "hono"
import type { Env } from "#src/http/env.ts"
import { idOf, type Typed, typedIn, typedText } from "#src/http/form.ts"
import { filesIn } from "#src/http/upload.ts"
import { conflict } from "#src/refusal.ts"
import type { EvidenceChange } from "./statements.ts"

type Listed = EvidenceChange["removed"][number]

const CHOOSE_FIRST = "请先选择要上传的文件"

/** How many files came and went, and what is wrong with those that did not come. */
export type EvidenceKept = { added: number; removed: number; problem: string | null }
export const NOTHING_KEPT: EvidenceKept = { added: 0, removed: 0, problem: null }

export const isUnchanged = ({ added, removed }: EvidenceKept): boolean => added + removed === 0

/**
 * Keeps what a form changes of the evidence beside its words: the files that were chosen, whichever button was pressed,
 * and the one that is to go. It is done before the words are judged, so that nobody has to choose a file twice.
 */
export async function keepEvidence<File extends Listed>(
  c: Context<Env>,
  listed: readonly File[],
  keep: (change: { files: EvidenceChange["files"]; removed: File[] }) => Promise<void>,
): Promise<EvidenceKept> {
  const uploads = await filesIn(c, "files")
  if (!uploads.ok) return { ...NOTHING_KEPT, problem: uploads.problem }
  const typed = await typedIn(c)
  const { files } = uploads
  const removed = goneFrom(listed, typedText(typed, "detach"))
  if (files.length + removed.length > 0) await keep({ files, removed })
  const problem = typed.upload !== undefined && files.length === 0 ? CHOOSE_FIRST : null
  return { added: files.length, removed: removed.length, problem }
}

function goneFrom<File extends Listed>(listed: readonly File[], asked: string | undefined): File[] {
  if (!asked) return []
  const file = listed.find(({ id }) => id === idOf(asked))
  if (!file) throw conflict("evidence_gone")
  return [file]
}

/** For an act that is about the evidence alone. */
export const orChoose = (kept: EvidenceKept): EvidenceKept =>
  isUnchanged(kept) && !kept.problem ? { ...kept, problem: CHOOSE_FIRST } : kept

/** What is said of a change of the evidence. */
export const evidenceSaid = ({ added, removed }: EvidenceKept): string =>
  removed > 0 ? "attachment_removed" : `attached.${added}`

/** The form on the page that the evidence belongs to, as the page names it. */
export const formNamed = (typed: Typed): string => /^[\w-]{1,80}$/.exec(typedText(typed, "form") ?? "")?.[0] ?? ""
