import type { Verification } from "#src/events/verification.ts"
import { STATE_WORDS, TRAIL_FAULT_LABEL } from "../labels.ts"
import { subjectWords } from "./words.ts"

const SHAPE_WORDS = { table: "表", index: "索引", trigger: "触发器", view: "视图" } as Record<string, string>
const SHAPE_FAULT_WORDS = { added: "多出", missing: "缺少", changed: "被改动" }

/** The result of a verification, one line a check. */
export function verificationWords(result: Verification): string[] {
  const { integrity, danglingKeys, schema, shape, trail, projections } = result
  const isWhole = integrity?.length === 1 && integrity[0] === "ok"
  return [
    integrity === null
      ? "－ 文件完整性：该数据库服务器不提供此项检查"
      : isWhole
        ? "√ 文件完整性：正常"
        : `× 文件完整性：${integrity.slice(0, 5).join("；")}`,
    danglingKeys === null
      ? "－ 关联完整性：该数据库服务器不提供此项检查"
      : danglingKeys === 0
        ? "√ 关联完整性：正常"
        : `× 关联完整性：${danglingKeys} 行指向不存在的内容`,
    schema !== null
      ? `× 数据结构：${schema}`
      : shape.length === 0
        ? "√ 数据结构：表、索引、触发器与程序一致"
        : `× 数据结构：${shape.length} 处与程序不一致`,
    ...shape
      .slice(0, 10)
      .map(({ type, name, fault }) => `  ${SHAPE_FAULT_WORDS[fault]}：${SHAPE_WORDS[type] ?? type} ${name}`),
    trail.ok
      ? `√ 操作记录：${trail.events} 条，已封存 ${trail.sealed} 条逐条一致，待封存 ${trail.tail} 条${
          trail.marked > 0 ? `；有 ${trail.marked} 条发生时系统时钟曾回拨，均有标记` : ""
        }`
      : `× 操作记录：${TRAIL_FAULT_LABEL[trail.fault](trail.at)}`,
    projections.length === 0
      ? "√ 当前状态：与操作记录推算的一致"
      : `× 当前状态：${projections.length} 处与操作记录不一致`,
    ...projections
      .slice(0, 10)
      .map(
        ({ subject, stands, trail: told }) =>
          `  ${subjectWords(subject)}：现为「${STATE_WORDS[stands] ?? stands}」，记录为「${STATE_WORDS[told] ?? told}」`,
      ),
  ]
}
