// What can be recorded, and what was begun.
import { h, render } from "../../assets/app/dom.js";
import { icon } from "../icons.js";
import { refreshForms, forms } from "../store/forms.js";
import { device } from "../store/device.js";
import { observations, onObservations } from "../store/observations.js";
import { button, head, notice, own, summary } from "./parts.js";
import { local, moment, word } from "../words.js";
import { begin } from "./fill.js";

const drawings = { Point: "point", LineString: "line", Polygon: "area" };

export async function show(root) {
    head(word("title"));
    let isOver = false;
    const draw = async () => {
        const [list, all, self] = [await forms(), await observations(), await device()];
        if (isOver) return;
        render(root,
            ...notices(all, self),
            drafts(all, list),
            h("section", { class: "stack", "aria-labelledby": "choose-title" },
                h("h2", { id: "choose-title" }, word("chooseForm")),
                list.length
                    ? h("ul", { class: "tiles" }, ...list.map((one) => h("li", {}, tile(one))))
                    : notice("is-empty", word("noForms"))));
    };
    await draw();
    const stop = onObservations(draw);
    refreshForms().then((isOther) => isOther && draw()).catch(() => {});
    return () => {
        isOver = true;
        stop();
    };
}

function tile(one) {
    return h("button", { type: "button", class: "tile", "data-form": one.id, disabled: !one.isOpen, onclick: () => begin(one) },
        icon(drawings[one.place?.geometry] ?? "form"),
        h("span", { dir: "auto" }, local(one.title), !one.isOpen && h("small", { class: "muted" }, word("formClosed"))));
}

function notices(all, self) {
    const list = [];
    const refused = all.filter((one) => one.state === "refused" || one.review?.state === "rejected" && !one.isCorrected).length;
    const waiting = all.filter((one) => one.state === "queued").length;
    if (self?.isRefused) {
        list.push(notice("is-error", h("p", {}, word("tokenRefused")), button("phone", word("enterCode"), () => (location.hash = "#/enrol"))));
    }
    if (refused) list.push(h("a", { class: "notice is-warning", href: "#/sent" }, word("refusedCount", { n: refused })));
    if (waiting) list.push(h("a", { class: "notice", href: "#/sent" }, word("waiting", { n: waiting })));
    return list;
}

function drafts(all, list) {
    const begun = all.filter((one) => one.state === "draft");
    if (!begun.length) return null;
    return h("section", { class: "stack", "aria-labelledby": "drafts-title" },
        h("h2", { id: "drafts-title" }, word("drafts")),
        h("ul", { class: "rows" }, ...begun.map((one) => {
            const answers = summary(list.find((form) => form.id === one.layer), one);
            return h("li", {}, h("a", { class: "row-link", href: `#/fill/${one.id}` },
                h("strong", { dir: "auto" }, local(one.title)),
                answers && h("span", {}, own(answers)),
                h("span", { class: "small muted" }, word("draftOf", { time: moment(one.created) }))));
        })));
}
