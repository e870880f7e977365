/* 导入: tables from the clipboard, files by dropping, document and plan linked while pointing, the place kept. */

/* Word, WPS and web pages put HTML beside the plain text: tables keep their cells in it. Edited text stands for itself. */
const RICHEST = 1_500_000
document.addEventListener("paste", (event) => {
  const box = event.target
  if (box.id !== "source" || box.tagName !== "TEXTAREA") return
  const html = event.clipboardData?.getData("text/html") ?? ""
  const whole = box.value === "" || (box.selectionStart === 0 && box.selectionEnd === box.value.length)
  document.getElementById("pasted-html").value = whole && html.length < RICHEST ? html : ""
})
document.addEventListener("input", (event) => {
  if (event.target.id !== "source" || event.inputType === "insertFromPaste") return
  document.getElementById("pasted-html").value = ""
})

/* A file dropped onto the form is read at once. */
const intakeForm = (event) => event.target.closest?.(".intake-form")
document.addEventListener("dragover", (event) => {
  const form = intakeForm(event)
  if (!form) return
  event.preventDefault()
  form.classList.add("dropping")
})
document.addEventListener("dragleave", (event) => intakeForm(event)?.classList.remove("dropping"))
document.addEventListener("drop", (event) => {
  const form = intakeForm(event)
  if (!form || !event.dataTransfer?.files.length) return
  event.preventDefault()
  form.classList.remove("dropping")
  form.elements.file.files = event.dataTransfer.files
  form.elements.file.dispatchEvent(new Event("change", { bubbles: true }))
  form.requestSubmit()
})

/* Long work says what it is at, and that it goes on; a file that is too large is told before it travels. */
function report(words, isBusy) {
  const place = document.getElementById("reading")
  if (!place) return
  place.textContent = words
  if (isBusy) place.append(document.createElement("progress"))
}
const sizeOf = ({ size }) =>
  size < 1024 * 1024 ? `${Math.ceil(size / 1024)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`
const called = (file) => `《${file.name}》（${sizeOf(file)}）`
document.addEventListener("change", ({ target }) => {
  if (target.id !== "file") return
  const [file] = target.files
  const { largest, problem } = target.dataset
  target.setCustomValidity(file && file.size > Number(largest) ? problem : "")
  report(target.validationMessage || (file ? `已选择${called(file)}` : ""))
})
document.addEventListener("submit", (event) => {
  const form = intakeForm(event)
  if (!form) return
  const [file] = form.elements.file.files
  const { length } = form.elements.source?.value ?? ""
  report(file ? `正在上传并读取${called(file)}，请稍候` : `正在读取粘贴的 ${length} 字，请稍候`, true)
})
document.addEventListener("htmx:finally:request", () => report(""))
addEventListener("pageshow", () => report(""))

/* What belongs together lights up on both sides: the task with its lines, and a unit with its name in the document. */
function light(task, mark) {
  for (const lit of document.querySelectorAll("#draft .lit")) lit.classList.remove("lit")
  const lines = task ? document.querySelectorAll("#draft [data-tasks]") : []
  for (const line of lines) if (line.dataset.tasks.split(" ").includes(task)) line.classList.add("lit")
  if (task) document.querySelector(`#draft [data-task="${task}"]`)?.classList.add("lit")
  const names = mark ? document.querySelectorAll(`#draft [data-mark="${mark}"]`) : []
  for (const name of names) name.classList.add("lit")
}
function pointed(event) {
  const place = event.target.closest?.("#draft [data-task], #draft [data-tasks]")
  const mark = event.target.closest?.("#draft [data-mark]")?.dataset.mark
  if (place) light(mark?.split("-")[1] ?? place.dataset.task ?? place.dataset.tasks.split(" ")[0], mark)
}
document.addEventListener("mouseover", pointed)
document.addEventListener("focusin", pointed)

/* The lines of the open task come into view in their own pane; the page itself stays where it is. */
function showLines() {
  const pane = document.getElementById("source-lines")
  const line = pane?.querySelector(".m-own") ?? pane?.querySelector(".chosen")
  if (!line) return
  const top = line.offsetTop - pane.offsetTop
  if (top < pane.scrollTop || top > pane.scrollTop + pane.clientHeight - 60) pane.scrollTop = top - 60
}
document.addEventListener("DOMContentLoaded", showLines)

/* A correction is no new page: the place is kept, and the focus goes to what stands there now. */
let place = null
const doubtRows = () => [...document.querySelectorAll("#draft .doubt-row")]
document.addEventListener("htmx:before:swap", () => {
  const draft = document.getElementById("draft")
  const own = document.activeElement
  const row = doubtRows().indexOf(own?.closest(".doubt-row"))
  const task = own?.closest("[data-task]")?.id
  place = draft && { draft: draft.dataset.draft, top: scrollY, row, task }
})
document.addEventListener("htmx:after:swap", (event) => {
  const draft = document.getElementById("draft")
  if (!draft || event.detail.ctx?.target?.id !== "main") return
  if (place?.draft === draft.dataset.draft) {
    scrollTo(0, place.top)
    const anchor = event.detail.ctx.request.anchor
    const goal = (anchor && document.getElementById(anchor)) || draft.querySelector(".editing")
    goal?.scrollIntoView({ block: "nearest" })
    keepFocus(place)
  }
  showLines()
})
function keepFocus({ row, task }) {
  if (document.activeElement?.id !== "main" && document.activeElement !== document.body) return
  const rows = doubtRows()
  const next = rows[Math.min(row, rows.length - 1)]?.querySelector("button, .button")
  const goal =
    row < 0
      ? document.getElementById(task)?.querySelector("a, textarea")
      : (next ?? document.getElementById("issue-top") ?? document.getElementById("issue-button"))
  goal?.focus({ preventScroll: true })
}
