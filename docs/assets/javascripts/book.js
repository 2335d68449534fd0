/* What a citation, a term or a claim explains pops up by pointer, keyboard and touch; without this script a tap leads on at once. */
(() => {
  "use strict"

  /* The theme's own explanations are all made ready when a page opens, a second's work for a phone in a long chapter. Here one is made when it is asked for. */
  const EXPLAINED = "a:is(.footnote-ref, .term, .claim)"
  const GAP = 8
  const GRACE = 250
  const tip = document.createElement("div")
  tip.id = "explanation"
  tip.className = "explanation md-typeset"
  tip.setAttribute("role", "tooltip")
  tip.hidden = true
  document.body.append(tip)
  let shown = null
  let leaving = 0

  const linkOf = (event) => (event.target instanceof Element ? event.target.closest(EXPLAINED) : null)

  /* The words of a title, or what the note at the foot of the page says without the arrows that lead back. */
  const fill = (link) => {
    if (link.title) {
      link.dataset.told = link.title
      link.removeAttribute("title")
    }
    if (link.dataset.told) {
      tip.textContent = link.dataset.told
      return
    }
    const note = link.hash && document.getElementById(decodeURIComponent(link.hash.slice(1)))
    tip.replaceChildren(...(note ? Array.from(note.childNodes, (part) => part.cloneNode(true)) : []))
    for (const back of tip.querySelectorAll(".footnote-backref")) back.remove()
  }

  /* Below the link, or above it where there is no room below; within the screen in any case. */
  const place = (link) => {
    const [first] = link.getClientRects()
    const { offsetWidth: width, offsetHeight: height } = tip
    const room = document.documentElement.clientWidth
    const below = first.bottom + GAP
    const top = below + height > innerHeight && first.top - GAP - height > 0 ? first.top - GAP - height : below
    const left = Math.max(GAP, Math.min(first.left + first.width / 2 - width / 2, room - width - GAP))
    tip.style.top = `${top + scrollY}px`
    tip.style.left = `${left + scrollX}px`
  }

  const hide = () => {
    clearTimeout(leaving)
    shown?.removeAttribute("aria-describedby")
    shown = null
    tip.hidden = true
  }
  const show = (link) => {
    clearTimeout(leaving)
    if (link === shown) return
    hide()
    fill(link)
    if (!tip.textContent) return
    shown = link
    link.setAttribute("aria-describedby", tip.id)
    tip.hidden = false
    place(link)
  }

  document.addEventListener("focusin", (event) => {
    const link = linkOf(event)
    if (link) show(link)
    else if (shown && !tip.contains(event.target)) hide()
  })
  document.addEventListener("focusout", (event) => {
    if (event.target === shown && !tip.contains(event.relatedTarget)) hide()
  })
  /* Where something else comes to lie under a pointer that rests, nobody has pointed at it. */
  let rests = ""
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || rests === `${event.clientX} ${event.clientY}`) return
    rests = ""
    const link = linkOf(event)
    if (link) show(link)
    else if (tip.contains(event.target)) clearTimeout(leaving)
    else if (shown && shown !== document.activeElement) {
      clearTimeout(leaving)
      leaving = setTimeout(hide, GRACE)
    }
  })
  let at = ""
  document.addEventListener("pointermove", (event) => {
    at = `${event.clientX} ${event.clientY}`
  })
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    rests = at
    hide()
  })
  /* A table scrolls in its box, and what it explains goes with it. */
  document.addEventListener("scroll", (event) => shown && event.target !== document && !tip.contains(event.target) && place(shown), true)

  /* The first tap shows what stands behind a link, the second one goes there. A tap elsewhere puts it away. */
  let asked = null
  document.addEventListener("pointerdown", (event) => {
    const link = linkOf(event)
    asked = event.pointerType !== "mouse" && link !== shown ? link : null
    if (!link && shown && !tip.contains(event.target)) hide()
  })
  document.addEventListener("click", (event) => {
    const link = linkOf(event)
    if (link && link === asked) {
      event.preventDefault()
      link.focus()
      show(link)
    }
    asked = null
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

  /* Where the script that has the late rows of long tables did not come, they stand below as where no script runs. */
  if (!globalThis.remainingRows) {
    for (const rest of document.querySelectorAll(".view > noscript")) rest.outerHTML = rest.textContent
  }

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
