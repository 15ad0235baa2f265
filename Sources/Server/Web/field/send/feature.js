// The bytes of an observation, made once when it is queued: equal bytes at every attempt are one observation.

import { asked } from "../form/check.js";

/** @returns {string} a GeoJSON feature */
export function featureText(form, observation) {
    const properties = {};
    for (const question of asked(form.questions, observation.values)) {
        const value = observation.values[question.name];
        if (value === undefined || value === null || value === "") continue;
        properties[question.name] = question.type === "records" ? value.map((one) => row(question, one, observation.values)) : value;
    }
    const feature = { type: "Feature", id: observation.id, geometry: geometry(observation.place), properties };
    // Zero says that somebody set the place by hand.
    if (observation.place) feature.accuracy = rounded(observation.place.accuracy ?? 0, 2);
    if (observation.formVersion) feature.formVersion = observation.formVersion;
    return JSON.stringify(feature);
}

function row(question, values, outer) {
    const names = asked(question.members, values, outer).map((member) => member.name);
    return Object.fromEntries(names.map((name) => [name, values[name]])
        .filter(([, value]) => value !== null && value !== undefined && value !== ""));
}

const rounded = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits;
// A centimetre: finer than any phone measures.
const pair = ([longitude, latitude]) => [rounded(longitude, 7), rounded(latitude, 7)];

function geometry(place) {
    if (!place?.points?.length) return null;
    const points = place.points.map(pair);
    if (place.type === "LineString") return { type: "LineString", coordinates: points };
    if (place.type === "Polygon") return { type: "Polygon", coordinates: [[...points, points[0]]] };
    return { type: "Point", coordinates: points[0] };
}
