import * as z from "zod"
import { LINES, type Line } from "./line_acts.ts"
import { WORDS } from "./words.ts"

/* What /api/openapi.json says. Made where schemas can be described: on Node, and for a Worker when it is bundled. */

const PROBLEM = "#/components/schemas/Problem"

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: PROBLEM } } },
})

const REFUSALS = {
  401: problem("没有登录，或令牌无效、到期、已作废（signed_out）"),
  403: problem("看得到，但不能办；只读令牌不能办理（token_reads）"),
  404: problem("没有，或不归您看（not_found）"),
  429: problem("请求过于频繁，请按 Retry-After 的秒数再试（too_many）"),
  503: problem("暂时无法读写"),
}

const REFUSALS_OF_ACTS = {
  ...REFUSALS,
  409: problem("其间有了变化，或现在的状态不能这样办：code 说明原因"),
  415: problem("请求体须为 application/json"),
  422: problem("填写有误：problems 按字段列出"),
}

const json = (schema: object) => ({ content: { "application/json": { schema } } })

const schemaOf = (schema: z.ZodType, io: "input" | "output") => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" })
  return rest
}

/** A line of which nothing is said is a fault that a test finds. */
const wordsOf = ({ method, path }: Line) => WORDS[`${method} ${path}`] ?? { says: "" }

const parametersOf = (line: Line) => [
  ...[...line.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "integer", minimum: 1 },
  })),
  ...Object.entries(wordsOf(line).query ?? {}).map(([name, description]) => ({
    name,
    in: "query",
    description,
    schema: { type: "integer", minimum: 0 },
  })),
  ...(line.method === "POST"
    ? [
        {
          name: "Idempotency-Key",
          in: "header",
          description: "同一个令牌以同一个值再次提交同样的内容，不再办理，按上次的结果答复；保留24小时",
          schema: { type: "string", minLength: 1, maxLength: 200 },
        },
      ]
    : []),
]

const DONE = { type: "object", properties: { done: { type: ["string", "null"] }, made: {} }, required: ["done"] }

const operationOf = (line: Line) => ({
  summary: wordsOf(line).says,
  parameters: parametersOf(line),
  ...(line.method === "POST" && { requestBody: { required: true, ...json(schemaOf(line.row.input, "input")) } }),
  responses:
    line.method === "GET"
      ? {
          200: { description: "读到的内容", ...json(schemaOf(wordsOf(line).answer ?? z.unknown(), "output")) },
          ...REFUSALS,
        }
      : { 200: { description: "已办理；made 是新立的编号", ...json(DONE) }, ...REFUSALS_OF_ACTS },
})

/** `/plans/:plan` as OpenAPI writes it. */
const pathOf = ({ path }: Line): string => `/api/v1${path.replaceAll(/:(\w+)/g, "{$1}")}`

function pathsOf(lines: readonly Line[]) {
  const paths: Record<string, Record<string, object>> = {}
  for (const line of lines) {
    const path = pathOf(line)
    paths[path] = { ...paths[path], [line.method.toLowerCase()]: operationOf(line) }
  }
  return paths
}

/** The whole description, OpenAPI 3.1. */
export const openapi = () => ({
  openapi: "3.1.0",
  info: {
    title: "分工督办",
    version: "1",
    description: "能看什么、能办什么与令牌的本人相同。工作秘密方案不经接口读取。",
  },
  security: [{ token: [] }],
  paths: pathsOf(LINES),
  components: {
    securitySchemes: { token: { type: "http", scheme: "bearer", description: "在「我的账户—接口令牌」生成" } },
    schemas: {
      Problem: {
        type: "object",
        description: "RFC 9457",
        required: ["type", "status", "title"],
        properties: {
          type: { type: "string" },
          status: { type: "integer" },
          title: { type: "string" },
          detail: { type: "string" },
          code: { type: "string" },
          problems: { type: "object", additionalProperties: { type: "array", items: { type: "string" } } },
        },
      },
    },
  },
})
