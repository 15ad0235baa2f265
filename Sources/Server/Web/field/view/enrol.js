// Connecting the phone: a code for a token, once.
import { byId, h, render } from "../../assets/app/dom.js";
import { ask, Problem } from "../send/http.js";
import { sendNow } from "../send/rhythm.js";
import { device, enrolled } from "../store/device.js";
import { refreshForms } from "../store/forms.js";
import { button, head, notice, toast } from "./parts.js";
import { word } from "../words.js";

/** @param {string} code as given by the office @returns {Promise<object>} the device */
async function enrol(code) {
    const answer = await ask("/field/enrol", {
        method: "POST",
        isOpen: true,
        body: JSON.stringify({ code: code.trim() }),
        headers: { "Content-Type": "application/json", Accept: "application/json" },
    });
    const { token, name, layers, expires } = await answer.json();
    const self = { token, name, layers, expires, since: Date.now() };
    await enrolled(self);
    // What is not kept for certain is worth asking for before the first photo.
    navigator.storage?.persist?.();
    await refreshForms().catch(() => {});
    sendNow();
    return self;
}

export async function show(root, code = "") {
    const self = await device();
    head(word("title"), self ? "#/more" : null);
    render(byId("foot"));
    const problem = h("p", { class: "problem", id: "code-problem", role: "alert", hidden: true });
    const field = h("input", {
        id: "code",
        type: "text",
        dir: "ltr",
        autocomplete: "one-time-code",
        autocapitalize: "off",
        spellcheck: "false",
        "aria-describedby": "code-problem",
        value: code,
    });
    const go = button("phone", word("connect"), null, { kind: "is-primary", type: "submit" });
    const say = (text) => {
        problem.textContent = text;
        problem.hidden = !text;
    };
    render(root,
        h("form", { class: "card stack", onsubmit: submit },
            h("h2", {}, word("enrolTitle")),
            h("p", {}, word("enrolText")),
            h("div", { class: "field" }, h("label", { for: "code" }, word("codePlace")), field),
            problem, go),
        !isSecureContext && notice("is-warning", word("notSecure")));
    if (code) await submit();

    async function submit(event) {
        event?.preventDefault();
        if (!field.value.trim()) {
            say(word("codeEmpty"));
            return field.focus();
        }
        say("");
        go.disabled = true;
        go.lastChild.textContent = word("connecting");
        try {
            const { name } = await enrol(field.value);
            toast(word("enrolled", { name }));
            location.hash = "#/";
        } catch (error) {
            if (!(error instanceof Problem)) console.error(error);
            say(error.status === 0 ? word("enrolOffline") : error.status >= 500 || error.status === 429 ? error.message : word("codeWrong"));
            field.focus();
        }
        go.disabled = false;
        go.lastChild.textContent = word("connect");
        return undefined;
    }
}
