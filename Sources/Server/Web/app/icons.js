// Line drawings on a 24-unit grid, drawn for this map.
import { svg } from "./dom.js";

const paths = {
    layers: "M12 4 21 8.5 12 13 3 8.5zM3 12.5 12 17 21 12.5M3 16.5 12 21 21 16.5",
    display: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
    compare: "M12 3v18M4 6h5v12H4zM15 6h5v12h-5z",
    tools: "M5 19 15.5 8.5M13 6l5 5M17 4l3 3-2 2-3-3zM4 20l1.5-4 2.5 2.5z",
    heat:
        "M12 3c1 4 5 5.5 5 10.5A5 5 0 0 1 7 14c0-2 1-3 1.5-4 1 .8 1.500 1.500 1.800 2.500C12 10 12.500 6.500 12 3z",
    play: "M8 5.500 18.500 12 8 18.500z",
    pause: "M8.500 5v14M15.500 5v14",
    close: "M6 6l12 12M18 6 6 18",
    search: "M10.500 4a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zM15.500 15.500 20 20",
    sun: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.500v2.500M12 19v2.500M2.500 12H5M19 12h2.500M5.300 5.300 7 7M17 17l1.700 1.700M18.700 5.300 17 7M7 17l-1.700 1.700",
    moon: "M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z",
    key: "M8 12a4 4 0 1 1 0 .01M12 12h9M18 12v3.500M21 12v2.500",
    plus: "M12 5v14M5 12h14",
    minus: "M5 12h14",
    home: "M4 11.500 12 4.500l8 7M6.500 10v9.500h11V10",
    draw: "M5 8.500 12.500 4 20 10l-3.500 9.500H7z",
    table: "M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14",
    download: "M12 4v11M7.500 11 12 15.500 16.500 11M5 19.500h14",
    link:
        "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.700-5.700L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.700L12 17",
    print: "M7 9V4h10v5M7 17H4.500V9h15v8H17M7 14.500h10V20H7z",
    undo: "M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10H9",
    check: "M5 12.500 10 17.500 19.500 7",
    clock: "M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4.500l3 2",
    alert: "M12 4 21.500 20h-19zM12 10v4.500M12 17v.5",
    area: "M4 7l6-3 4 3 6-2v12l-6 3-4-3-6 2zM10 4v13M14 7v13",
    points:
        "M7 7.500a1.500 1.500 0 1 1 0 .01M16 6.500a1.500 1.500 0 1 1 0 .01M11 13.500a1.500 1.500 0 1 1 0 .01M18 15.500a1.500 1.500 0 1 1 0 .01M6 18a1.500 1.500 0 1 1 0 .01",
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
