// English.
export default {
    cityMap: "City map",
    controls: "Controls", map: "Map", legend: "Legend", details: "Details", time: "Time", table: "Table", drawing: "Drawing tools", language: "Language",
    mapKeys: "Map. Arrow keys move it, plus and minus zoom, Enter tells about the place in the middle.",
    skipToControls: "Skip to the controls",
    close: "Close", cancel: "Cancel", cancelled: "Cancelled.", loading: "Loading…", yes: "yes", no: "no", any: "any", comma: ", ",
    leftOutOfTile: "{layer}: too many records to draw here. Zoom in to see them all.",
    offline: "The server cannot be reached. Check the connection and try again.",
    zoomIn: "Zoom in", zoomOut: "Zoom out", wholeCity: "Show the whole city",
    useLight: "Use light colours", useDark: "Use dark colours",

    search: "Search for places and records", searchHint: "Search: neighbourhood, street, facility…", searchHits: "Search results", nothingFound: "Nothing found",
    found: { one: "{n} result", other: "{n} results" },

    signIn: "Sign in", signOut: "Sign out", account: "Your access", key: "Access key", signedIn: "Signed in as {name}.",
    keyHelp: "Staff receive a key from the administrator. It is kept until this tab is closed.", keyUnknown: "This key is not known. Check that it is complete.",
    "role-reader": "may read", "role-editor": "may edit", "role-steward": "is responsible", allDepartments: "All departments",

    "tab-layers": "Layers", "tab-show": "Display", "tab-compare": "Compare", "tab-tools": "Tools",
    publicOnly: "These layers are public. Staff sign in to see those of the departments.",
    noLayers: "No layers have been published yet.",
    records: { one: "{n} record", other: "{n} records" },
    late: "{time} late", lateLayers: { one: "{n} late", other: "{n} late" }, neverFilled: "no data yet", newest: "Newest record", guarded: "protected",
    analyse: "Analyse {layer}", analyseShort: "Analyse", tableOf: "Table of {layer}",

    topic: "Topic", showAs: "Show as", "view-heat": "Heatmap", "view-areas": "By area", "view-points": "Points", noTopic: "There is no point layer to analyse.",
    pointsHint: "Every record is drawn at its place. Select one for its details.",
    bandwidth: "Bandwidth", bandwidthHelp: "How far each record spreads, on the ground. It is the same at every zoom.",
    metres: { one: "{n} m", other: "{n} m" }, kernel: "Kernel", weight: "Weight", weightCount: "every record counts 1", colours: "Colours", perYear: "Per year", ownStyle: "Back to the layer’s own style",
    "kernel-quartic": "Quartic", "kernel-gaussian": "Gaussian", "kernel-epanechnikov": "Epanechnikov", "kernel-triweight": "Triweight", "kernel-triangular": "Triangular", "kernel-uniform": "Uniform",
    "ramp-inferno": "Inferno", "ramp-viridis": "Viridis", "ramp-magma": "Magma", "ramp-plasma": "Plasma", "ramp-cividis": "Cividis",
    areas: "Areas", measure: "Measure", "measure-count": "Count", "measure-rate": "Rate", per: "Divided by",
    "help-count": "Counts are larger where more people live. To compare areas fairly, choose the rate.",
    "help-rate": "Records for every 1,000 of the number chosen here. Rates of small areas vary by chance.",
    noDivisor: "These areas have no population or the like, so only counts can be shown.",
    protectedHelp: "This layer is protected. Only cells of {grid} m with at least {n} records are shown, for the whole period.",

    about: "About these numbers", sideA: "A", sideB: "B", period: "Period", used: "Records", method: "Method", leftOut: "Left out", suppressed: "Cells withheld", total: "Records", unassigned: "In no area", classes: "Classes",
    quantiles: "about equally many areas in each", withheld: "withheld or no data", noRecords: "No records in this selection.",
    recordsOfUnit: "records", unit: "{what} per km²", unitYear: "{what} per km² and year", ratePer: "records per 1,000 ({what})",
    automaticScale: "The scale follows the data of this layer.", stripLabel: "Colour scale from 0 to {maximum} and more",
    "reason-no place": "without a place", "reason-no time": "without a time", "reason-no time of day": "without a time of day", "reason-suspect place": "with a suspect place", "reason-no weight": "without a weight", "reason-negative weight": "with a negative weight", "reason-outside the frame": "outside the map", "reason-outside the grid's CRS": "outside the coordinate system",

    compareHelp: "Puts two pictures side by side; drag the divider to compare them. Two periods share one scale, two layers keep their own.", compareWith: "Compare with",
    "compare-off": "Nothing", "compare-period": "Another period", "compare-layer": "Another layer", from: "From", to: "To", divider: "Divider between A and B", percent: "{n}%",

    play: "Play", pause: "Pause", wholeTime: "Whole period", preset: "Choose a period", lastMonths: "Last {n} months", lastDays: "Last {n} days", ownPeriod: "Chosen on the slider",
    hoursAndDays: "Hours and days", weekdays: "Days of the week", hours: "Hours of the day", fromHour: "From", toHour: "Until", allTimes: "All hours and days",

    profile: "Area profile", profileOf: "Profile of {area}", perThousand: "per 1,000 ({what})", rank: "rank", rankOf: "{rank} of {all}", newestRecord: "Newest record: {day}",
    trendOf: "Records per month: {layer}", onMap: "On the map", nothingToProfile: "No layer with records is open to you here.",
    withheldHelp: "Withheld: there are so few that persons could be recognised.", noProperties: "Nothing more is known about this record.",

    insideTitle: "What is inside?", insideHelp: "Draw an area, or take the visible part of the map, and see what every department has in it.",
    drawArea: "Draw an area", useView: "Visible part", addCorner: "Corner here", undo: "Undo", finish: "Finish",
    drawHelp: "Click the corners, and the first one again to finish. By keyboard: move the map with the arrow keys, Enter sets a corner, F finishes.",
    corners: { one: "{n} corner", other: "{n} corners" }, threeCorners: "An area needs at least three corners.",
    insideDone: "The answer is in the details.", area: "Area", squareKilometres: { one: "{n} km²", other: "{n} km²" }, nothingInside: "None of the layers has anything here.", noneOf: "Nothing here of:",
    "about-n": "about {value}", areaWeighted: "“About”: areas that lie partly inside count by their share.",

    openTable: "Open the table", visibleOnly: "only the visible part", previous: "Previous", next: "Next", rowsOf: "{first}–{last} of {all}", tablePage: "Page {page} of the table {layer}", showOnMap: "Show on the map",
    downloadTitle: "Download", downloadHelp: "{layer}, as chosen now: period, hours and days.", "file-areas": "Areas (CSV)", "file-cells": "Cells (CSV)", "file-sheet": "Sheet (PNG)", "file-sheet-pdf": "Sheet (PDF)", "file-map": "Map picture (PNG)", saved: "{name} saved.",
    shareTitle: "Share", copyLink: "Copy the link", print: "Print", linkCopied: "The link is copied. It shows the map as you see it now.", linkHere: "The link:", printed: "printed on {day}",
    "unit-persons": "persons", "unit-min": "min", "unit-t": "t", "unit-TRY": "TRY", "unit-bar": "bar", "unit-beds": "beds", "unit-l": "l", "unit-mm": "mm", "unit-m²": "m²", "unit-vehicles": "vehicles",
};
