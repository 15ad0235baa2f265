// What the server told at the start: the city, its departments and the layers the viewer knows.

export const city = {
    name: {},
    languages: ["en"],
    zone: "UTC",
    boundary: null,
    extent: null,
    departments: [],
    layers: [],
    viewer: null,
};

export function adopt(document) {
    Object.assign(city, { boundary: null, extent: null }, document.city);
    city.departments = document.departments ?? [];
    city.viewer = document.viewer?.isAnonymous === false ? document.viewer : null;
    city.layers = (document.layers ?? []).map((layer) => ({ ...layer, properties: layer.properties ?? [] }));
}

export function layerOf(id) {
    return city.layers.find((layer) => layer.id === id) ?? null;
}

export function departmentOf(id) {
    return city.departments.find((department) => department.id === id) ?? null;
}

export function propertyOf(layer, name) {
    return layer?.properties.find((property) => property.name === name) ?? null;
}

/** Point layers: what can be drawn as a heatmap and counted by area. */
export function canBeTopic(layer) {
    return layer?.geometry === "Point";
}

/** Whether records of the layer can be chosen by time and counted; of a guarded layer only its cells come out. */
export function isExact(layer) {
    return layer?.isExact !== false;
}

/** Layers of areas that people know by name and things are counted by, such as neighbourhoods; not parcels. */
export function areaLayers() {
    return city.layers.filter((layer) =>
        layer.geometry === "Polygon" && isExact(layer) && layer.id !== city.boundary &&
        (layer.denominator || (layer.name && layer.name !== layer.key)) && (layer.rows ?? 0) > 1
    );
}

/** What counts in the areas can be divided by; the one the layer names first. */
export function denominators(layer) {
    const names = [...new Set([layer?.denominator, ...(layer?.denominators ?? [])])];
    return names.map((name) => propertyOf(layer, name)).filter(Boolean);
}

export function numericProperties(layer) {
    return layer.properties.filter((property) => ["integer", "decimal"].includes(property.type));
}

export function codeLabel(property, code) {
    return property?.codes?.find((one) => one.code === code)?.label ?? code;
}

/** What a person would call the feature. */
export function nameOf(layer, properties, language) {
    const text = (name) => (typeof properties[name] === "string" && properties[name]) || null;
    const first = layer?.properties.find((property) => property.type === "string" && text(property.name));
    return text(layer?.names?.[language]) ?? text(layer?.name) ?? text(first?.name) ?? "";
}

/** Milliseconds a layer is past its duty to be brought up to date; 0 when it is not. */
export function lateness(layer) {
    const { isOverdue, due } = layer.status ?? {};
    return isOverdue && due ? Math.max(1, Date.now() - Date.parse(due)) : 0;
}
