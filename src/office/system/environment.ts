import { mailboxOf } from "#src/office/typed/mailbox.ts"
import { canSealBy, type SealKey } from "#src/trail/seal_key.ts"
import { isInside } from "./inside.ts"
import { type Gateway, type MailSetting, type SmtpServer, TLS } from "./mail_server.ts"
import type { Rotation } from "./rotation.ts"

/** The program's settings from outside (design.md 7), checked once at the start. */
export type Environment = {
  port: number
  host: string
  databaseUrl: string
  databaseAuthToken: string | undefined
  baseUrl: string | null
  demo: boolean
  /** A clock that stands still, for demonstrations. */
  now: number | null
  /** Addresses and networks whose X-Forwarded-For is believed besides this machine's; read in src/door/proxies.ts. */
  trustedProxies: string
  /** Null: nobody is mailed. */
  mail: MailSetting | null
  /** What reading a document may take of this machine. */
  reading: { seconds: number; megabytes: number }
  /** Null: the trail is sealed without a key. */
  sealKey: SealKey | null
  /** Every line is JSON, and each request has one. */
  jsonLog: boolean
  /** Null: nobody is told how the program stands. */
  metricsToken: string | null
  backup: BackupSetting
}

/** How backups are kept (Node). */
export type BackupSetting = {
  /** 32 bytes; null: they lie there unencrypted, as the database does. */
  key: Buffer | null
  /** A folder on another disk or machine; null: there is none. */
  copyTo: string | null
  rotation: Rotation
}

export const isLoopback = (host: string) =>
  host === "localhost" || /^\[?::1\]?$/.test(host) || /^127(\.\d{1,3}){3}$/.test(host)

/** What was set cannot be used; the words say what to change. */
export class WrongSetting extends Error {}

type Variables = Record<string, string | undefined>

/** Reads the environment. Throws a sentence that says what to change. */
export function readEnvironment(variables: Variables): Environment {
  const host = variables.HOST || "127.0.0.1"
  const baseUrl = variables.BASE_URL ? originOf(variables.BASE_URL) : null
  const demo = variables.DEMO ? variables.DEMO === "1" : isLoopback(host) && baseUrl === null
  if (demo && !isLoopback(host))
    throw new WrongSetting("演示模式（DEMO=1）使用公开口令，只能监听本机：请去掉 HOST，或设置 DEMO=0。")
  return {
    port: portOf(variables.PORT),
    host,
    databaseUrl: databaseOf(variables.DATABASE_URL || "file:data/fengong.db"),
    databaseAuthToken: variables.DATABASE_AUTH_TOKEN || undefined,
    baseUrl,
    demo,
    now: variables.NOW ? standingClock(variables.NOW, demo) : null,
    trustedProxies: variables.TRUSTED_PROXIES ?? "",
    reading: {
      seconds: wholeNumber("READING_SECONDS", variables.READING_SECONDS || "10", 1, 600),
      megabytes: wholeNumber("READING_MEMORY_MB", variables.READING_MEMORY_MB || "64", 32, 4096),
    },
    mail: variables.MAIL_URL ? mailSetting(variables.MAIL_URL, variables.MAIL_TOKEN, variables.MAIL_FROM) : null,
    sealKey: variables.SEAL_KEY ? sealKey(variables.SEAL_KEY, variables.SEAL_ALGORITHM || "sha-256") : null,
    jsonLog: variables.LOG ? isJsonLog(variables.LOG) : false,
    metricsToken: variables.METRICS_TOKEN ? metricsToken(variables.METRICS_TOKEN) : null,
    backup: backupSetting(variables),
  }
}

const backupSetting = (variables: Variables): BackupSetting => ({
  key: variables.BACKUP_KEY ? keyOf("BACKUP_KEY", variables.BACKUP_KEY) : null,
  copyTo: variables.BACKUP_COPY_TO || null,
  rotation: {
    days: wholeNumber("BACKUP_DAYS", variables.BACKUP_DAYS || "14", 1, 3650),
    months: wholeNumber("BACKUP_MONTHS", variables.BACKUP_MONTHS || "12", 0, 600),
  },
})

/** A key of 32 bytes; the sentence does not repeat it. */
function keyOf(name: string, hex: string): Buffer {
  if (!/^[0-9a-f]{64}$/i.test(hex))
    throw new WrongSetting(`${name} 应为 64 个十六进制字符，即 openssl rand -hex 32 的结果。`)
  return Buffer.from(hex, "hex")
}

function isJsonLog(log: string): boolean {
  if (log !== "json" && log !== "text") throw new WrongSetting(`LOG 应为 json 或 text，现为 ${log}`)
  return log === "json"
}

/** The sentence does not repeat the token. */
function metricsToken(token: string): string {
  if (!/^[!-~]{24,512}$/.test(token))
    throw new WrongSetting("METRICS_TOKEN 应为至少 24 个英文字母、数字或符号，如 openssl rand -hex 32 的结果。")
  return token
}

