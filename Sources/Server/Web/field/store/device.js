// Who this phone is: its token and what it may send to. The token is in the database only: never in an address, a
// cookie, a cache or a file of what was not sent.
import { get, put, remove } from "./db.js";

let known;

export async function device() {
    known ??= await get("device", "self");
    return known;
}

export async function enrolled(value) {
    known = value;
    await put("device", "self", value);
}

export async function forget() {
    known = undefined;
    await remove("device", "self");
}
