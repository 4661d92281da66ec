// Passages of text with facts marked at their characters. Everything that comes from a text enters the page as a text
// node, so that no mark-up in it is ever read as mark-up.
const PRIORITY = ["hit", "quantity", "time", "name", "event"];

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.append(document.createTextNode(text));
  return made;
}

// A run of blank lines is shown as one; all its characters stay in the page.
function plain(text, first) {
  if (first && !text.trim()) return element("span", "gap", text);
  const made = element("span");
  for (const part of text.split(/(\n[ \t\u3000\r]*\n)([\s\u3000]*\n)/)) {
    if (part) made.append(/^[\s\u3000]*\n$/.test(part) && made.lastChild ? element("span", "gap", part) : part);
  }
  return made;
}

function stretch([text, start, keys, role], facts, first) {
  const kinds = PRIORITY.filter((kind) => keys.some((key) => facts[key].kind === kind));
  const made = kinds.length ? element("mark", kinds.join(" "), text) : plain(text, first);
  if (role && role !== "body") made.classList.add("role-" + role);
  made.dataset.start = start;
  if (kinds.length) {
    made.dataset.keys = keys.join(" ");
    made.tabIndex = 0;
    made.setAttribute("role", "button");
  }
  return made;
}

function fields(kind, told) {
  const made = element("dl", kind);
  for (const [label, value] of told) made.append(element("dt", "", label), element("dd", "", value));
  return made;
}

function card(keys, facts, hint) {
  const made = element("div");
  for (const key of keys) made.append(fields(facts[key].kind, facts[key].told));
  made.append(element("div", "hint", hint));
  return made;
}

function place(tooltip, mark, root) {
  const box = root.getBoundingClientRect();
  const at = mark.getClientRects()[0];
  const below = at.bottom + tooltip.offsetHeight + 12 < window.innerHeight || at.top < tooltip.offsetHeight + 12;
  const left = Math.min(at.left - box.left, box.width - tooltip.offsetWidth - 4);
  tooltip.style.left = Math.max(0, left) + "px";
  tooltip.style.top = (below ? at.bottom - box.top + 6 : at.top - box.top - tooltip.offsetHeight - 6) + "px";
}

function legend(root, facts, names) {
  const made = element("div", "legend");
  for (const kind of PRIORITY) {
    const count = Object.values(facts).filter((fact) => fact.kind === kind).length;
    if (!count) continue;
    const button = element("button", kind, `${names[kind]} ${count}`);
    button.type = "button";
    button.setAttribute("aria-pressed", String(!root.classList.contains("without-" + kind)));
    button.onclick = () => {
      const hidden = root.classList.toggle("without-" + kind);
      button.setAttribute("aria-pressed", String(!hidden));
    };
    made.append(button);
  }
  return made;
}

function block(passage, facts, choose) {
  const made = element("article");
  if (passage.title) {
    const title = element(passage.key ? "button" : "h4", "title", passage.title);
    if (passage.key) {
      title.type = "button";
      title.onclick = () => choose("opened", passage.key);
    }
    made.append(title);
  }
  if (passage.about) made.append(element("div", "about", passage.about));
  const text = element("div", "text");
  text.append(...passage.stretches.map((each, index) => stretch(each, facts, index === 0)));
  if (passage.stretches.length) made.append(text);
  if (passage.fields.length) made.append(fields(passage.kind, passage.fields));
  return made;
}

// The mark of the fact that is in focus, or what stands at the place that is.
function focused(root, focus) {
  if (!/^\d+$/.test(focus)) {
    return [...root.querySelectorAll("mark")].find((each) => each.dataset.keys.split(" ").includes(focus));
  }
  return [...root.querySelectorAll("[data-start]")].filter((each) => Number(each.dataset.start) <= Number(focus)).pop();
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".marked");
  const tooltip = element("div", "tooltip");
  tooltip.setAttribute("role", "tooltip");
  tooltip.hidden = true;
  const parts = data.blocks.map((passage) => block(passage, data.facts, setTriggerValue));
  root.replaceChildren(...(data.legend ? [legend(root, data.facts, data.legend)] : []), ...parts, tooltip);

  const show = (event) => {
    const mark = event.target.closest("mark");
    tooltip.hidden = !mark;
    if (!mark) return;
    tooltip.replaceChildren(card(mark.dataset.keys.split(" "), data.facts, data.hint));
    place(tooltip, mark, root);
  };
  const hide = () => { tooltip.hidden = true; };
  const choose = (event) => {
    const mark = event.target.closest("mark");
    if (!mark || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    hide();
    setTriggerValue("chosen", mark.dataset.keys);
  };
  root.onmouseover = show;
  root.onfocusin = show;
  root.onmouseleave = hide;
  root.onfocusout = hide;
  root.onclick = choose;
  root.onkeydown = choose;

  if (data.focus && root.dataset.focus !== data.focus) {
    root.dataset.focus = data.focus;
    const mark = focused(root, data.focus);
    if (mark) {
      mark.classList.add("focus");
      mark.scrollIntoView({ block: "center" });
    }
  }
}
