// Builds elements without ever parsing text as markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
        if (value === undefined || value === null || value === false) continue;
        if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
        else if (name === "style") Object.assign(element.style, value);
        else if (name === "value" && "value" in element) element.value = value;
        else if (name === "checked" || name === "selected" || name === "disabled") element[name] = true;
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(
        ...children.flat(Infinity).filter((child) =>
            child !== null && child !== undefined && child !== false
        ),
    );
    return element;
}

/** h("button", {class: "button", onclick}, "text", child…) */
export function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    // A select knows its value only when it has its options.
    const { value, ...rest } = attributes ?? {};
    fill(element, tag === "select" ? rest : attributes, children);
    if (tag === "select" && value !== undefined && value !== null) element.value = value;
    return element;
}

export function svg(tag, attributes, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
}

export function byId(id) {
    return document.getElementById(id);
}

/** Replaces the content; the focus stays on the control of the same `data-key`, where there still is one. */
export function render(parent, ...children) {
    const key = parent.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    parent.replaceChildren(
        ...children.flat(Infinity).filter((child) =>
            child !== null && child !== undefined && child !== false
        ),
    );
    if (key) parent.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

/** Calls `work` once the calls have stopped for `milliseconds`. */
export function settled(work, milliseconds = 250) {
    let timer;
    return (...values) => {
        clearTimeout(timer);
        timer = setTimeout(() => work(...values), milliseconds);
    };
}
