import { citedLaw } from "#src/year/laws/naming.ts"
import type { OfferRow, OrderRow } from "#src/year/orders/queries.ts"
import type { RegisterFile } from "../parts/register_file.ts"
import { OFFER_STATE_LABEL, ORDER_STATE_LABEL } from "./words.ts"

/** 普法菜单 as a file. */
export const offersFile = (year: number): RegisterFile<OfferRow> => ({
  title: `${year}年普法菜单`,
  name: "普法菜单",
  columns: [
    { heading: "序号", width: 6, centred: true, cell: (_, i) => i + 1 },
    { heading: "题目", width: 30, cell: ({ offer }) => offer.title },
    { heading: "单位", width: 16, cell: ({ unit }) => unit },
    { heading: "法律法规", width: 30, cell: ({ offer }) => offer.laws.map(citedLaw).join("") },
    { heading: "讲师", width: 12, cell: ({ lecturer }) => lecturer ?? "" },
    { heading: "形式", width: 14, cell: ({ offer }) => offer.kind },
    { heading: "时长", width: 12, cell: ({ offer }) => offer.duration },
    { heading: "对象", width: 20, cell: ({ offer }) => offer.audience },
    { heading: "说明", width: 30, cell: ({ offer }) => offer.note },
    { heading: "已完成", width: 10, cell: ({ held }) => held },
    { heading: "状态", width: 10, centred: true, cell: ({ offer }) => OFFER_STATE_LABEL[offer.state] },
  ],
})

/** 点单 as a file. */
export const ordersFile = (year: number): RegisterFile<OrderRow> => ({
  title: `${year}年普法菜单点单`,
  name: "点单",
  columns: [
    { heading: "单号", width: 6, centred: true, cell: ({ order }) => order.id },
    { heading: "题目", width: 30, cell: ({ offer }) => offer.title },
    { heading: "讲授单位", width: 16, cell: ({ unit }) => unit },
    { heading: "点单单位", width: 16, cell: ({ orderer }) => orderer },
    { heading: "希望日期", width: 14, centred: true, cell: ({ order }) => ({ day: order.wantedOn }) },
    {
      heading: "商定日期",
      width: 14,
      centred: true,
      cell: ({ order }) => (order.agreedOn ? { day: order.agreedOn } : ""),
    },
    { heading: "地点", width: 20, cell: ({ order }) => order.place },
    { heading: "听众", width: 20, cell: ({ order }) => order.audience },
    { heading: "人数", width: 8, cell: ({ order }) => order.heads ?? "" },
    { heading: "状态", width: 10, centred: true, cell: ({ order }) => ORDER_STATE_LABEL[order.state] },
    { heading: "原因", width: 24, cell: ({ order }) => order.reason },
  ],
})
