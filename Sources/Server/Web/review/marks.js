// States and findings as small marks: never by colour alone.
import { h, svg } from "../app/dom.js";
import { text } from "./words.js";

const paths = {
    received: "M12 4v11M7.5 11 12 15.5 16.5 11M5 19.5h14",
    hasIssues: "M12 4 21.5 20h-19zM12 10v4.5M12 17v.5",
    edited: "M5 19.500 6 15 15.500 5.500 18.500 8.500 9 18zM13.500 7.500 16.500 10.500",
    approved: "M5 12.5 10 17.5 19.5 7",
    rejected: "M6 6l12 12M18 6 6 18",
    flag: "M6 21V4M6 5h11l-2.500 4 2.500 4H6",
    files: "M7 12.500 13 6.500a3 3 0 0 1 4.500 4.500L10 18.500a4.500 4.500 0 0 1-6.500-6.500L10 5.500",
    conflict: "M4 8h11l-3-3M20 16H9l3 3",
    person: "M12 5a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7zM5 20c.5-4 3.500-5.500 7-5.500s6.500 1.500 7 5.500",
    help: "M9 9a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 17.500v.5",
    list: "M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1",
    map: "M4 7l6-3 4 3 6-2v12l-6 3-4-3-6 2zM10 4v13M14 7v13",
    record: "M5 4h14v16H5zM8.500 9h7M8.500 13h7M8.500 17h4",
    board: "M4 5h16v14H4zM4 10h16M10 10v9",
};

export function mark(name) {
    return svg("svg", {
        viewBox: "0 0 24 24",
        "aria-hidden": "true",
        fill: "none",
        stroke: "currentColor",
        "stroke-width": "1.9",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }, svg("path", { d: paths[name] }));
}

const kinds = { received: "", hasIssues: "is-warning", edited: "is-accent", approved: "is-good", rejected: "is-bad" };

export function stateChip(state) {
    return h("span", { class: `chip state ${kinds[state] ?? ""}` }, mark(state), text(`state-${state}`));
}
