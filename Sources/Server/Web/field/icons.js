// Line drawings on a 24-unit grid, drawn for this page.
import { svg } from "../assets/app/dom.js";

const paths = {
    add: "M12 5v14M5 12h14",
    sent: "M4 12.5 20 4.5 15.5 20 11.5 13.500zM11.5 13.5 20 4.5",
    more: "M5 12v.01M12 12v.01M19 12v.01",
    back: "M15 5 8 12l7 7",
    close: "M6 6l12 12M18 6 6 18",
    camera: "M4 8h3.500L9 5.500h6L16.500 8H20v11H4zM12 10a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7z",
    gallery: "M4 5h16v14H4zM4 16l5-5 4 4 2.500-2.500L20 17M15.500 8.500v.01",
    video: "M3.500 7h11v10h-11zM14.500 11l6-3v8l-6-3",
    audio: "M12 4a2.500 2.500 0 0 1 2.500 2.500v5a2.500 2.500 0 0 1-5 0v-5A2.500 2.500 0 0 1 12 4zM6.500 11.500a5.500 5.500 0 0 0 11 0M12 17v3.500",
    stop: "M7 7h10v10H7z",
    file: "M6.500 3.500h7l4 4v13h-11zM13.500 3.500v4h4",
    position: "M12 5.500a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zM12 2.500v5M12 16.500v5M2.500 12h5M16.500 12h5",
    pin: "M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11zM12 8.500a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3z",
    walk: "M13 4.500v.01M9 21l2.500-6L14 17.500V21M11.500 15 12 9.500 9 11l-1 3M12 9.500l3 3 2.500.5",
    trash: "M5 7h14M9.500 7V4.500h5V7M7 7l1 13h8l1-13M10.500 10.500v6M13.500 10.500v6",
    undo: "M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10H9",
    check: "M5 12.500 10 17.500 19.500 7",
    alert: "M12 4 21.500 20h-19zM12 10v4.500M12 17v.5",
    clock: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4.500l3 2",
    phone: "M7.500 3h9v18h-9zM11 18h2",
    offline: "M3 9a14 14 0 0 1 18 0M6.500 12.500a9 9 0 0 1 11 0M12 18v.01M4 4l16 16",
    point: "M12 7.500a4.500 4.500 0 1 1 0 9 4.500 4.500 0 0 1 0-9z",
    line: "M5 18.500 10 8.500 15 14.500 19.500 5",
    area: "M5 8.500 12.500 4 20 10l-3.500 9.500H7z",
    form: "M6 4h12v16H6zM9 8.500h6M9 12h6M9 15.500h4",
    minus: "M5 12h14",
    search: "M10.500 4a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zM15.500 15.500 20 20",
};

export function icon(name, attributes = {}) {
    return svg("svg", {
        viewBox: "0 0 24 24",
        "aria-hidden": "true",
        fill: "none",
        stroke: "currentColor",
        "stroke-width": "1.8",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
        ...attributes,
    }, svg("path", { d: paths[name] }));
}
