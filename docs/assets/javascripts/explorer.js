/* The evidence explorer: takes over the whole table of its page, so that readers filter, search, sort, link and download it.
   Every word on the page comes from the page; without this script the table stands as it is. */
(() => {
  "use strict"

  /* Milliseconds: of reading before the browser may do something else, and after a key before the rows are chosen. */
  const READING = 4
  const TYPING = 150

  const root = document.documentElement
  root.classList.add("explorer-on")
  if (location.search.length > 1 || location.hash.includes("=")) root.classList.add("explorer-waits")

  /* Sets of rows, a bit a row. */

  const noRows = (count) => new Uint32Array((count + 31) >>> 5)
  const put = (set, row) => {
    set[row >>> 5] |= 1 << (row & 31)
  }
  const holds = (set, row) => (set[row >>> 5] >>> (row & 31)) & 1
  const joined = (sets, count) => {
    const found = noRows(count)
    for (const set of sets) for (let word = 0; word < found.length; word++) found[word] |= set[word]
    return found
  }
  const shared = (sets, count) => {
    const found = noRows(count).fill(0xffffffff)
    for (const set of sets) for (let word = 0; word < found.length; word++) found[word] &= set[word]
    if (count & 31) found[found.length - 1] &= 2 ** (count & 31) - 1
    return found
  }
  const onesIn = (word) => {
    word -= (word >>> 1) & 0x55555555
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333)
    return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
  }
  const sizeOfShared = (one, other) => {
    let size = 0
    for (let word = 0; word < one.length; word++) size += onesIn(one[word] & other[word])
    return size
  }

  /* Text. */

  const tidied = (text) => text.replace(/\s+/g, " ").trim()
  /* Without accents, capitals and kinds of dash, so that what a keyboard can type finds what a page prints. */
  const folded = (text) =>
    text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[\u2010-\u2015\u2212]/g, "-")
      .toLowerCase()
  const numberIn = (text) => {
    const found = /^[<>\u2264\u2265]?\s*([-\u2212]?)(\d[\d\s]*(?:\.\d+)?)/.exec(text)
    return found ? Number(found[2].replace(/\s/g, "")) * (found[1] ? -1 : 1) : NaN
  }
  const grouped = (number) => String(number).replace(/\B(?=(?:\d{3})+$)/g, number > 9999 ? "\u202f" : "")
  const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => grouped(values[name]))
  const isMissing = (text) => text === "" || text === "\u2013"

  /* CSV after RFC 4180; a cell that a spreadsheet would run as a formula gets an apostrophe. */
  const csvCell = (text) => {
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
  }
  const csv = (lines) => lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")

  /* The table as data: its rows, the text of each column, a searchable text a row, and the rows of each option. */

  const pause = () => new Promise((resume) => setTimeout(resume))

  const readRows = async (rows, width, sets) => {
    const columns = Array.from({ length: width }, () => new Array(rows.length))
    const texts = new Array(rows.length)
    let begun = performance.now()
    for (let row = 0; row < rows.length; row++) {
      for (const mark of rows[row].dataset.marks.split(" ")) if (sets.has(mark)) put(sets.get(mark), row)
      let cell = rows[row].firstElementChild
      let text = ""
      for (let column = 0; column < width; column++) {
        columns[column][row] = tidied(cell.textContent)
        text += `${columns[column][row]}\n`
        cell = cell.nextElementSibling
      }
      texts[row] = folded(text)
      if (performance.now() - begun > READING) {
        await pause()
        begun = performance.now()
      }
    }
    return { columns, texts }
  }

  const readFacet = (fieldset, count, sets) => {
    const options = Array.from(fieldset.querySelectorAll("input"), (box) => {
      const set = noRows(count)
      sets.set(box.dataset.number, set)
      return { box, set, label: box.parentElement, rows: box.parentElement.querySelector(".explorer-rows") }
    })
    const chosen = fieldset.parentElement.querySelector(".explorer-chosen")
    return { name: options[0].box.name, options, chosen }
  }

  /* Sorting: a rank a row, equal cells of equal rank, so that the order of the table settles ties. */

  const compared = root.lang.startsWith("en")
    ? (one, other) => (one < other ? -1 : one > other ? 1 : 0)
    : new Intl.Collator(root.lang).compare

  const ranksOf = (keys, compare) => {
    const places = new Map([...new Set(keys)].sort(compare).map((key, place) => [key, place]))
    return Int32Array.from(keys, (key) => places.get(key))
  }

  const ranks = (table, head) => {
    const texts = table.columns[head.column]
    const facet = head.sort === "rank" && table.facets.find((one) => one.name === head.name)
    if (facet) {
      const found = new Int32Array(table.count).fill(-1)
      facet.options.forEach((option, place) => {
        for (let row = 0; row < table.count; row++) if (holds(option.set, row)) found[row] = place
      })
      return found
    }
    const keys = head.sort === "number" ? texts.map(numberIn) : texts.map(folded)
    const found = ranksOf(keys, head.sort === "number" ? (one, other) => one - other : compared)
    for (let row = 0; row < table.count; row++) {
      if (isMissing(texts[row]) || Number.isNaN(keys[row])) found[row] = -1
    }
    return found
  }

  /* All rows in an order; those without the thing stand last whichever way it goes. */
  const ordered = (table, head, down) => {
    const found = head.ranks || (head.ranks = ranks(table, head))
    const keys = Float64Array.from(found, (rank, row) => {
      const place = rank < 0 ? table.count : down ? table.count - 1 - rank : rank
      return place * table.count + row
    })
    return Int32Array.from(keys.sort(), (key) => key % table.count)
  }

  /* The explorer itself. */

  const explorer = async (form) => {
    const box = document.getElementById(form.dataset.table)
    const body = box.querySelector("tbody")
    const find = form.querySelector("input[type=search]")
    const boxes = form.querySelectorAll("fieldset input")
    const toldInAddress = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : location.search)
    const recallChoices = (told) => {
      find.value = told.get("find") || ""
      for (const one of boxes) one.checked = told.getAll(one.name).includes(one.value)
    }
    // Before the rows are read: what a quick reader chooses meanwhile must stand.
    recallChoices(toldInAddress())
    let quick = false
    form.addEventListener("input", () => (quick = true), { once: true })
    const rows = [...body.children, ...(await remainingRows(box))]
    const atOnce = Number(form.dataset.shown)
    const count = rows.length
    const sets = new Map()
    const facets = Array.from(form.querySelectorAll("fieldset"), (fieldset) => readFacet(fieldset, count, sets))
    const heads = Array.from(box.querySelectorAll("thead th"), (cell, column) => ({
      cell,
      column,
      name: cell.className.replace("col-", ""),
      sort: cell.dataset.sort,
      label: tidied(cell.textContent),
    }))
    const table = { count, facets, ...(await readRows(rows, heads.length, sets)) }
    const status = form.querySelector("[role=status]")
    const button = (name) => form.querySelector(`.explorer-${name}`)
    const state = { sorted: null, down: false, page: 1, found: [], order: Int32Array.from(rows.keys()) }
    let waiting = 0
    let typing = 0

    const foundByWords = () => {
      const words = folded(find.value).split(/\s+/).filter(Boolean)
      if (!words.length) return shared([], count)
      const set = noRows(count)
      for (let row = 0; row < count; row++) if (words.every((word) => table.texts[row].includes(word))) put(set, row)
      return set
    }

    const choose = () => {
      const searched = foundByWords()
      for (const facet of facets) {
        const chosen = facet.options.filter((option) => option.box.checked)
        facet.set = chosen.length ? joined(chosen.map((option) => option.set), count) : null
        facet.chosen.textContent =
          chosen.map((option) => tidied(option.label.firstChild.nextSibling.textContent)).join("; ") || facet.chosen.dataset.all
      }
      const limits = (left) => [searched, ...facets.filter((one) => one !== left && one.set).map((one) => one.set)]
      const found = shared(limits(null), count)
      for (const facet of facets) {
        const beside = facet.set ? shared(limits(facet), count) : found
        for (const option of facet.options) tellRows(option, sizeOfShared(beside, option.set))
      }
      state.found = Array.from(state.order.filter((row) => holds(found, row)))
    }

    const tellRows = (option, size) => {
      const text = `(${grouped(size)})`
      if (option.rows.textContent !== text) option.rows.textContent = text
      option.label.hidden = !size && !option.box.checked
    }

    const pages = () => Math.max(1, Math.ceil(state.found.length / atOnce))

    const show = () => {
      state.page = Math.min(Math.max(1, state.page), pages())
      const first = (state.page - 1) * atOnce
      const shown = state.found.slice(first, first + atOnce)
      // Before the rows change, while the box knows its size: afterwards it would be laid out twice.
      box.scrollTop = 0
      body.replaceChildren(...shown.map((row) => rows[row]))
      const values = { n: state.found.length, total: count, first: first + 1, last: first + shown.length }
      const more = shown.length < state.found.length ? form.dataset.range : shown.length ? "" : form.dataset.none
      const told = filled(form.dataset.count + more, values)
      if (status.textContent !== told) status.textContent = told
      // Not `disabled`, which would take the focus from who has just reached the last rows.
      button("previous").setAttribute("aria-disabled", String(state.page === 1))
      button("next").setAttribute("aria-disabled", String(state.page === pages()))
      button("export").setAttribute("aria-disabled", String(!shown.length))
      for (const head of heads) {
        if (head === state.sorted) head.cell.setAttribute("aria-sort", state.down ? "descending" : "ascending")
        else head.cell.removeAttribute("aria-sort")
      }
    }

    const remember = () => {
      const told = new URLSearchParams()
      if (find.value.trim()) told.set("find", find.value.trim())
      for (const { name, options } of facets) {
        for (const { box: one } of options) if (one.checked) told.append(name, one.value)
      }
      if (state.sorted) told.set("sort", (state.down ? "-" : "") + state.sorted.name)
      if (state.page > 1) told.set("page", String(state.page))
      const text = told.toString()
      try {
        history.replaceState(history.state, "", location.pathname + (text && `?${text}`) + plainHash())
      } catch {
        // A browser that lets no page without a server change its address may still let it change the part after #.
        location.replace(`#${text}`)
      }
    }

    const plainHash = () => (location.hash.includes("=") ? "" : location.hash)

    const sortBy = (head, down) => {
      state.sorted = head || null
      state.down = Boolean(head) && down
      state.order = head ? ordered(table, head, down) : Int32Array.from(rows.keys())
    }

    const recallOrder = (told) => {
      const sort = told.get("sort") || ""
      sortBy(heads.find((head) => head.name === sort.replace(/^-/, "")), sort.startsWith("-"))
      state.page = Number.parseInt(told.get("page"), 10) || 1
    }

    const update = () => {
      waiting = 0
      choose()
      show()
      remember()
    }

    /* However many things happen before the next picture, the rows are chosen once. */
    const soon = (page = 1) => {
      clearTimeout(typing)
      state.page = page
      waiting = waiting || requestAnimationFrame(update)
    }

    const clear = () => {
      recallChoices(new URLSearchParams())
      sortBy(null)
      soon()
    }

    const download = () => {
      const lines = state.found.map((row) => table.columns.map((column) => column[row]))
      // The mark at the start tells spreadsheets that the letters are UTF-8.
      const text = `\ufeff${csv([heads.map((head) => head.label), ...lines])}`
      const link = document.createElement("a")
      link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }))
      link.download = `${form.id}.csv`
      link.click()
      setTimeout(() => URL.revokeObjectURL(link.href), 60000)
    }

    const addHeadButtons = () => {
      for (const head of heads) {
        const sort = document.createElement("button")
        sort.type = "button"
        sort.append(...head.cell.childNodes)
        head.cell.append(sort)
        sort.addEventListener("click", () => {
          sortBy(head, head === state.sorted && !state.down)
          soon()
        })
      }
    }

    const press = (name, act) =>
      button(name).addEventListener("click", (event) => {
        if (event.currentTarget.getAttribute("aria-disabled") !== "true") act()
      })

    addHeadButtons()
    press("previous", () => soon(state.page - 1))
    press("next", () => soon(state.page + 1))
    press("clear", clear)
    press("export", download)
    /* An open list would hide what the keyboard reaches behind it. */
    const closeListsBut = (place) => {
      for (const list of form.querySelectorAll("details[open]")) if (!list.contains(place)) list.open = false
    }
    document.addEventListener("focusin", (event) => closeListsBut(event.target))
    document.addEventListener("pointerdown", (event) => closeListsBut(event.target))
    form.addEventListener("keydown", (event) => {
      const list = event.key === "Escape" && event.target.closest("details[open]")
      if (!list) return
      list.querySelector("summary").focus()
      list.open = false
    })
    form.addEventListener("submit", (event) => event.preventDefault())
    form.addEventListener("change", (event) => event.target.type === "checkbox" && soon())
    find.addEventListener("input", () => {
      clearTimeout(typing)
      typing = setTimeout(() => soon(), TYPING)
    })
    addEventListener("popstate", () => {
      recallChoices(toldInAddress())
      recallOrder(toldInAddress())
      choose()
      show()
    })
    addEventListener("beforeprint", () => {
      body.replaceChildren(...state.found.map((row) => rows[row]))
      document.dispatchEvent(new Event("rowsforpaper"))
    })
    addEventListener("afterprint", show)

    recallOrder(toldInAddress())
    choose()
    show()
    if (quick) remember()
    root.classList.remove("explorer-waits")
    root.classList.add("explorer-ready")
  }

  document.addEventListener("DOMContentLoaded", () => {
    // Without the script that has the late rows the table stays as it is.
    if (!globalThis.remainingRows) {
      root.classList.remove("explorer-on", "explorer-waits")
      return
    }
    for (const form of document.querySelectorAll("form.explorer")) explorer(form)
  })
})()
