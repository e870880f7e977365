/*
 * 督查工作台 by keyboard. j and k move, a does the first act, o and r begin to write, p goes to the saved phrases, u takes
 * back the last answer, ? shows the keys. The following item is on the page already (#ahead) and is shown in the moment in which the open
 * one is answered; the server's answer confirms it. Without this file the same links and forms work, one page at a time.
 */

const item = () => document.getElementById("item")
const openRow = () => document.querySelector("#queue [aria-current]")
const rowsOf = () => [...document.querySelectorAll("#queue a[href]")]

/* So long an item must have been in sight before a single key may answer it: the second stroke of a bounce is none. */
const LOOKED_AT = 250

/* The act that is on its way; of an answer also what the page showed when it left. */
let sending = null
/* What was asked for meanwhile: the form or link, and the button. */
let held = null

document.addEventListener("keydown", (event) => {
  if (event.altKey) return
  if (event.key === "Escape") document.getElementById("keys")?.removeAttribute("open")
  if (event.target.closest?.("input, textarea, select")) typing(event)
  else if (!event.ctrlKey && !event.metaKey) command(event)
})

/* In a box only two keys mean something: Esc leaves it, Ctrl+Enter sends its form. */
function typing(event) {
  if (event.key === "Escape") event.target.blur()
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.closest("#item form")) {
    event.preventDefault()
    event.target.form.requestSubmit(event.target.form.querySelector("button[type=submit]:not([formaction])"))
  }
}

function command(event) {
  if (!document.getElementById("keys")?.dataset.on || event.isComposing) return
  if (event.target.matches?.("[data-phrase]") && moveAmongPhrases(event)) return
  const act = COMMANDS[event.key]
  if (!act || !(item() || event.key === "u" || event.key === "?")) return
  event.preventDefault()
  // A key that is held down moves on and answers nothing.
  if (event.repeat && event.key !== "j" && event.key !== "k") return
  act()
}

const COMMANDS = {
  j: () => move(1),
  k: () => move(-1),
  a: () => answer(),
  o: () => write("o"),
  r: () => write("r"),
  p: () => phrasesOf(item())?.focus(),
  "?": () => document.querySelector("#keys > summary").click(),
  u: () => !sending && document.querySelector('#recent [data-key="u"]')?.click(),
}

/* The first of the saved phrases, whose form is opened for them. */
function phrasesOf(open) {
  const phrase = open.querySelector("#return .phrases button") ?? open.querySelector(".phrases button")
  const folded = phrase?.closest("details")
  if (folded) folded.open = true
  return phrase
}

/* The legend goes when something else is wanted. */
document.addEventListener("click", ({ target }) => {
  const keys = document.getElementById("keys")
  if (keys?.open && !keys.contains(target)) keys.open = false
})

function move(by) {
  const rows = rowsOf()
  const from = openRow()
  const to = rows[rows.indexOf(from) + by]
  if (!to) return
  // The mark moves at once, so that the next key counts from there while the item is still on its way.
  mark(to)
  keepWords()
  showAhead(to.id)
  to.click()
}

function mark(row) {
  openRow()?.removeAttribute("aria-current")
  row.setAttribute("aria-current", "true")
}

/* Only what has been looked at. */
function answer() {
  const button = item().querySelector('[data-key="a"]')
  if (!button || "fresh" in document.documentElement.dataset) return
  if (button.form) button.form.requestSubmit(button)
  else button.click()
}

function write(key) {
  const control = item().querySelector(`[data-key="${key}"]`)
  if (!control) return
  // Whoever writes about it has looked at it.
  delete document.documentElement.dataset.fresh
  if (control.matches("summary")) control.parentElement.open = true
  const box = control.matches("textarea") ? control : control.parentElement.querySelector("textarea")
  if (box) box.focus()
  else control.click()
}

/* 常用语: one stop of Tab would be too many of them, so arrows move; Enter puts the phrase into its box. */
function moveAmongPhrases(event) {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
  if (!by) return false
  const phrases = [...event.target.closest(".phrases").querySelectorAll("[data-phrase]")]
  phrases[phrases.indexOf(event.target) + by]?.focus()
  event.preventDefault()
  return true
}

document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest?.("[data-phrase]")
    if (!button) return
    event.preventDefault()
    const box = document.getElementById(button.closest(".phrases").dataset.box)
    const before = box.value.trimEnd()
    const joint = before === "" || /[，。；：！？、,.;:!?]$/.test(before) ? "" : "；"
    box.value = before + joint + button.dataset.phrase
    box.focus()
    box.dispatchEvent(new Event("input", { bubbles: true }))
  },
  true,
)

/* What was typed and not sent is there again when its item is. */
const words = new Map()
function keepWords() {
  const boxes = [...(item()?.querySelectorAll("textarea") ?? [])].filter(({ value }) => value.trim() !== "")
  if (boxes.length > 0) words.set(item().dataset.row, new Map(boxes.map((box) => [box.id || box.name, box.value])))
  else words.delete(item()?.dataset.row)
}
function giveWords() {
  const kept = words.get(item()?.dataset.row)
  if (!kept) return
  for (const box of item().querySelectorAll("textarea")) {
    const text = kept.get(box.id || box.name)
    if (text === undefined || box.value !== "") continue
    box.value = text
    const around = box.closest("details")
    if (around) around.open = true
  }
}

