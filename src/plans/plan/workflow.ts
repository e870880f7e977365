import type { Plan } from "#db/schema.ts"
import { possibleBy } from "#src/trail/machine.ts"

/*
 * a document on its way (plan_drafts)                          a plan (plans)
 *
 * draft 拟稿 ── issue (no approval asked) ───────────────────> issued 已下达 ── withdraw ──> withdrawn 已撤回
 *   │ ^                                                         ^ │  ^
 *   │ └─ decline, recall ── approving 待审定 ── approve ────────┘ │  └── restore ──┐
 *   └── submit ──────────────^                                    └── archive ──> archived 已归档
 *
 * A 征求意见稿 is no state of it: the draft goes on being corrected while the units say what they think of the words
 * that they were shown (src/consultations).
 */
export const MOVES = {
  submit: { from: ["draft"], to: "approving", by: "office", needs: [] },
  recall: { from: ["approving"], to: "draft", by: "office", needs: [] },
  decline: { from: ["approving"], to: "draft", by: "approver", needs: ["remark"] },
  approve: { from: ["approving"], to: "issued", by: "approver", needs: [] },
  issue: { from: ["draft"], to: "issued", by: "office", needs: [] },
  withdraw: { from: ["issued"], to: "withdrawn", by: "office", needs: ["remark"] },
  archive: { from: ["issued"], to: "archived", by: "office", needs: [] },
  restore: { from: ["archived"], to: "issued", by: "office", needs: ["remark"] },
} as const satisfies Record<
  string,
  {
    from: readonly Plan["state"][]
    to: Plan["state"]
    by: "office" | "approver"
    needs: readonly "remark"[]
  }
>

export type PlanMove = keyof typeof MOVES

export const PLAN_MOVES = Object.keys(MOVES) as PlanMove[]

export const canMove: (state: Plan["state"], move: PlanMove) => boolean = possibleBy(MOVES)

export const ISSUED = ["issued", "withdrawn", "archived"] as const satisfies readonly Plan["state"][]

/** What units have sent in of a plan and not taken back: reports, answers to 督办单, 申请办结. */
export type SentIn = { reports: number; answers: number; claims: number }

/**
 * A plan that was issued by mistake is withdrawn as long as nobody has reported on it. Who has only 签收 or 异议 has said
 * nothing about the work; whatever says that something was done stays, and so does the plan.
 */
export const isReportedOn = ({ reports, answers, claims }: SentIn): boolean => reports + answers + claims > 0

/** What of a plan has not come to its end; 长期坚持 never does. */
export type StillOpen = {
  parts: number
  rounds: number
  notices: number
  extensions: number
  instructions: number
  inspections: number
}

export const isAllDone = (open: StillOpen): boolean => Object.values(open).every((n) => n === 0)
