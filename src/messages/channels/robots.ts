import * as z from "zod"
import type { ROBOT_KINDS } from "#db/schema.ts"
import { isInside } from "#src/office/system/inside.ts"
import { type Message, told, Undelivered } from "./message.ts"
import { isPassing, post, refusedBy, textOf } from "./post.ts"

export type RobotKind = (typeof ROBOT_KINDS)[number]

/** A group's robot: `url` as its platform shows it, key included; `secret` of its 加签 or 签名校验, or null. */
export type Robot = { kind: RobotKind; url: string; secret: string | null }

export type RobotAddressProblem = "too_long" | "not_a_url" | "not_https" | "credentials"

export type Sending = { at: number; deadlineMs?: number }

type Answer = z.infer<typeof Answer>
type Request = { url: string; json: object }
type Dialect = {
  /** Bytes of UTF-8 that a text may have. */
  limit: number
  request(robot: Robot, content: string, at: number): Request | Promise<Request>
  /** Its own code; 0 is success. */
  codeOf(answer: Answer): number | undefined
  /** Codes of a receiver that is busy or was asked too often. */
  again: readonly number[]
}

const ADDRESS_LIMIT = 500
const KEY_LENGTH = 8
const MORE = "…（全文请登录系统查看）"

const Answer = z.object({
  errcode: z.number().optional(),
  errmsg: z.string().optional(),
  code: z.number().optional(),
  msg: z.string().optional(),
  StatusCode: z.number().optional(),
})

const DIALECTS: Record<RobotKind, Dialect> = {
  /*
   * 企业微信「群机器人配置说明」 (developer.work.weixin.qq.com/document/path/91770): content at most 2048 bytes of UTF-8,
   * 20 messages a minute. 「全局错误码」 (path/90455): -1 busy, 45009 asked too often, 45033 too many at once; 40033
   * refuses \uXXXX in the JSON, so nothing goes out that JSON.stringify would write that way.
   */
  wecom: {
    limit: 2_048,
    request: ({ url }, content) => ({ url, json: { msgtype: "text", text: { content } } }),
    codeOf: ({ errcode }) => errcode,
    again: [-1, 45009, 45033],
  },
  /*
   * 钉钉「自定义机器人接入」 (open.dingtalk.com/document/robots/custom-robot-access): the whole body at most 20,000 bytes
   * (460101), 20 messages a minute, then ten minutes of 130101 or 410100. 310000: keyword, signature or IP do not match.
   */
  dingtalk: {
    limit: 9_000,
    request: async ({ url, secret }, content, at) => ({
      url: secret ? signedUrl(url, at, await dingtalkSign(secret, at)) : url,
      json: { msgtype: "text", text: { content } },
    }),
    codeOf: ({ errcode }) => errcode,
    again: [-1, 130101, 410100],
  },
  /*
   * 飞书「自定义机器人使用指南」 (open.feishu.cn/document/client-docs/bot-v3/add-custom-bot): body at most 20 KB, 100
   * messages a minute and 5 a second (11232), less on the hour. 「频控策略」: 99991400, with HTTP 400 or 429. 19021: the
   * signature does not match or is an hour old. Some deployments answer StatusCode alone.
   */
  feishu: {
    limit: 9_000,
    request: async ({ url, secret }, text, at) => ({
      url,
      json: { ...(secret ? await feishuSigned(secret, at) : {}), msg_type: "text", content: { text } },
    }),
    codeOf: ({ code, StatusCode }) => code ?? StatusCode,
    again: [11232, 99991400],
  },
}

/** Why no robot can stand at this address, or null. Plain http is for an office's own deployment inside its network. */
export function robotAddressProblem(address: string): RobotAddressProblem | null {
  if (address.length > ADDRESS_LIMIT) return "too_long"
  if (!URL.canParse(address)) return "not_a_url"
  const { protocol, hostname, username, password } = new URL(address)
  if (protocol !== "https:" && !(protocol === "http:" && isInside(hostname))) return "not_https"
  return username || password ? "credentials" : null
}

/**
 * Posts a message to a group by its robot, the link always with it. `at` is now, which the signature carries. Robots
 * know no key: after a timeout a second attempt may say it twice. Throws `Undelivered`.
 */
