/* What links and forms alone cannot do. Everything works without this file. */

/* Boosted pages: the status line tells what was done to those who do not see it; the masthead follows the page. */
document.addEventListener("htmx:after:swap", () => {
  const said = document.querySelector(".said")
  const status = document.getElementById("status")
  if (status && said) status.textContent = said.textContent
  const path = location.pathname
  for (const link of document.querySelectorAll("#navigation a")) {
    const href = link.getAttribute("href")
    if (path === href || path.startsWith(`${href}/`)) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  }
})

/* A second press while the first is on its way does nothing. */
document.addEventListener("submit", (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return
  if (form.dataset.sent) {
    event.preventDefault()
    return
  }
  form.dataset.sent = "yes"
  setTimeout(() => delete form.dataset.sent, 3000)
})
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent
})

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

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) print()
})

/* One box that ticks all of a name. */
document.addEventListener("change", (event) => {
  const name = event.target.dataset?.checkAll
  if (!name) return
  for (const box of event.target.form.querySelectorAll(`input[name="${name}"]`)) box.checked = event.target.checked
})
