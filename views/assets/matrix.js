/* 分工矩阵: arrow keys, the traced row and column, and the panel. Without it cells are plain links. */
;(() => {
  const cellIn = (target) => target.closest?.(".matrix .c")
  const matrix = () => document.querySelector(".matrix")

  /* One cell is in the tab order; arrows go to the others. */
  const rove = (cell) => {
    const table = matrix()
    if (!table) return
    const current = cell ?? table.querySelector(".c[tabindex='0']") ?? table.querySelector(".c")
    for (const other of table.querySelectorAll(".c")) {
      const wanted = other === current ? 0 : -1
      if (other.tabIndex !== wanted || !other.hasAttribute("tabindex")) other.tabIndex = wanted
    }
  }
  let last = null
  const roveTo = (cell) => {
    if (last?.isConnected && last !== cell) last.tabIndex = -1
    cell.tabIndex = 0
    last = cell
  }

  /* The row and the column under pointer and focus. Two classes change, however large the table is. */
  let traced = []
  const trace = (place) => {
    const row = place?.parentElement
    const table = place?.closest(".matrix")
    const marks = []
    if (table && row && !row.classList.contains("s")) {
      if (row.parentElement.tagName === "TBODY") marks.push(row)
      const column = place.cellIndex
      if (column > 0) marks.push(table.querySelectorAll("col")[column], table.tHead.rows[0].cells[column])
    }
    for (const mark of traced) if (!marks.includes(mark)) mark.classList.remove("traced")
    for (const mark of marks) mark.classList.add("traced")
    traced = marks
  }

  /* The next filled cell in a direction. */
  const next = (cell, down, right) => {
    const place = cell.closest("td")
    const rows = [...matrix().querySelectorAll("tbody tr:not(.s)")]
    let y = rows.indexOf(place.parentElement)
    let x = place.cellIndex
    for (;;) {
      y += down
      x += right
      const there = rows[y]?.cells[x]
      if (!there) return null
      const found = there.querySelector(".c")
      if (found) return found
    }
  }
  const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }
  const edge = (cell, key) => {
    const cells = [...cell.closest("tr").querySelectorAll(".c")]
    return key === "Home" ? cells[0] : cells[cells.length - 1]
  }

  const load = (href) =>
    htmx.ajax("GET", href, { target: "#panel", select: "#panel", swap: "outerMorph", push: "true" })

  const cellOf = (panel) =>
    panel?.dataset.cell && document.querySelector(`.matrix .c[href$="open=${CSS.escape(panel.dataset.cell)}"]`)

  const mark = () => {
    for (const cell of document.querySelectorAll(".matrix .c.open")) cell.classList.remove("open")
    cellOf(document.getElementById("panel"))?.classList.add("open")
  }

  const open = async (cell) => {
    await load(cell.getAttribute("href"))
    mark()
    cell.scrollIntoView({ block: "nearest", inline: "nearest" })
    document.getElementById("panel-title")?.focus({ preventScroll: true })
  }
  const close = async (link) => {
    const cell = cellOf(document.getElementById("panel"))
    await load(link.getAttribute("href"))
    mark()
    cell?.focus()
  }

  document.addEventListener(
    "click",
    (event) => {
      if (!globalThis.htmx || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      const cell = cellIn(event.target)
      const link = event.target.closest?.("#panel-close")
      if (!cell && !link) return
      event.preventDefault()
      event.stopPropagation()
      if (cell) open(cell)
      else close(link)
    },
    true,
  )

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === "Escape") {
      const link = document.getElementById("panel-close")
      if (link && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) link.click()
      return
    }
    const cell = cellIn(event.target)
    if (!cell) return
    const step = STEPS[event.key]
    const to = step ? next(cell, ...step) : /^(Home|End)$/.test(event.key) ? edge(cell, event.key) : null
    if (!step && !to) return
    event.preventDefault()
    to?.focus()
  })

  document.addEventListener("focusin", (event) => {
    const cell = cellIn(event.target)
    if (!cell) return
    roveTo(cell)
    trace(cell.parentElement)
  })
  document.addEventListener("mouseover", (event) => {
    const place = event.target.closest?.(".matrix td, .matrix th")
    if (place || traced.length > 0) trace(place)
  })

  const start = () => {
    traced = []
    rove(null)
    last = document.querySelector(".matrix .c[tabindex='0']")
    mark()
  }
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail?.ctx?.target?.id !== "panel") start()
  })
  start()
})()
