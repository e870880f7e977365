/** What a unit owes, by the first word of its item (src/owing/queries.ts). */
const OWED_LABEL: Record<string, string> = {
  report: "进展未报",
  resubmission: "退回后未重报",
  rectification: "整改未完成",
  stage: "阶段未完成",
  deadline: "过了完成时限",
  notice: "督办单未反馈",
}

/** `report:12/3` in words. */
export const owedWords = (item: string): string => OWED_LABEL[item.split(":")[0] ?? ""] ?? "未办理"
