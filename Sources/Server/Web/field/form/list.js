// Lists of known features as the server sends them: CSV with `name`, `label`, a place and what else is known.

/** @returns {[{label, geometry, columns}]} columns: every cell by its column's name */
export function parseList(text) {
    const [head, ...rows] = records(text.replace(/^\uFEFF/, ""));
    if (!head) return [];
    return rows.filter((row) => row.length > 1 || row[0]).map((row) => {
        const columns = Object.fromEntries(head.map((name, index) => [name, row[index] ?? ""]));
        return { label: columns.label || columns.name, geometry: place(columns.geometry), columns };
    });
}

/** `37.06 37.38 0 0` is latitude first; GeoJSON longitude first. */
function place(text) {
    const [latitude, longitude] = (text ?? "").split(" ").map(Number);
    return Number.isFinite(latitude) && Number.isFinite(longitude) && text ? [longitude, latitude] : null;
}

function records(text) {
    const list = [];
    let row = [], cell = "", isQuoted = false;
    for (let i = 0; i < text.length; i += 1) {
        const sign = text[i];
        if (isQuoted) {
            if (sign !== '"') cell += sign;
            else if (text[i + 1] === '"') cell += text[i += 1];
            else isQuoted = false;
        } else if (sign === '"') isQuoted = true;
        else if (sign === ",") row.push(cell), cell = "";
        else if (sign === "\n") row.push(cell.replace(/\r$/, "")), list.push(row), row = [], cell = "";
        else cell += sign;
    }
    if (cell || row.length) row.push(cell.replace(/\r$/, "")), list.push(row);
    return list;
}
