/* Two minutes before an unused session ends, the page says so and offers to go on (WCAG 2.2.1). */
const idleMinutes = Number(document.body.dataset.idleMinutes)
let idleTimer

function staySignedIn() {
  document.getElementById("idle")?.remove()
  clearTimeout(idleTimer)
  if (idleMinutes > 2) idleTimer = setTimeout(warnOfEnd, (idleMinutes - 2) * 60_000)
}

function warnOfEnd() {
  const note = document.createElement("div")
  note.id = "idle"
  note.className = "idle"
  note.setAttribute("role", "alert")
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = "继续使用"
  button.addEventListener("click", async () => {
    const answer = await fetch("/session").catch(() => null)
    if (answer?.ok) staySignedIn()
    else note.firstChild.textContent = "登录已退出，填写的内容请先复制保留，再重新登录。"
  })
  note.append("长时间没有操作，2 分钟后将自动退出登录。", button)
  document.body.append(note)
}

document.addEventListener("htmx:after:request", staySignedIn)
staySignedIn()
