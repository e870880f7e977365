import { nounOf } from "#src/trail/about.ts"
import type { FileFault } from "#src/trail/file_queries.ts"
import type { ImprintFault } from "#src/trail/imprints.ts"
import type { Verification } from "#src/trail/verification.ts"
import type { Naming } from "../words/told.tsx"
import { stateWords, TRAIL_FAULT_LABEL } from "./values.ts"
import { subjectWords } from "./words.ts"

const SHAPE_WORDS = { table: "表", index: "索引", trigger: "触发器", view: "视图", imprint: "留底范围" } as Record<
  string,
  string
>
const SHAPE_FAULT_WORDS = { added: "多出", missing: "缺少", changed: "被改动" }

const FILE_LABEL: Record<FileFault["kind"], string> = {
  attachment: "附件",
  source: "方案原文",
  ledger: "回传的台账",
}

/** The result of a verification, one line a check, and those that are not as they were below it. */
export function verificationWords(result: Verification, told: Naming): string[] {
  const { integrity, danglingKeys, shape, trail, since, imprints, files, projections, sought } = result
  return [
    integrityWords(integrity),
    danglingWords(danglingKeys),
    structureWords(result),
    ...shape
      .slice(0, SHOWN)
      .map(({ type, name, fault }) => `  ${SHAPE_FAULT_WORDS[fault]}：${SHAPE_WORDS[type] ?? type} ${name}`),
    trailWords(trail),
    ...(since === null ? [] : [sinceWords(since)]),
    imprintsWords(result),
    ...imprints.faults.slice(0, SHOWN).map(imprintWords),
    files.faults.length === 0
      ? `√ 文件内容：${files.files} 份重新计算，与收到时一致`
      : `× 文件内容：${files.faults.length} 份与收到时不一致`,
    ...files.faults.slice(0, SHOWN).map(({ kind, id, name }) => `  ${FILE_LABEL[kind]} ${id}「${name}」`),
    projections.length === 0
      ? "√ 当前状态：与操作记录推算的一致"
      : `× 当前状态：${projections.length} 处与操作记录不一致`,
    ...projections
      .slice(0, SHOWN)
      .map(
        ({ subject, stands, trail: recorded }) =>
          `  ${subjectWords(subject, told)}：现为「${stateWords(stands, nounOf(subject))}」，记录为「${stateWords(recorded, nounOf(subject))}」`,
      ),
    ...(sought === null ? [] : [soughtWords(sought)]),
  ]
}

/** So many of each are named. */
const SHOWN = 10

function integrityWords(integrity: Verification["integrity"]): string {
  if (integrity === null) return "－ 文件完整性：该数据库服务器不提供此项检查"
  const isWhole = integrity.length === 1 && integrity[0] === "ok"
  return isWhole ? "√ 文件完整性：正常" : `× 文件完整性：${integrity.slice(0, 5).join("；")}`
}

function danglingWords(rows: Verification["danglingKeys"]): string {
  if (rows === null) return "－ 关联完整性：该数据库服务器不提供此项检查"
  return rows === 0 ? "√ 关联完整性：正常" : `× 关联完整性：${rows} 行指向不存在的内容`
}

function structureWords({ schema, shape }: Pick<Verification, "schema" | "shape">): string {
  if (schema !== null) return `× 数据结构：${schema}`
  return shape.length === 0 ? "√ 数据结构：表、索引、触发器与程序一致" : `× 数据结构：${shape.length} 处与程序不一致`
}

/** An index is no record: what is wrong with it can be made good from the reports, and says nothing against them. */
function soughtWords({ missing, stray }: NonNullable<Verification["sought"]>): string {
  if (missing === 0 && stray === 0) return "√ 搜索索引：每份进展都在其中"
  const wrong = [missing > 0 && `${missing} 份进展搜索不到`, stray > 0 && `多出 ${stray} 条`].filter(Boolean).join("，")
  return `－ 搜索索引：${wrong}；数据本身不受影响，重新启动程序（或运行 npm run db:migrate）即按现有进展重建`
}

function trailWords(trail: Verification["trail"]): string {
  if (!trail.ok) return `× 操作记录：${TRAIL_FAULT_LABEL[trail.fault](trail.at)}`
  const marked = trail.marked > 0 ? `；有 ${trail.marked} 条的时间早于前面的记录（时钟曾回拨），均有标记` : ""
  return `√ 操作记录：${trail.events} 条，已封存 ${trail.sealed} 条逐条一致，待封存 ${trail.tail} 条${marked}`
}

const sinceWords = ({ eventId }: NonNullable<Verification["since"]>): string =>
  eventId === null
    ? "× 抄录的封存值：现在的记录中没有这个封存值，末尾可能被整体删除，或全部封存值被重做"
    : `√ 抄录的封存值：即第 ${eventId} 条记录的封存值，此前的记录没有被整体替换`

function imprintsWords({ trail, imprints }: Pick<Verification, "trail" | "imprints">): string {
  if (!trail.ok) return "－ 留底：操作记录有问题，没有比对"
  return imprints.faults.length === 0
    ? `√ 留底：现存 ${imprints.rows} 行与各自最后一次操作留下的一致`
    : `× 留底：${imprints.faults.length} 行与最后一次操作留下的不一致`
}

const IMPRINT_FAULT_WORDS = {
  changed: "被改动",
  added: "没有对应的操作记录，可能是直接写入的",
  removed: "不在了，可能是直接删除的",
  unreadable: "有无法读取的内容",
}

const imprintWords = ({ facet, rowKey, fault, eventId, columns }: ImprintFault): string =>
  `  ${facet} ${rowKey}：${IMPRINT_FAULT_WORDS[fault]}${columns.length > 0 ? `（${columns.join("、")}）` : ""}${
    eventId === null ? "" : `，应为第 ${eventId} 条记录留下的`
  }`
