// Line drawings on a 24-unit grid, drawn for this map.
import { svg } from "./dom.js";

const paths = {
    layers: "M12 4 21 8.5 12 13 3 8.5zM3 12.5 12 17 21 12.5M3 16.5 12 21 21 16.5",
    display: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
    compare: "M12 3v18M4 6h5v12H4zM15 6h5v12h-5z",
    tools: "M5 19 15.5 8.5M13 6l5 5M17 4l3 3-2 2-3-3zM4 20l1.5-4 2.5 2.5z",
    heat: "M12 3c1 4 5 5.5 5 10.5A5 5 0 0 1 7 14c0-2 1-3 1.5-4 1 .8 1.5 1.5 1.8 2.5C12 10 12.5 6.5 12 3z",
    play: "M8 5.5 18.5 12 8 18.5z",
    pause: "M8.5 5v14M15.5 5v14",
    close: "M6 6l12 12M18 6 6 18",
    search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5 20 20",
    sun: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2.5M12 19v2.5M2.5 12H5M19 12h2.5M5.3 5.3 7 7M17 17l1.7 1.700M18.7 5.3 17 7M7 17l-1.7 1.7",
    moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
    key: "M8 12a4 4 0 1 1 0 .01M12 12h9M18 12v3.5M21 12v2.5",
    plus: "M12 5v14M5 12h14",
    minus: "M5 12h14",
    home: "M4 11.5 12 4.5l8 7M6.5 10v9.5h11V10",
    locate: "M12 5.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM12 2.5v5M12 16.5v5M2.5 12h5M16.5 12h5",
    draw: "M5 8.5 12.5 4 20 10l-3.5 9.5H7z",
    table: "M4 5h16v14H4zM4 10h16M4 14.5h16M10 5v14",
    download: "M12 4v11M7.5 11 12 15.5 16.5 11M5 19.5h14",
    link:
        "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.700L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.700L12 17",
    print: "M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14.5h10V20H7z",
    undo: "M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10H9",
    check: "M5 12.5 10 17.5 19.5 7",
    clock: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4.5l3 2",
    alert: "M12 4 21.5 20h-19zM12 10v4.5M12 17v.5",
    area: "M4 7l6-3 4 3 6-2v12l-6 3-4-3-6 2zM10 4v13M14 7v13",
    points:
        "M7 7.5a1.5 1.5 0 1 1 0 .01M16 6.5a1.5 1.5 0 1 1 0 .01M11 13.5a1.5 1.5 0 1 1 0 .01M18 15.5a1.5 1.5 0 1 1 0 .01M6 18a1.5 1.5 0 1 1 0 .01",
};

export function icon(name) {
    return svg("svg", {
        viewBox: "0 0 24 24",
        "aria-hidden": "true",
        fill: "none",
        stroke: "currentColor",
        "stroke-width": "1.8",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    }, svg("path", { d: paths[name] }));
}
