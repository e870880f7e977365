import { describe, expect, test } from "vitest"
import {
  doubtKey,
  doubtsIn,
  type Identifier,
  isDoubt,
  numbersIn,
  sightingsIn,
  veiled,
} from "#src/year/cases/identifiers.ts"
import { EMPTY } from "#src/year/cases/text.ts"

/*
 * Nothing here is anybody's: the region 99 does not exist, nor do mobile numbers that begin with 154, fixed ones that begin
 * with 0, or plates of nothing but noughts; the card's issuer is none.
 */

/** Numbers in a row that is the same each time, from 0 up to that. */
function chances(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
type Chance = ReturnType<typeof chances>

const one = <T>(chance: Chance, of: readonly T[]): T => of[chance(of.length)] as T
const digits = (chance: Chance, n: number) => Array.from({ length: n }, () => chance(10)).join("")
const two = (n: number) => String(n).padStart(2, "0")

const birthday = (chance: Chance) => `${1930 + chance(90)}${two(1 + chance(12))}${two(1 + chance(28))}`

function identity(chance: Chance): string {
  const body = `99${digits(chance, 4)}${birthday(chance)}${digits(chance, 3)}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return body + "10X98765432"[weights.reduce((sum, weight, i) => sum + weight * Number(body[i]), 0) % 11]
}

function card(chance: Chance): string {
  // Of eighteen digits it could be an identity number as well.
  const body = `6299990000${digits(chance, one(chance, [5, 6, 8]))}`
  const check = "0123456789".split("").find((last) => isLuhn(body + last))
  return body + check
}

const isLuhn = (number: string): boolean =>
  [...number].reverse().reduce((sum, sign, i) => {
    const value = Number(sign) * (i % 2 === 0 ? 1 : 2)
    return sum + (value > 9 ? value - 9 : value)
  }, 0) %
    10 ===
  0

const FULL = (text: string) =>
  [...text].map((sign) => (/[0-9A-Z]/.test(sign) ? String.fromCharCode(sign.charCodeAt(0) + 0xfee0) : sign)).join("")
const WRITTEN = (text: string) => text.replaceAll(/\d/g, (digit) => "〇一二三四五六七八九"[Number(digit)] ?? digit)
const grouped = (text: string, sizes: readonly number[], gap: string) => {
  let from = 0
  const pieces = sizes.map((size) => {
    from += size
    return text.slice(from - size, from)
  })
  return [...pieces, text.slice(from)].filter(Boolean).join(gap)
}

const GAPS = [" ", "-", "－", "—", "　", ".", "·"]

/** Each kind in the manners in which it comes. */
const MADE: Record<Exclude<Identifier, "digits" | "name">, (chance: Chance) => string> = {
  identity: (chance) => {
    const number = identity(chance)
    return one(chance, [
      number,
      number.toLowerCase(),
      FULL(number),
      grouped(number, [6, 8], one(chance, GAPS)),
      grouped(number, [6, 4, 2, 2], one(chance, GAPS)),
      // The former one, and one whose last digit was mistyped.
      `99${digits(chance, 4)}${birthday(chance).slice(2)}${digits(chance, 3)}`,
      number.slice(0, 17) + String((Number(number[17] === "X" ? 5 : number[17]) + 1) % 10),
    ])
  },
  mobile: (chance) => {
    const number = `154${digits(chance, 8)}`
    return one(chance, [
      number,
      FULL(number),
      WRITTEN(number),
      grouped(number, [3, 4], one(chance, GAPS)),
      grouped(number, [3, 3], one(chance, GAPS)),
      `+86${number}`,
      `86-${number}`,
      `154\u200b${number.slice(3)}`,
    ])
  },
  telephone: (chance) => {
    const area = one(chance, ["010", "023", "0371", "0898"])
    const number = `0${digits(chance, area.length === 3 ? 7 : 6)}`
    return one(chance, [
      `${area}-${number}`,
      `${area}${number}`,
      `（${area}）${number}`,
      FULL(`${area}－${number}`),
      `${area} ${number}`,
    ])
  },
  plate: (chance) => {
    const province = one(chance, [..."京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"])
    return one(chance, [
      `${province}Z00000`,
      `${province}Z·0000D`,
      `${province}Z D00000`,
      `${province}z0000d`,
      `${province}Z0000挂`,
      FULL(`${province}Z00000`),
    ])
  },
  card: (chance) => {
    const number = card(chance)
    return one(chance, [number, FULL(number), grouped(number, [4, 4, 4, 4], " "), grouped(number, [4, 4, 4, 4], "-")])
  },
}

const LINES = [
  "2026年3月15日，某县市场监督管理局接到群众投诉。",
  "经查，当事人某超市自2025-11-01至2026-02-28销售过期食品，货值金额12,345.60元，违法所得3980元。",
  "依据《中华人民共和国食品安全法》第一百二十四条第一款第（五）项，罚款50000元。",
  "该局作出国市监处罚〔2026〕1234号行政处罚决定书，于2026.04.01送达。",
  "2026-09-21 2026-10-12两次听证，上午9:00至11:30，参加56人次。",
  "信访人张某某于二〇二六年一月五日到某乡政府反映，涉及土地3.25亩、房屋120平方米。",
  "法院作出（2025）某0105民初12345号民事判决，赔偿135000元，利息按年利率3.45%计算。",
  "可拨打12345、12348热线，或400-000-0000咨询；编号ZF20260315-0012。",
  "统一社会信用代码91000000MA00000000的某公司，注册资本1.2亿元，2021—2025年共纳税98765432.10元。",
  "第13条至第18条，2023-2024年度，京ICP备00000000号，容积率2.5，占地1300-1500平方米。",
  "复议机关在60日内于2026年5月8日作出维持决定，当事人应当于15日内履行，未提起诉讼。",
  "调解员周某、李某某与双方当事人多次沟通，方某同意分三期支付38000元、42000元、15000元。",
]

const ordinary = (chance: Chance): string =>
  Array.from({ length: 1 + chance(6) }, () => one(chance, LINES)).join(one(chance, ["", "\n"]))

const KINDS = Object.keys(MADE) as (keyof typeof MADE)[]

describe("numbers", () => {
  test.each(KINDS)("%s, however it is written and wherever it stands, is found there", (kind) => {
    const chance = chances(kind.length * 7919)
    for (let i = 0; i < 400; i++) {
      const [before, after] = [ordinary(chance), ordinary(chance)]
      const number = MADE[kind](chance)
      const [opening, closing] = one(chance, [
        ["联系方式：", "。"],
        ["（", "）"],
        ["号码", "，"],
        ["\n", "\n"],
        ["为", "的"],
        ["打", "去"],
      ] as const)
      const text = `${before}${opening}${number}${closing}${after}`
      const at = before.length + opening.length
      const [found] = sightingsIn(text).filter(({ from, to }) => from <= at + 1 && to >= at + number.length)
      expect(found && !isDoubt(found), JSON.stringify({ number, text, found: sightingsIn(text) })).toBe(true)
      expect(found?.kind, JSON.stringify(number)).toBe(kind)
      expect(text.slice(found?.from, found?.to)).toBe(found?.text)
    }
  })

  test("in ordinary texts there is none", () => {
    const chance = chances(31)
    for (let i = 0; i < 1500; i++) {
      const text = ordinary(chance)
      expect(
        sightingsIn(text).filter((found) => !isDoubt(found)),
        text,
      ).toEqual([])
    }
  })

  test.each<[string, string]>([
    ["days, sums, articles", "2026年9月21日至2026年10月12日，罚款1350000元，第十三条第2款第（3）项"],
    ["what is hidden already", "手机号154****0000，身份证号990101********0000，车牌京Z****0"],
    ["service numbers", "拨打12345、110、400-000-0000"],
    ["a number of eleven digits that is none of a mobile", "编号20260315001"],
    ["a province before letters", "沪深交易所、京ICP备00000000号、云ABCDE平台"],
    ["a 文号", "国办发〔2026〕12号、（2026）某01行终123号"],
  ])("%s are let by", (_, text) => expect(sightingsIn(text)).toEqual([]))

  test("fifteen digits or more that are no known number are a doubt", () => {
    expect(sightingsIn("订单202613990000000号").map(({ kind }) => kind)).toEqual(["digits"])
    expect(sightingsIn("流水12345678901234号")).toEqual([])
  })

  test("of what overlaps the surer is told once", () => {
    const number = "990101199001010009"
    const found = sightingsIn(`身份证号${number}。`)
    expect(found).toEqual([{ kind: "identity", from: 4, to: 22, text: number }])
  })

  test("a text as long as it may be takes no time", () => {
    const text = "信访人张某某反映，2026年3月15日，某局12,345元。".repeat(600)
    const from = performance.now()
    sightingsIn(text)
    expect(performance.now() - from).toBeLessThan(400)
  })
})

describe("names are only guessed", () => {
  test.each<[string, string[]]>([
    ["信访人张大明反映", ["张大明"]],
    ["申请人：李明，男", ["李明"]],
    ["信访人李大明多次来信", ["李大明"]],
    ["当事人方同意，职工马上复工，村民高度关注", []],
    ["原告欧阳建国与被告王小二", ["欧阳建国", "王小二"]],
    ["刘桂兰诉某县公安局", ["刘桂兰"]],
    ["某公司诉赵六", ["赵六"]],
    ["陈建国老人到窗口", ["陈建国"]],
    ["信访人张某某、李某反映，王某诉赵某某", []],
    ["当事人应当于15日内履行，申请人认为不当", []],
    ["经周边群众反映，方案已经公布，高某同意", []],
  ])("%s", (text, names) => {
    const found = sightingsIn(text)
    expect(found.map(({ text }) => text)).toEqual(names)
    expect(found.every(isDoubt)).toBe(true)
  })
})

describe("of a case", () => {
  const text = { ...EMPTY, title: "张大明诉某局", facts: "第一段。\n\n信访人留有手机号15400000000。" }

  test("each is told with its part and paragraph", () => {
    expect(numbersIn(text)).toMatchObject([{ part: "facts", paragraph: 2, kind: "mobile", text: "15400000000" }])
    expect(doubtsIn(text)).toMatchObject([{ part: "title", paragraph: 1, kind: "name", text: "张大明" }])
    expect(doubtsIn(text).map(doubtKey)).toEqual(["title-0-3"])
  })

  test("a message shows so much of it as finds it again", () => {
    expect(veiled("15400000000")).toBe("154…00")
    expect(veiled("张大明")).toBe("张大明")
  })
})
