import type { ResourceRow } from "#src/year/resources/queries.ts"
import type { RegisterFile } from "../parts/register_file.ts"
import { RESOURCE_KIND_LABEL, RESOURCE_STATE_LABEL } from "./words.ts"

/** 普法资源登记册 as a file. */
export const resourcesFile = (year: number): RegisterFile<ResourceRow> => ({
  title: `${year}年普法阵地、渠道和队伍登记册`,
  name: "普法资源",
  columns: [
    { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
    { heading: "类别", width: 12, centred: true, cell: ({ resource }) => RESOURCE_KIND_LABEL[resource.kind] },
    { heading: "单位", width: 16, cell: ({ unit }) => unit },
    { heading: "名称、姓名", width: 26, cell: ({ resource }) => resource.name },
    { heading: "类型、职务", width: 16, cell: ({ resource }) => resource.form },
    { heading: "地址、账号、团队、范围", width: 26, cell: ({ resource }) => resource.place },
    { heading: "内容", width: 36, cell: ({ resource }) => resource.offers },
    { heading: "办公电话", width: 16, cell: ({ resource }) => resource.contact },
    { heading: "人数", width: 10, cell: ({ resource }) => resource.size ?? "" },
    { heading: "已开展活动", width: 12, cell: ({ resource, held }) => (resource.kind === "venue" ? held : "") },
    { heading: "状态", width: 8, centred: true, cell: ({ resource }) => RESOURCE_STATE_LABEL[resource.state] },
    { heading: "停用原因", width: 20, cell: ({ resource }) => resource.endWhy },
  ],
})
