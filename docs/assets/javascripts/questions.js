/* Questions that readers answer on the page. Answers stay in this browser; every word comes from the page.
   Without this script the questions and their folded answers read as they are. */
(() => {
  "use strict"

  const KEPT = "combining-immunotherapy:answers"

  /* Some browsers keep nothing for pages opened from a folder: then answers last as long as the page. */
  let answers = {}
  try {
    answers = JSON.parse(localStorage.getItem(KEPT)) || {}
  } catch {
    answers = {}
  }
  const keep = () => {
    try {
      if (Object.keys(answers).length) localStorage.setItem(KEPT, JSON.stringify(answers))
      else localStorage.removeItem(KEPT)
    } catch {
      /* Nothing can be kept here. */
    }
  }

  const made = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties)
    element.append(...children)
    return element
  }
  const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name])
  const letters = "abcdef"

  /* One way of answering a kind of question: build puts its controls in, given reads them ("" where nothing is chosen),
     fill puts a kept answer back, right says how many places are right of how many. */

  const choice = (question, several) => {
    const list = question.querySelector("ol")
    list.classList.add("answered")
    const inputs = [...list.children].map((item, place) => {
      const input = made("input", {
        type: several ? "checkbox" : "radio",
        name: `${question.id}-answer`,
        value: letters[place],
      })
      const label = made("label", {}, input, made("span", {}, ...item.childNodes))
      item.append(label)
      return input
    })
    list.setAttribute("role", several ? "group" : "radiogroup")
    list.setAttribute("aria-labelledby", `${question.id}-stem`)
    for (const item of list.children) item.setAttribute("role", "presentation")
    return {
      given: () => inputs.filter((input) => input.checked).map((input) => input.value).join(" "),
      fill: (text) => {
        for (const input of inputs) input.checked = text.split(" ").includes(input.value)
      },
      right: (text) => [Number(text === question.dataset.key), 1],
    }
  }

  const match = (question) => {
    const [left, right] = question.querySelectorAll("ol")
    const count = right.children.length
    const selects = [...left.children].map((item, place) => {
      item.id = `${question.id}-${letters[place]}`
      const select = made("select", {}, made("option", { value: "", textContent: "–" }))
      for (let number = 1; number <= count; number++) {
        select.append(made("option", { value: String(number), textContent: String(number) }))
      }
      select.setAttribute("aria-labelledby", item.id)
      item.append(" ", select)
      return select
    })
    const pairs = () => selects.map((select, place) => letters[place] + select.value)
    return {
      given: () => (selects.every((select) => select.value) ? pairs().join(" ") : ""),
      fill: (text) => {
        const kept = text.split(" ")
        selects.forEach((select, place) => (select.value = (kept[place] || "").slice(1)))
      },
      right: (text) => {
        const given = text.split(" ")
        const key = question.dataset.key.split(" ")
        return [key.filter((pair, place) => pair === given[place]).length, key.length]
      },
    }
  }

  const number = (question) => {
    const asked = question.querySelector(".asked")
    const input = made("input", { type: "text", inputMode: "decimal", autocomplete: "off", size: 8 })
    asked.id = `${question.id}-asked`
    input.setAttribute("aria-labelledby", asked.id)
    asked.after(input)
    const valueOf = (text) => Number(text.trim().replace(",", ".").replace("\u2212", "-").replace(/\s*%$/, "") || NaN)
    return {
      given: () => (Number.isNaN(valueOf(input.value)) ? "" : input.value.trim()),
      fill: (text) => (input.value = text),
      right: (text) => {
        const off = Math.abs(valueOf(text) - Number(question.dataset.key))
        return [Number(off <= Number(question.dataset.tolerance) + 1e-9), 1]
      },
    }
  }

  const kinds = {
    single: (question) => choice(question, false),
    "true-false": (question) => choice(question, false),
    multiple: (question) => choice(question, true),
    match,
    number,
  }

  /* A word for each answer that was chosen: why it is right or wrong, as the folded answer says it. */
  const reasons = (question, text) =>
    text
      .split(" ")
      .map((letter) => question.querySelector(`.whys > li[data-letter="${CSS.escape(letter)}"]`))
      .filter(Boolean)
      .map((item) => made("li", {}, ...[...item.childNodes].map((node) => node.cloneNode(true))))

  const ready = (question, said, changed) => {
    const how = kinds[question.dataset.kind](question)
    const button = made("button", { type: "button", className: "question-check", textContent: said.check })
    button.setAttribute("aria-describedby", `${question.id}-stem`)
    const told = made("div", { className: "question-told" })
    told.setAttribute("role", "status")
    question.querySelector("details").before(made("p", {}, button), told)

    const tell = (text) => {
      const [right, all] = how.right(text)
      const whole = right === all
      question.dataset.state = whole ? "right" : "wrong"
      const verdict = whole ? `✓ ${said.right}` : `✗ ${all > 1 ? filled(said.partly, { right, all }) : said.wrong}`
      const list = reasons(question, text)
      told.replaceChildren(made("p", { textContent: verdict }), ...(list.length ? [made("ul", {}, ...list)] : []))
      return whole
    }
    button.addEventListener("click", () => {
      const text = how.given()
      if (!text) {
        told.replaceChildren(made("p", { textContent: said.choose }))
        return
      }
      const whole = tell(text)
      if (whole) question.querySelector("details").open = true
      answers[question.id] = { given: text, right: whole }
      keep()
      changed()
    })
    const before = answers[question.id]
    if (before && typeof before.given === "string") {
      how.fill(before.given)
      if (how.given()) tell(how.given())
    }
    return () => {
      how.fill("")
      told.replaceChildren()
      delete question.dataset.state
      question.querySelector("details").open = false
    }
  }

  const groups = [...document.querySelectorAll(".questions")]
  const clearings = []
  const counts = []
  const recount = () => counts.forEach((count) => count())

  for (const group of groups) {
    const said = group.dataset
    const questions = [...group.querySelectorAll(".question")]
    for (const question of questions) clearings.push(ready(question, said, recount))

    const progress = made("span")
    progress.setAttribute("role", "status")
    const erase = made("button", { type: "button", className: "question-erase", textContent: said.erase })
    counts.push(() => {
      const right = questions.filter((question) => answers[question.id] && answers[question.id].right).length
      progress.textContent = filled(said.progress, { right, all: questions.length })
    })
    erase.addEventListener("click", () => {
      answers = {}
      keep()
      clearings.forEach((clear) => clear())
      recount()
      progress.textContent = said.erased
    })
    group.append(made("p", { className: "question-progress" }, progress, ` · ${said.kept} `, erase))
  }
  recount()
})()
