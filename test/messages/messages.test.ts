import { expect, test } from "vitest"
import type { MessagePlan } from "#src/messages/queries.ts"
import { digestWords } from "#views/deliveries/messages.ts"

const plan = (id: number, handling: MessagePlan["handling"], docNumber: string | null = null): MessagePlan => ({
  id,
  title: `关于第${id}件事的分工方案`,
  docNumber,
  handling,
})
const open = plan(1, "public")
const numbered = plan(2, "internal", "〔2026〕5号")
const unnamed = plan(3, "internal")
const secret = plan(4, "work_secret", "〔2026〕9号")

test.each([
  ["one plan", [open, open], "（「第1件事的分工方案」）"],
  ["one that may not be named", [secret, secret], ""],
  ["several", [open, numbered, open], "（「第1件事的分工方案」2项、〔2026〕5号方案1项）"],
  ["some that may not be named", [open, unnamed, secret], "（「第1件事的分工方案」1项、其他方案2项）"],
  ["several of which none may be named", [unnamed, secret], "（分属2个方案）"],
] as const)("a digest about %s says of which plan it is as far as that may leave the program", (_, plans, said) => {
  const owed = plans.map((one) => ({ plan: one, dueBy: "2026-09-30" }))
  const { subject, text } = digestWords({ unit: "办公室", owed, today: "2026-09-28", audience: "liaison" })
  const earliest = owed.length > 1 ? "最早" : ""
  expect(text).toBe(`办公室有${owed.length}项待办${said}，${earliest}9月30日前办理。请及时办理。`)
  expect(subject).toBe(`【催办】办公室有${owed.length}项待办`)
})
