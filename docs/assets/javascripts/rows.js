/* A page is drawn in two steps: first what a screen can show, the rest with the reader's first move, or soon after.
   The page holds the rest of a long table as text in a noscript element; without scripts it is a table of its own, drawn at once. */
(() => {
  "use strict"

  /* Milliseconds until the rest is drawn for who only looks, or reads with a program that sends no key or touch to the page. */
  const PATIENCE = 8000
  /* Milliseconds of reading before the browser may do something else, and rows read in one go. */
  const READING = 4
  const ROWS = 10

  const { classList } = document.documentElement
  const pause = () => new Promise((resume) => setTimeout(resume))

  /* The rows that a noscript element holds: read piece by piece while nobody waits, or all at once. */
  const restIn = (element) => {
    const template = document.createElement("template")
    const rows = document.createDocumentFragment()
    const text = element.textContent
    const end = text.lastIndexOf("</tbody>")
    let place = text.indexOf("<tbody>") + 7
    const afterRow = (from) => {
      const found = text.indexOf("</tr>\n", from)
      return found < 0 ? end : found + 6
    }
    const read = () => {
      let next = place
      for (let row = 0; row < ROWS && next < end; row++) next = afterRow(next)
      template.innerHTML = text.slice(place, next)
      rows.append(...template.content.children)
      place = next
    }
    const whole = () => {
      while (place < end) read()
      return rows
    }
    const slowly = async () => {
      let begun = performance.now()
      while (place < end) {
        if (performance.now() - begun > READING) {
          await pause()
          begun = performance.now()
        }
        read()
      }
      return rows
    }
    return { element, whole, slowly }
  }

  /* For a script that takes a table over: the table's remaining rows, in no page yet. */
  globalThis.remainingRows = async (box) => {
    const element = box.querySelector(":scope > noscript")
    if (!element) return []
    await pause()
    const rows = await restIn(element).slowly()
    element.remove()
    return [...rows.children]
  }

  const isTakenOver = (element) => classList.contains("explorer-on") && element.parentElement.matches("form.explorer ~ .view")

  const draw = ({ element, whole }) => {
    const body = document.createElement("tbody")
    body.append(whole())
    element.previousElementSibling.append(body)
    element.remove()
  }

  let rests = []
  const find = () => {
    rests = [...document.querySelectorAll(".view > noscript")].filter((one) => !isTakenOver(one)).map(restIn)
  }
  const drawAll = () => {
    for (const rest of rests.splice(0)) draw(rest)
  }

  /* An address that names a row, or words to be marked, needs all rows from the start: before the theme's script looks for them. */
  if (location.hash || location.search) {
    document.addEventListener("readystatechange", () => {
      if (document.readyState !== "interactive") return
      find()
      const late = rests.length
      drawAll()
      // The browser has looked for the row already, and not found it.
      if (late && location.hash) location.replace(location.hash)
    })
    return
  }

  classList.add("first-screen")
  const moves = ["pointerdown", "pointermove", "keydown", "wheel", "scroll", "touchstart", "focusin", "hashchange", "beforeprint"]
  const whole = () => {
    for (const move of moves) removeEventListener(move, whole, true)
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", whole)
    drawAll()
    classList.remove("first-screen")
  }
  for (const move of moves) addEventListener(move, whole, { capture: true, passive: true })
  document.addEventListener("DOMContentLoaded", find)
  addEventListener("load", () => {
    for (const rest of rests) rest.slowly()
    setTimeout(whole, PATIENCE)
  })
})()