export async function sendToRobot(robot: Robot, message: Message, { at, deadlineMs }: Sending): Promise<void> {
  const problem = robotAddressProblem(robot.url)
  if (problem) throw new Undelivered(false, problem)
  const dialect = DIALECTS[robot.kind]
  const { url, json } = await dialect.request(robot, contentOf(message, dialect.limit), at)
  await post(url, json, { deadlineMs }, (answer) => judge(robot, answer))
}

async function judge(robot: Robot, response: Response): Promise<void> {
  const { codeOf, again } = DIALECTS[robot.kind]
  const secrets = secretsOf(robot)
  const text = await textOf(response)
  const answer = answerIn(text)
  const code = answer && codeOf(answer)
  if (response.ok && code === 0) return
  // Its own code says more than the status: 飞书 answers 400 where it means "later".
  if (answer && code) {
    const words = told(answer.errmsg ?? answer.msg ?? "", secrets)
    throw new Undelivered(again.includes(code) || isPassing(response.status), `${robot.kind}_${code}`, words)
  }
  // Success without a word of a robot's: the log-in page of a network in between, or another service.
  throw response.ok ? new Undelivered(true, "unreadable") : refusedBy(response.status, "", secrets)
}

function answerIn(text: string | null): Answer | null {
  try {
    return Answer.parse(JSON.parse(text ?? ""))
  } catch {
    return null
  }
}

/** The address is a robot's password: what is long in it is a key, what is short ("send") are words. */
function secretsOf({ url, secret }: Robot): string[] {
  const { pathname, searchParams } = new URL(url)
  const parts = [...pathname.split("/"), ...searchParams.values()]
  return [secret ?? "", ...parts.filter((part) => part.length >= KEY_LENGTH)]
}

/** Subject, text and link within so many bytes. Throws `Undelivered` when the link alone is longer. */
export function contentOf({ subject, text, link }: Message, limit: number): string {
  const words = harmless(`${subject}\n${text}`)
  const end = link ? `\n${harmless(link)}` : ""
  if (bytesOf(words + end) <= limit) return words + end
  const room = limit - bytesOf(MORE + end)
  if (room < 0) throw new Undelivered(false, "too_long")
  return cut(words, room) + MORE + end
}

/** What makes a robot call everybody (`<@all>`, `<at user_id="all">`) is said, not done; what JSON would escape is gone. */
const harmless = (text: string) =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(/<(?=@|\/?at\b)/gi, "＜")

const CHARACTERS = new Intl.Segmenter("zh", { granularity: "grapheme" })

/** The longest beginning that has at most so many bytes and ends between two characters as people see them. */
export function cut(text: string, bytes: number): string {
  let size = 0
  for (const { segment, index } of CHARACTERS.segment(text)) {
    size += bytesOf(segment)
    if (size > bytes) return text.slice(0, index)
  }
  return text
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length

function signedUrl(url: string, at: number, sign: string): string {
  const signed = new URL(url)
  signed.searchParams.set("timestamp", String(at))
  signed.searchParams.set("sign", sign)
  return signed.href
}

/** 钉钉 加签: base64 of HMAC-SHA256 with the secret as key over "<milliseconds>\n<secret>". */
export const dingtalkSign = (secret: string, at: number): Promise<string> => hmac(secret, `${at}\n${secret}`)

/** 飞书 签名校验: base64 of HMAC-SHA256 with "<seconds>\n<secret>" as key, over nothing. */
export async function feishuSigned(secret: string, at: number): Promise<{ timestamp: string; sign: string }> {
  const timestamp = String(Math.floor(at / 1000))
  return { timestamp, sign: await hmac(`${timestamp}\n${secret}`, "") }
}

async function hmac(key: string, words: string): Promise<string> {
  const utf8 = new TextEncoder()
  const algorithm = { name: "HMAC", hash: "SHA-256" }
  const imported = await crypto.subtle.importKey("raw", utf8.encode(key), algorithm, false, ["sign"])
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", imported, utf8.encode(words)))
  return btoa(String.fromCharCode(...mac))
}
