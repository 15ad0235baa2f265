// The server's form (FormDocument) as the page uses it: every member there, defaults filled in.

function question(one) {
    return {
        name: one.name,
        type: one.type,
        label: one.label ?? { en: one.name },
        hint: one.hint ?? null,
        unit: one.unit ?? null,
        isRequired: Boolean(one.required),
        requiredMessage: one.requiredMessage ?? null,
        minimum: one.minimum ?? null,
        maximum: one.maximum ?? null,
        rangeMessage: one.rangeMessage ?? null,
        codes: one.codes ?? [],
        entity: one.entity ?? null,
        entityValue: one.entityValue ?? "name",
        prefill: one.prefill ?? null,
        relevant: one.relevant ?? null,
        check: one.check ?? null,
        members: (one.questions ?? []).map(question),
    };
}

function place(one) {
    return {
        geometry: one.geometry,
        label: one.label ?? null,
        hint: one.hint ?? null,
        isRequired: one.required ?? true,
        accuracy: one.accuracy ?? 10,
        worst: one.worst ?? 50,
        worstAllowed: one.worstAllowed ?? null,
        fence: one.fence?.length > 3 ? one.fence : null,
        isFenceStrict: one.outside === "reject",
        outsideMessage: one.outsideMessage ?? null,
    };
}

/** @param {object} one as `/field/forms` lists it */
export function pageForm(one) {
    return {
        id: one.layer,
        order: one.order ?? 0,
        version: one.version ?? null,
        title: one.title ?? { en: one.layer },
        isOpen: one.open ?? true,
        time: one.time ?? null,
        maximumSize: one.attachments?.maximumSize ?? 200 * 2 ** 20,
        place: one.place ? place(one.place) : null,
        entities: one.entities ?? [],
        questions: (one.questions ?? []).map(question),
    };
}