/** The sentence does not repeat the key. */
function sealKey(key: string, name: string): SealKey {
  if (!/^[!-~]{32,512}$/.test(key))
    throw new WrongSetting("SEAL_KEY 应为至少 32 个英文字母、数字或符号，如 openssl rand -hex 32 的结果。")
  if (name !== "sha-256" && name !== "sm3") throw new WrongSetting(`SEAL_ALGORITHM 应为 sha-256 或 sm3，现为 ${name}`)
  const algorithm = name === "sm3" ? "hmac-sm3/2" : "hmac-sha-256/2"
  if (!canSealBy(algorithm)) throw new WrongSetting("这里的 Node.js 不支持 SM3：请把 SEAL_ALGORITHM 设为 sha-256。")
  return { algorithm, key }
}

/** `ws:` and others would work, but without the deadline that every call to a server must have. */
function databaseOf(url: string): string {
  if (url !== ":memory:" && !/^(file|https?|libsql):/.test(url))
    throw new WrongSetting(`DATABASE_URL 应以 file:、libsql://、https:// 或 http:// 开头，现为 ${url}`)
  return url
}

function originOf(url: string): string {
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new WrongSetting(`BASE_URL 应为网址，如 https://db.example.gov.cn，现为 ${url}`)
  return new URL(url).origin
}

function portOf(port = "3000"): number {
  const number = Number(port)
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new WrongSetting(`PORT 应为 0 到 65535 的整数，现为 ${port}`)
  return number
}

function wholeNumber(name: string, value: string, least: number, most: number): number {
  const number = Number(value)
  if (!Number.isInteger(number) || number < least || number > most)
    throw new WrongSetting(`${name} 应为 ${least} 到 ${most} 的整数，现为 ${value}`)
  return number
}

function standingClock(now: string, demo: boolean): number {
  if (!demo) throw new WrongSetting("NOW 只能与 DEMO=1 同用：正式使用时时钟不能固定。")
  const at = Date.parse(now)
  if (Number.isNaN(at) || !/(Z|[+-]\d{2}:?\d{2})$/.test(now))
    throw new WrongSetting(`NOW 应为带时区的时刻，如 2026-09-28T09:00+08:00，现为 ${now}`)
  return at
}

/** No sentence here repeats MAIL_URL or MAIL_TOKEN: passwords stand in them, and sentences in logs. */
function mailSetting(url: string, token = "", from = ""): MailSetting {
  const isSmtp = /^smtps?:/.test(url)
  if (!URL.canParse(url) || !(isSmtp || /^https?:/.test(url)))
    throw new WrongSetting("MAIL_URL 应为 smtp://、smtps:// 或邮件网关的 https:// 地址。")
  const sender = mailboxOf(from)
  if (!sender)
    throw new WrongSetting(
      `设置了 MAIL_URL 时，MAIL_FROM 应为发件人，如 分工督办 <noreply@example.gov.cn>，现为 ${from || "空"}`,
    )
  if (isSmtp && token) throw new WrongSetting("MAIL_TOKEN 只用于邮件网关：SMTP 的用户名和口令写在 MAIL_URL 中。")
  return { server: isSmtp ? smtpServer(new URL(url)) : gateway(new URL(url), token), from: sender }
}

/** Ports: 465 with TLS from the first byte (RFC 8314), else 587, submission (RFC 6409). */
function smtpServer({ protocol, hostname, port, username, password, searchParams, pathname }: URL): SmtpServer {
  const secure = protocol === "smtps:"
  const { tls: asked = "starttls", ...unknown } = Object.fromEntries(searchParams)
  const tls = TLS.find((one) => one === asked)
  if (!hostname || !/^\/?$/.test(pathname) || Object.keys(unknown).length > 0)
    throw new WrongSetting(
      "MAIL_URL 应形如 smtp://用户名:口令@服务器:端口，后面只可加 ?tls=off、starttls 或 required。",
    )
  if (!tls) throw new WrongSetting("MAIL_URL 中的 tls 应为 off、starttls 或 required。")
  if (secure && tls === "off") throw new WrongSetting("MAIL_URL 为 smtps:// 时连接一律加密，不能写 tls=off。")
  return {
    kind: "smtp",
    host: hostname.replace(/^\[(.*)\]$/, "$1"),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    tls,
    login: username || password ? login(username, password) : null,
  }
}

function login(username: string, password: string): SmtpServer["login"] {
  try {
    const [user, pass] = [decodeURIComponent(username), decodeURIComponent(password)]
    if (user && pass) return { user, pass }
  } catch {
    // A bare % in a password.
  }
  throw new WrongSetting("MAIL_URL 中的用户名和口令应成对填写，其中的特殊字符写成 %XX，如 @ 写作 %40、% 写作 %25。")
}

function gateway({ protocol, hostname, username, password, href }: URL, token: string): Gateway {
  if (username || password) throw new WrongSetting("MAIL_URL 为邮件网关时不能带用户名和口令，请改用 MAIL_TOKEN。")
  if (protocol !== "https:" && !isInside(hostname))
    throw new WrongSetting("MAIL_URL 为邮件网关时应以 https:// 开头：只有本机和单位内网的地址可用 http://。")
  if (!/^[!-~]*$/.test(token)) throw new WrongSetting("MAIL_TOKEN 只能由英文字母、数字和符号组成，不能有空格。")
  return { kind: "gateway", url: href, token: token || null }
}
