import { gathered, type Paper, sealed } from "#src/outward/papers/paper.ts"

/** A slip as views/papers writes it. */
export const SLIP: Paper = {
  title: "督办通知单 报送落实情况",
  issuer: "研究室",
  head: { is: "slip", issuer: "研究室", kind: "督办通知单", line: ["编号：督办通知〔2026〕1号", "签发："] },
  mark: null,
  heading: "",
  addressee: "办公室",
  blocks: [
    { is: "text", text: "现就有关事项通知如下。" },
    { is: "heading", text: "一、涉及任务" },
    {
      is: "table",
      columns: [
        { heading: "任务", width: 1 },
        { heading: "内容", width: 3 },
      ],
      rows: [["（一）", "制定计划。"]],
    },
  ],
  closing: "请抓紧落实。",
  signed: sealed("研究室", "2026年9月21日"),
  note: "联系人：林督查",
  receipt: { kind: "回执", line: "编号：1", rows: [[{ label: "签收人", text: "" }]], note: "" },
}

const SECTIONS = ["一、加强组织领导", "二、落实重点任务", "三、强化督促检查"]
const LONG = "健全完善学法制度，把普法纳入工作总体布局，做到与业务工作同部署、同检查、同落实。"

/** Part, task, unit, how it stands: enough rows for several sheets. */
const RANKED = Array.from({ length: 45 }, (_, i) => [
  SECTIONS[Math.floor(i / 15)] ?? "",
  `（${i + 1}）${LONG}`,
  "办公室",
  i % 3 === 0 ? "欠进度" : "达进度",
  "2026年12月31日",
])

/** A bulletin with everything that a paper may have. */
export const BULLETIN: Paper = {
  title: "关于三季度落实情况的通报",
  issuer: "国家信访局",
  head: { is: "letterhead", issuers: ["国家信访局"], number: "国信办〔2026〕　号" },
  mark: null,
  heading: "国家信访局关于普法责任制分工方案\n三季度落实情况的通报",
  addressee: "局机关各司室，局直属单位",
  blocks: [
    { is: "text", text: `截至9月30日，22项任务已完成6项、达进度12项、欠进度4项。${LONG.repeat(2)}` },
    { is: "heading", text: "一、总体情况" },
    { is: "text", text: LONG.repeat(3) },
    { is: "heading", text: "（一）主要做法", level: 2 },
    { is: "text", lead: "（二）突出重点。", text: LONG.repeat(2) },
    { is: "text", text: "（三）整体推进。各单位按照分工抓好落实。" },
    {
      is: "table",
      caption: "表1　各部分落实情况",
      columns: [
        { heading: "部分", width: 40 },
        { heading: "已完成", width: 15, centred: true },
        { heading: "达进度", width: 15, centred: true },
        { heading: "欠进度", width: 15, centred: true },
        { heading: "合计", width: 15, centred: true },
      ],
      heads: [
        [
          { text: "部分", down: 2 },
          { text: "进度", across: 3 },
          { text: "合计", down: 2 },
        ],
        ["已完成", "达进度", "欠进度"],
      ],
      rows: [
        ["一、加强组织领导", "2", "4", "1", "7"],
        ["二、落实重点任务", "4", "8", "3", "15"],
        [{ text: "合计", strong: true }, "6", "12", "4", "22"],
      ],
    },
    { is: "heading", text: "二、下步要求" },
    { is: "text", text: LONG },
  ],
  closing: "请欠进度的单位于10月20日前书面说明原因。",
  signed: sealed("国家信访局", "2026年10月15日"),
  note: "此件发至局内各单位",
  annexes: [
    {
      title: "各单位落实情况表",
      landscape: true,
      blocks: [
        {
          is: "table",
          columns: [
            { heading: "部分", width: 16 },
            { heading: "任务内容", width: 50 },
            { heading: "单位", width: 12, centred: true },
            { heading: "进度", width: 10, centred: true },
            { heading: "完成时限", width: 16, centred: true },
          ],
          rows: gathered(RANKED, 1),
        },
      ],
    },
    { title: "欠进度任务的原因说明和下步打算（按任务编号排列，由承办单位提供）", blocks: [{ is: "text", text: LONG }] },
  ],
  imprint: { copies: "局领导，机关纪委。", printer: "国家信访局办公室", printedOn: "2026年10月15日" },
}

/** What goes up, of two issuers. */
export const REQUEST: Paper = {
  ...SLIP,
  issuer: "研究室、督查室",
  head: {
    is: "letterhead",
    issuers: ["国家信访局研究室", "国家信访局督查室"],
    number: "信研〔2026〕　号",
    urgency: "特急",
    signers: ["林督查", "王主任", ""],
  },
  heading: "关于提请约谈办公室的请示",
  addressee: "局领导",
  closing: "妥否，请批示。",
  signed: { by: ["国家信访局研究室", "国家信访局督查室", "国家信访局人事司"], on: "2026年10月15日", sealed: true },
  note: "联系人：林督查 8012",
  imprint: { copies: "", printer: "研究室", printedOn: "2026年10月15日" },
  receipt: undefined,
}

/** One of a numbered series, without a seal. */
export const SERIES: Paper = {
  ...BULLETIN,
  head: { is: "series", name: "督查通报", issue: "第3期", line: ["国家信访局研究室", "2026年10月15日"] },
  mark: "草稿",
  heading: "关于三季度落实情况的通报",
  signed: { by: ["国家信访局研究室"], on: "2026年10月15日", sealed: false },
  annexes: BULLETIN.annexes?.slice(0, 1),
}
