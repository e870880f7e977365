import type { ActivityLists } from "#db/schema.ts"

/** The words by which activities are entered: lists of a year, which its office changes. */
export type Lists = Pick<ActivityLists, "kinds" | "themed" | "channels" | "tags" | "topics">

/** Before any office has changed them: 中山 2017 and 乌海 name these. */
export const STANDARD_LISTS: Lists = {
  kinds: [
    "主题宣传",
    "中心组学法",
    "法治讲座",
    "法律培训",
    "年度述法",
    "初任、任职培训",
    "旁听庭审",
    "以案释法宣讲",
    "法律咨询",
    "媒体宣传",
    "其他",
  ],
  themed: ["主题宣传"],
  channels: [
    "现场活动",
    "橱窗、宣传栏",
    "电子显示屏",
    "政府网站",
    "微信、微博",
    "短视频",
    "报刊",
    "电视、电台",
    "公益广告",
    "法治公园、广场",
    "宣传资料",
  ],
  tags: ["进机关", "进乡村", "进社区", "进学校", "进企业", "进单位", "进网络"],
  topics: ["教育就业", "医疗卫生", "征地拆迁", "食品安全", "环境保护", "安全生产", "社会救助", "信访维权"],
}

/** One a line, each once, in their order. A word may have 、 in it. */
export const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\n;；]+/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
]
