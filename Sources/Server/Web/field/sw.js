// Keeps the page's files (precache.js) and sends what waits when the browser says that there is a network, also with
// the page closed.
import "./precache.js";
import { sendAll } from "./send/sender.js";

self.addEventListener("sync", (event) => {
    if (event.tag !== "send") return;
    event.waitUntil((async () => {
        const { waiting } = await sendAll({ isUrgent: true });
        // The browser asks again only where it is told that it did not work.
        if (waiting && !event.lastChance) throw new Error("not everything is sent");
    })());
});