/* Shows the item that was loaded ahead, if it is the one of this row. */
function showAhead(row) {
  const ahead = document.getElementById("ahead")
  if (!item() || ahead?.dataset.row !== row) return false
  const hadFocus = item().contains(document.activeElement)
  item().replaceChildren(ahead.content.cloneNode(true))
  item().dataset.row = row
  ahead.remove()
  htmx.process(item())
  if (hadFocus) item().focus({ preventScroll: true })
  shown()
  return true
}

let shownRow = item()?.dataset.row
let freshness
function shown() {
  if (!item() || item().dataset.row === shownRow) return
  shownRow = item().dataset.row
  const { dataset } = document.documentElement
  dataset.fresh = ""
  clearTimeout(freshness)
  freshness = setTimeout(() => delete dataset.fresh, LOOKED_AT)
  giveWords()
}

/* While an act is on its way nothing else may take its place, which would break it off: it waits for its turn. */
document.addEventListener("htmx:config:request", (event) => {
  if (!sending) return
  const { sourceElement: source, request } = event.detail.ctx
  event.preventDefault()
  if (source.dataset.sent) delete source.dataset.sent
  // What stands there while something is being taken back is about to be another item.
  if (sending.before || source.matches("a")) held = { source, button: request.submitter }
})

/* An answer leaves: the next item takes its place at once, and the row that is being answered is marked as such. */
document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail
  const form = ctx.sourceElement
  if (!document.getElementById("keys") || !form.matches?.("form[method=post]")) return
  sending = { ctx }
  if (!form.closest("#item") || ctx.request.submitter?.hasAttribute("formaction")) return
  const before = { row: item().dataset.row, nodes: [...item().childNodes], ahead: document.getElementById("ahead") }
  sending = { ctx, before }
  words.delete(before.row)
  const from = openRow()
  const to = document.getElementById(before.ahead?.dataset.row ?? "")
  if (to && showAhead(to.id)) {
    from?.classList.add("leaving")
    mark(to)
  }
})

/* It did not arrive: the item is shown again as it stood, with its words, and can be answered again. */
function cameBack({ row, nodes, ahead }) {
  if (!item()) return
  keepWords()
  item().replaceChildren(...nodes)
  item().dataset.row = row
  shownRow = row
  for (const form of item().querySelectorAll("form[data-sent]")) delete form.dataset.sent
  if (ahead && !document.getElementById("ahead")) item().after(ahead)
  for (const left of document.querySelectorAll("#queue .leaving")) left.classList.remove("leaving")
  const from = document.getElementById(row)
  if (from) mark(from)
  const note = document.createElement("p")
  note.className = "problem"
  note.setAttribute("role", "alert")
  note.textContent = "没有提交成功：请检查网络，再办一次。"
  item().prepend(note)
}

document.addEventListener("htmx:finally:request", (event) => {
  const { ctx } = event.detail
  if (sending?.ctx !== ctx) return
  const { before } = sending
  sending = null
  // What is refused is read first.
  if (ctx.status !== "swapped" || ctx.response.status >= 400) held = null
  if (ctx.status !== "swapped" && before) cameBack(before)
  else goOn()
})

/* What waited has its turn. An answer goes to the item it was meant for; has that gone meanwhile, the server says so. */
function goOn() {
  if (!held) return
  const { source, button } = held
  held = null
  if (source.matches("a")) {
    document.querySelector(`#main a[href="${source.getAttribute("href")}"]`)?.click()
    return
  }
  const form = source.isConnected ? source : sameOf(source)
  if (!source.isConnected && !form) putAside(source)
  const own = form ?? source
  own.requestSubmit(
    [...own.elements].find((one) => one.name === button?.name && one.value === button?.value && one.type === "submit"),
  )
}

/* The form of the same version of the same thing, with what was typed. */
function sameOf(form) {
  const same = [...(item()?.querySelectorAll("form") ?? [])].find(
    (one) =>
      one.getAttribute("action") === form.getAttribute("action") &&
      one.elements.version?.value === form.elements.version?.value,
  )
  for (const box of same?.elements ?? []) {
    if (box.matches("textarea, input[type=date]")) box.value = form.elements[box.name].value
  }
  return same
}

/* Its item is not shown any more. */
function putAside(form) {
  form.hidden = true
  document.getElementById("main").append(form)
  htmx.process(form)
}

/* What comes in its place is another item: nothing of the old one, such as typed words, must go over to it. */
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail
  if (ctx?.target?.id !== "main") return
  document.getElementById("ahead")?.remove()
  const coming = tasks?.[0]?.fragment?.querySelector?.("#item")
  if (item() && coming?.dataset.row !== item().dataset.row) {
    if (!sending) keepWords()
    item().replaceChildren()
  }
})

/* The open row stays in sight. */
document.addEventListener("htmx:after:swap", (event) => {
  const queue = document.getElementById("queue")
  if (!queue || event.detail.ctx?.target?.id !== "main") return
  const row = queue.querySelector("[aria-current]")
  if (row) queue.scrollTop += row.getBoundingClientRect().top - queue.getBoundingClientRect().top - 60
  shown()
  // On a phone the item stands below the queue.
  const chosen = queue.contains(event.detail.ctx.sourceElement)
  if (chosen && innerWidth <= 760) document.getElementById("item")?.scrollIntoView()
})
