// Keeps the page's own files. The server writes `self.kept`, their list and version, before this line.
//
// Answers with data, and requests with a token, never pass through here: they are neither kept nor looked at.
{
    const { version, addresses } = self.kept;
    const name = `tabaqa-field-${version}`;
    const full = addresses.map((address) => new URL(address, self.location).href);
    const [page] = full;

    self.addEventListener("install", (event) => {
        event.waitUntil((async () => {
            const cache = await caches.open(name);
            // All or none, past the browser's own cache: a page of two versions is none.
            await cache.addAll(full.map((address) => new Request(address, { cache: "reload", credentials: "omit" })));
        })());
    });

    self.addEventListener("activate", (event) => {
        event.waitUntil((async () => {
            for (const other of await caches.keys()) {
                if (other.startsWith("tabaqa-field-") && other !== name) await caches.delete(other);
            }
            await self.clients.claim();
        })());
    });

    self.addEventListener("fetch", (event) => {
        const { request } = event;
        if (request.method !== "GET" || request.headers.has("Authorization")) return;
        const address = request.mode === "navigate" ? request.url.split(/[?#]/)[0].replace(/\/$/, "") : request.url;
        if (!full.includes(address)) return;
        event.respondWith((async () => {
            const cache = await caches.open(name);
            // The server's Vary is about languages and keys; these files are the same for everybody.
            return await cache.match(address === page ? page : address, { ignoreVary: true }) ?? fetch(request);
        })());
    });

    self.addEventListener("message", (event) => {
        if (event.data === "take over") self.skipWaiting();
        if (event.data === "version") event.source?.postMessage({ version });
    });
}
