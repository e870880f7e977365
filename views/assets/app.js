/* What links and forms alone cannot do. Everything works without this file. */

/* Boosted pages: the status line tells what was done to those who do not see it; the masthead follows the page. */
document.addEventListener("htmx:after:swap", (event) => {
  const { ctx } = event.detail
  if (ctx?.target?.id !== "main") return
  const said = document.querySelector(".said")
  const status = document.getElementById("status")
  if (status) status.textContent = said ? said.textContent : document.title
  begin(ctx.request.anchor)
  if (ctx.response?.status === 401) for (const own of document.querySelectorAll("#navigation, .who")) own.remove()
  const path = location.pathname
  for (const link of document.querySelectorAll("#navigation a")) {
    const href = link.getAttribute("href")
    if (path === href || path.startsWith(`${href}/`)) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  }
})

/* What stands above every sheet of paper is that of the page which has been swapped in. */
addEventListener("beforeprint", () => {
  const running = document.getElementById("running")
  if (!running) return
  const [title, as] = running.querySelectorAll("span")
  Object.assign(document.documentElement.dataset, {
    title: title.textContent,
    as: as.textContent,
    by: running.dataset.by,
  })
})

/* Where a whole page load would begin: at its anchor or its top, and with the focus nowhere outside the page. */
function begin(anchor) {
  if (!anchor) scrollTo(0, 0)
  if (document.activeElement && document.activeElement !== document.body) return
  const place = (anchor && document.getElementById(anchor)) || document.getElementById("main")
  if (place.tabIndex < 0) place.tabIndex = -1 // what takes the focus by itself keeps its place in the order
  place.focus({ preventScroll: true })
}

/* What a form answers by itself, such as its problems, has no address of its own: reload and back know the form's page. */
document.addEventListener("htmx:before:history:update", (event) => {
  const { sourceElement, response } = event.detail
  if (sourceElement?.matches?.("form[method=post]") && response?.raw?.redirected === false) event.preventDefault()
})

/* The second half of a double click would hit what the first one has put in its place. */
document.addEventListener(
  "click",
  (event) => {
    if (event.detail > 1 && event.target.closest?.("a, button")) {
      event.preventDefault()
      event.stopPropagation()
    }
  },
  true,
)

/* Acts that ask first: <form data-confirm="…">. */
document.addEventListener(
  "submit",
  (event) => {
    const question = event.target.dataset?.confirm
    if (question && !confirm(question)) {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
  },
  true,
)

/* A second press while the first is on its way does nothing. */
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target
    if (form.dataset.sent) {
      event.preventDefault()
      event.stopImmediatePropagation()
      return
    }
    form.dataset.sent = "yes"
    setTimeout(() => delete form.dataset.sent, 10_000)
  },
  true,
)
document.addEventListener("htmx:finally:request", (event) => {
  const form = event.detail.ctx?.sourceElement
  if (form?.dataset?.sent) delete form.dataset.sent
})
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent
})

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) print()
})

/* Buttons that only this file can serve are hidden until it is there. */
const showOwn = () => {
  for (const button of document.querySelectorAll("[data-copy], [data-print]")) button.hidden = false
}
addEventListener("DOMContentLoaded", showOwn)
document.addEventListener("htmx:after:swap", showOwn)

/* Copies a box's text: <button data-copy="id" hidden>, with its status beside the box. */
document.addEventListener("click", async (event) => {
  const id = event.target.closest?.("[data-copy]")?.dataset.copy
  const box = id && document.getElementById(id)
  if (!box) return
  box.select()
  const done = await (navigator.clipboard?.writeText(box.value).then(
    () => true,
    () => false,
  ) ?? document.execCommand("copy"))
  document.getElementById(`${id}-copied`).textContent = done ? "已复制" : "请按 Ctrl+C 复制"
})

/* Word's manual line break is one here too; as it is, boxes show it as a sign that nobody knows. */
document.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? ""
  if (event.target.tagName !== "TEXTAREA" || !/[\v\f\u2028\u2029]/.test(text)) return
  event.preventDefault()
  document.execCommand("insertText", false, text.replaceAll(/[\v\f\u2028\u2029]/g, "\n"))
})

/* One box that ticks all of a name. */
document.addEventListener("change", (event) => {
  const name = event.target.dataset?.checkAll
  if (!name) return
  for (const box of event.target.form.querySelectorAll(`input[name="${name}"]`)) box.checked = event.target.checked
})

/* A choice that is looked at as soon as it is made. */
document.addEventListener("change", ({ target }) => {
  if (target.tagName === "SELECT" && target.form?.matches("[data-at-once]")) target.form.requestSubmit()
})

/* How much a long text still takes, once it comes near the end; told when the typing rests. */
const roomOf = (box) => {
  const field = box.parentElement
  const had = field.querySelector(":scope > .room")
  if (had) return had
  const room = document.createElement("span")
  room.className = "room"
  room.setAttribute("role", "status")
  field.append(room)
  return room
}
let resting = 0
const sayRoom = (box) => {
  const longest = Number(box.dataset.longest)
  const left = longest - box.value.length
  const isNear = left < longest / 10
  if (!isNear && !box.parentElement.querySelector(":scope > .room")) return
  const room = roomOf(box)
  clearTimeout(resting)
  resting = setTimeout(() => {
    room.textContent = isNear ? (left < 0 ? `超出${-left}字` : `还可写${left}字`) : ""
    room.classList.toggle("over", left < 0)
  }, 300)
}
for (const event of ["input", "focusin"])
  document.addEventListener(event, ({ target }) => {
    if (target.dataset?.longest) sayRoom(target)
  })
