// The duty board for those with a key: the page as the server makes it for them, in place of the public one.

const place = "tabaqa-key";

function key() {
    return sessionStorage.getItem(place);
}

/** The board's own answer for the holder of the key; its values are text already, its scripts do not run here. */
async function board(accept) {
    const address = new URL(location.href);
    address.searchParams.set("f", accept);
    const answer = await fetch(address, { headers: { Authorization: `Bearer ${key()}` }, credentials: "omit" });
    if (!answer.ok) throw Object.assign(new Error(`HTTP ${answer.status}`), { status: answer.status });
    return answer;
}

async function show() {
    const page = new DOMParser().parseFromString(await (await board("html")).text(), "text/html");
    const main = page.querySelector("main");
    main.querySelectorAll("script, link").forEach((one) => one.remove());
    const here = document.querySelector("main");
    // What styles the board stands in it too.
    const own = [...here.querySelectorAll("link")];
    here.replaceChildren(...own, ...[...main.childNodes].map((one) => document.importNode(one, true)));
    listen();
    document.body.dataset.viewer = "known";
}

function listen() {
    document.getElementById("duty-sign-in")?.addEventListener("submit", async (event) => {
        event.preventDefault();
        const wrong = document.getElementById("duty-key-wrong");
        wrong.hidden = true;
        sessionStorage.setItem(place, document.getElementById("duty-key").value.trim());
        try {
            await show();
        } catch {
            sessionStorage.removeItem(place);
            wrong.hidden = false;
            document.getElementById("duty-key")?.focus();
        }
    });
    document.getElementById("duty-sign-out")?.addEventListener("click", () => {
        sessionStorage.removeItem(place);
        location.reload();
    });
    document.getElementById("duty-csv")?.addEventListener("click", async (event) => {
        if (!key()) return;
        event.preventDefault();
        const link = document.createElement("a");
        link.href = URL.createObjectURL(await (await board("csv")).blob());
        link.download = "duties.csv";
        link.click();
        URL.revokeObjectURL(link.href);
    });
}

listen();
if (key()) {
    show().catch((error) => {
        if (error.status === 401) sessionStorage.removeItem(place);
    });
}
