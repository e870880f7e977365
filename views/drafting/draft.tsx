import type { Child } from "hono/jsx"
import type { Kept, Theirs } from "#src/drafting/draft.ts"
import type { Flaws } from "../parts/fields.tsx"
import { momentWords, unseenWords } from "../words.ts"

/** A form of a draft that came back: after a clash of two tabs with what the other one saved. */
export type DraftFlaws = Flaws & { clash?: Child }

/** Boxes that save themselves while one types: the words alone, to where the draft is kept. `id` names its line. */
export const AutoSaved = ({ id, keep, children }: { id: string; keep: string; children: Child }) => (
  <div
    class="boxes"
    data-autosave="yes"
    hx-post={keep}
    hx-trigger="input delay:800ms"
    hx-target={`#saved-${id}`}
    hx-swap="innerHTML"
    hx-sync="this:queue last"
    hx-encoding="application/x-www-form-urlencoded"
  >
    {children}
  </div>
)

type LineProps = { id: string; draft: Kept | null; today: string; flaws?: DraftFlaws | null }

/** Below the boxes, inside their form: what is wrong with the whole of it, and how far it is saved. */
export const SavedLine = ({ id, draft, today, flaws }: LineProps) => (
  <>
    <p class="problem" role="alert">
      {flaws?.problems[""]?.[0]}
    </p>
    <div class="saved" id={`saved-${id}`} role="status">
      {flaws?.clash ?? <SavedDraft revision={draft?.revision ?? 0} at={draft?.savedAt ?? null} today={today} />}
    </div>
  </>
)

type SavedProps = {
  revision: number
  at: number | null
  today: string
  /** So many unseen characters were taken out in saving. */
  unseen?: number
}

/** Inside the form: when the draft was saved, and the revision that the next saving must meet. */
export const SavedDraft = ({ revision, at, today, unseen = 0 }: SavedProps) => (
  <>
    <input type="hidden" name="revision" value={revision} />
    {at !== null && (
      <small>
        已自动保存 {momentWords(at, today)}
        {unseen > 0 && `，${unseenWords(unseen)}`}
      </small>
    )}
  </>
)

/** In its place: why it was not saved. */
export const Unsaved = ({ problem }: { problem: string | undefined }) => <span class="problem">未保存：{problem}</span>

/** Two tabs, or two people, wrote different things: both are shown, and one press decides. */
export const DraftClash = ({ revision, theirs, today }: { revision: number; theirs: Theirs; today: string }) => (
  <div class="clash" role="alert">
    <input type="hidden" name="revision" value={revision} />
    <p class="problem">
      另一个窗口（或同事）在 {momentWords(theirs.savedAt, today)} 保存了不同的内容，本页的内容尚未保存：
    </p>
    <blockquote class="preserve">{theirs.words}</blockquote>
    <label class="tick">
      <input type="checkbox" name="overwrite" value={theirs.revision} /> 以本页内容为准（勾选后继续填写即保存）
    </label>
  </div>
)
