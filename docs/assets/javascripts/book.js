/* What a citation, a term or a claim explains pops up by touch, stays under the pointer and goes away with Escape; without this script a tap leads on at once. */
(() => {
  "use strict"

  const EXPLAINED = "a:is(.footnote-ref, .term, .claim)"
  const noteOf = (event) => (event.target instanceof Element ? event.target.closest(EXPLAINED) : null)
  let asked = null

  /* The first tap shows what stands behind a link, the second one goes there. */
  document.addEventListener("pointerdown", (event) => {
    const note = noteOf(event)
    asked = event.pointerType !== "mouse" && note !== document.activeElement ? note : null
  })
  document.addEventListener("click", (event) => {
    const note = noteOf(event)
    if (note && note === asked) {
      event.preventDefault()
      note.focus()
    }
    asked = null
  })

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    for (const note of document.querySelectorAll("a.footnote-ref[aria-controls], a:is(.term, .claim)[aria-describedby]")) {
      note.dispatchEvent(new Event("mouseleave"))
      note.blur()
    }
    for (const tip of document.querySelectorAll(".md-tooltip2--active")) tip.dispatchEvent(new Event("mouseleave"))
  })

  /* The attribution of a picture is copied when it is unfolded; without this script it is unfolded all the same. */
  for (const folded of document.querySelectorAll(".picture-files details")) {
    const line = folded.querySelector("[data-copied]")
    const told = folded.appendChild(document.createElement("span"))
    told.setAttribute("role", "status")
    folded.addEventListener("toggle", async () => {
      told.textContent = ""
      if (!folded.open) return
      try {
        await navigator.clipboard.writeText(line.textContent)
        told.textContent = line.dataset.copied
      } catch {
        getSelection().selectAllChildren(line)
      }
    })
  }

  /* On paper a table with more columns than a sheet can hold is set as records: each cell says which column it stands in. */
  const SHEET = 11
  const asRecords = () => {
    for (const table of document.querySelectorAll("table.data")) {
      const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim())
      if (heads.length <= SHEET) continue
      table.classList.add("records")
      for (const cell of table.querySelectorAll("tbody td")) {
        const told = cell.textContent.trim()
        if (told && told !== "\u2013") cell.dataset.label = heads[cell.cellIndex]
      }
    }
  }
  addEventListener("beforeprint", asRecords)
  /* The explorer puts rows back for paper, before or after this script is asked. */
  document.addEventListener("rowsforpaper", asRecords)

  /* A button that copies the chapter's citation; without this script the text can be marked and copied as any other. */
  for (const cited of document.querySelectorAll(".cite-this[data-copy]")) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "copy-citation"
    button.textContent = cited.dataset.copy
    const told = document.createElement("span")
    told.setAttribute("role", "status")
    button.addEventListener("click", async () => {
      const text = cited.textContent
      try {
        await navigator.clipboard.writeText(text)
      } catch {
        /* Pages opened from a folder may not use the clipboard: the text is marked, ready to be copied by hand. */
        getSelection().selectAllChildren(cited)
        return
      }
      told.textContent = ` ${cited.dataset.copied}`
    })
    cited.after(button, told)
  }
})()
