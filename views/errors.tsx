import type { Typed } from "#src/office/typed/spelling.ts"
import { filesLost } from "./words.ts"

type Props = {
  heading: string
  text: string
  kept: Typed
  back: string
  retry?: string | null
  /** Where what stands in the way can be seen. */
  more?: { href: string; word: string } | undefined
}

/** Something did not work: what, what to do, and the words that were typed. */
export const Problem = ({ heading, text, kept, back, retry, more }: Props) => (
  <section class="narrow sheet padded">
    <h1>{heading}</h1>
    <p role="alert">{text}</p>
    <Lost typed={kept} />
    <Kept typed={kept} />
    <p class="acts">
      {retry && <Retry action={retry} typed={kept} />}
      {more && (
        <a class="button primary" href={more.href}>
          {more.word}
        </a>
      )}
      <a class="button" href={back}>
        {back === "/" ? "回首页" : "返回"}
      </a>
    </p>
  </section>
)

/** Fields that the page put into the form are not somebody's words. */
const TECHNICAL =
  /^(version|revision|next|action|verdict|agrees|answer|light|round|ids|kind|here|use|save|items|lost|upload|detach|manner|take|pending|item|result)$|(Id|By|On)$|^\d+$/

const words = (typed: Typed): [string, string][] =>
  Object.entries(typed).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? ""])
      .filter((text) => text.trim().length > 1 && !TECHNICAL.test(name))
      .map((text): [string, string] => [name, text]),
  )

/** Files that were chosen and are not kept, by name. */
export const Lost = ({ typed }: { typed: Typed }) =>
  typed.lost ? <p class="returned">{filesLost(String(typed.lost))}。</p> : null

/** The typed words, to read and to copy. */
export const Kept = ({ typed }: { typed: Typed }) =>
  words(typed).length === 0 ? null : (
    <div class="kept">
      <h2>您填写的内容（已保留）</h2>
      {words(typed).map(([name, text], i) => (
        <textarea
          readonly
          rows={Math.min(12, 2 + Math.floor(text.length / 40))}
          aria-label={`保留的内容 ${i + 1}`}
          name={`kept-${name}`}
        >
          {text}
        </textarea>
      ))}
    </div>
  )

/** The same act once more, with the same words. */
export const Retry = ({ action, typed, label = "重试" }: { action: string; typed: Typed; label?: string }) => (
  <form method="post" action={action} hx-boost="false">
    <Hidden typed={typed} />
    <button type="submit" class="primary">
      {label}
    </button>
  </form>
)

export const Hidden = ({ typed, prefix = "" }: { typed: Typed; prefix?: string }) => (
  <>
    {Object.entries(typed).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value ?? ""]).map((text) => (
        <textarea hidden name={prefix + name}>{`\n${text}`}</textarea>
      )),
    )}
  </>
)
