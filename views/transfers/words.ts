import type { OpenWork } from "#src/transfers/queries.ts"

/** 「4项在办分工（1个方案）、1份督办单未反馈」: what is there, in numbers. */
export const workWords = (work: OpenWork): string =>
  [
    work.parts > 0 && `${work.parts}项在办分工（${work.plans}个方案）`,
    work.reports > 0 && `${work.reports}项进展待报`,
    work.awaited > 0 && `${work.awaited}份督办单未反馈`,
    work.notices > work.awaited && `${work.notices - work.awaited}份督办反馈待核查`,
    work.extensions > 0 && `${work.extensions}项延期申请待答复`,
    work.supervised > 0 && `${work.supervised}个方案由其督促检查`,
    work.lower > 0 && `${work.lower}个下级单位`,
    work.posts > 0 && `${work.posts}个在任岗位`,
  ]
    .filter(Boolean)
    .join("、")
