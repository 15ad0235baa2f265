// Taking up another topic: what was chosen for the one before does not fit it.
import { isExact, layerOf } from "./city.js";
import { set, state } from "./state.js";

export function chooseTopic(id, patch = {}) {
    const view = patch.view ?? state.view;
    set({
        topic: id,
        weight: null,
        kernel: null,
        ramp: null,
        bandwidth: null,
        perYear: false,
        period: null,
        compare: state.compare?.layer === id || state.compare?.kind === "period" ? null : state.compare,
        ...patch,
        view: isExact(layerOf(id)) ? view : "heat",
    });
}
