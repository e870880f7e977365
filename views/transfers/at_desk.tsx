import { transferPath, unitPath } from "#src/paths.ts"
import type { UnitToTransfer } from "#src/supervision/transfers/queries.ts"
import { openWords } from "./words.ts"

/** A unit that is no more, whose open work is in nobody's hands. */
export const OpenedUnit = ({ row: { unit, successor, ...open } }: { row: UnitToTransfer }) => (
  <>
    <header>
      <h2>
        <a href={unitPath(unit.id)}>{unit.name}</a>
      </h2>
      <small>已停用</small>
    </header>
    <p>
      尚有{openWords(open)}（{open.plans}个方案），须移交
      {successor ? `承接单位${successor}` : "其他单位（未指定承接单位）"}。
    </p>
    <p class="muted small">移交前不再列入新开的填报期，也不再催办。</p>
    <p class="answer-below">
      <a class="button primary" href={transferPath(unit.id)}>
        核对并移交
      </a>
    </p>
  </>
)
