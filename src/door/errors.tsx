import type { Context } from "hono"
import { HTTPException } from "hono/http-exception"
import { isDiskFull, Stale, Unavailable } from "#db/database.ts"
import { Crowded } from "#src/office/people/turns.ts"
import { Refusal, SignedOut } from "#src/refusal.ts"
import { Problem } from "#views/errors.tsx"
import { Login } from "#views/people/login.tsx"
import type { Env } from "./env.ts"
import { Incomplete } from "./form.ts"
import type { House } from "./house.ts"
import { keptIn } from "./kept.ts"
import { type PageHead, page } from "./respond.tsx"

/** Whoever signed in while the disk was full may only read. */
export class ReadsOnly extends Error {
  override name = "ReadsOnly"
}

const DISK_FULL =
  "服务器磁盘已写满，这次操作没有保存。请把下面的内容复制留存，并告知系统管理员；腾出空间后可以照常填报。"
const READS_ONLY =
  "这次登录时服务器磁盘已写满，只能查看，这次操作没有保存。请把下面的内容复制留存；磁盘腾出空间后，请退出再重新登录。"

/** Said to whoever tries a password while too many others do; in seconds, when to come again. */
export const CROWDED = "此刻验证口令的人太多，这次没有验证，也不计入失败次数。请过几秒再试。"
export const RETRY_AFTER = "5"

const STATUS = { forbidden: 403, missing: 404, conflict: 409 } as const

/**
 * Turns whatever went wrong into a page that says what to do. What was typed comes back on it: nothing entered is lost
 * because somebody else was faster, the session ended or the database did not answer.
 */
export async function answerError(error: Error, c: Context<Env>) {
  // What came with a form that was refused is nobody's evidence; where this fails too, the sweep clears it.
  await c.var.receiver?.discard().catch(() => undefined)
  if (error instanceof SignedOut) return signInAgain(c)
  const typed = isTooLarge(error) ? {} : await keptIn(c)
  const { title, status, ...words } = toldOf(error, c.var.house, retryOf(c))
  if (error instanceof Crowded) c.header("Retry-After", RETRY_AFTER)
  if (status === 500) console.error(error)
  return page(c, { title, status }, <Problem {...words} kept={typed} back={backOf(c)} />)
}

type Told = {
  title: string
  status: NonNullable<PageHead["status"]>
  heading: string
  text: string
  retry?: string | null
  /** Where what stands in the way can be seen. */
  more?: { href: string; word: string } | undefined
}

/** What is said of it; `again`: where the same can be sent once more. */
export function toldOf(error: Error, house: House, again: string | null): Told {
  if (error instanceof Stale) {
    return {
      title: "已有新的变化",
      status: 409,
      heading: "这一项刚刚有了变化",
      text: "页面打开以后，这一项有了新的变化：可能是他人办理的，也可能是您刚才的提交已经生效。这次操作没有执行，请查看最新情况，再决定是否重新提交。",
    }
  }
  if (error instanceof ReadsOnly || isDiskFull(error)) {
    const readsOnly = error instanceof ReadsOnly
    return {
      title: "暂时只能查看",
      status: 503,
      heading: "暂时只能查看",
      text: readsOnly ? READS_ONLY : DISK_FULL,
      retry: readsOnly ? null : again,
    }
  }
  if (error instanceof Incomplete) {
    return {
      title: "提交不完整",
      status: 422,
      heading: "这次提交不完整",
      text: "提交的内容里缺少页面打开时的版本，无法判断您看到的是不是最新情况，这次操作没有执行。请返回重新打开页面，再提交一次。",
    }
  }
  if (error instanceof Unavailable) {
    return {
      title: "暂时无法保存",
      status: 503,
      heading: "数据库暂时没有响应",
      text: "这次操作没有确认成功。请稍后重试；已经确认报送的内容不受影响。",
      retry: again,
    }
  }
  if (error instanceof Crowded) return { title: "请稍后再试", status: 503, heading: "请稍后再试", text: CROWDED }
  if (error instanceof Refusal) {
    const isMissing = error.kind === "missing"
    return {
      title: isMissing ? "没有找到" : "不能这样操作",
      status: STATUS[error.kind],
      heading: isMissing ? "没有找到这个页面" : "不能这样操作",
      text: house.refusalWords(error.code, error.facts),
      more: house.refusalLink(error.code, error.facts),
    }
  }
  if (error instanceof HTTPException) {
    const status = error.status === 403 || error.status === 413 || error.status === 415 ? error.status : 400
    return { title: "无法受理", status, heading: "这次提交没有受理", text: NOT_TAKEN[status] }
  }
  return {
    title: "程序出错",
    status: 500,
    heading: "程序出错了",
    text: "这次操作没有完成。请重试；如果再次出现，请把时间和操作告诉系统管理员。",
  }
}

const NOT_TAKEN = {
  400: "请求的格式不正确。",
  403: "请求不是从本系统的页面发出的，没有执行。请从系统页面重新操作；如经代理访问，请系统管理员核对 BASE_URL 设置。",
  413: "提交的内容太大。文字请精简，单个文件不超过 10 MB。",
  415: "只接受网页表单提交的内容。",
}

/** What was refused for its size is not read after all. */
const isTooLarge = (error: Error) => error instanceof HTTPException && error.status === 413

/** An expired session in the middle of writing: the sign-in page carries the text, and gives it back afterwards. */
async function signInAgain(c: Context<Env>) {
  const typed = await keptIn(c)
  const posted = c.req.method === "POST"
  if (posted && c.req.header("HX-Request-Type") === "partial") return c.body(null, 401)
  const next = posted ? backOf(c) : c.req.path + search(c)
  return page(
    c,
    { title: "登录", status: 401 },
    <Login
      next={next}
      expired={posted || c.var.token !== null}
      kept={posted ? { action: c.req.path, typed } : null}
      demoPassword={c.var.ports.demoPassword}
      organisation={c.var.settings.organisation}
    />,
  )
}

const search = (c: Context<Env>) => new URL(c.req.url).search

/** The page the act came from, on this site. */
function backOf(c: Context<Env>): string {
  const referer = c.req.header("referer")
  if (!referer || c.req.method === "GET") return "/"
  try {
    const { pathname, search } = new URL(referer)
    return pathname + search
  } catch {
    return "/"
  }
}

const retryOf = (c: Context<Env>) => (c.req.method === "POST" ? c.req.path : null)
