// SHA-256 (FIPS 180-4) piece by piece: the browser's own wants a whole video in memory at once, and is not there on
// pages without HTTPS.

const K = new Uint32Array(64);
const START = new Uint32Array(8);
{
    // The constants are fractions of the roots of the first primes.
    const fraction = (value) => (value - Math.floor(value)) * 2 ** 32 >>> 0;
    let count = 0;
    for (let candidate = 2; count < 64; candidate += 1) {
        let isPrime = true;
        for (let divisor = 2; divisor * divisor <= candidate; divisor += 1) if (candidate % divisor === 0) isPrime = false;
        if (!isPrime) continue;
        if (count < 8) START[count] = fraction(Math.sqrt(candidate));
        K[count] = fraction(Math.cbrt(candidate));
        count += 1;
    }
}

export class SHA256 {
    #state = START.slice();
    #words = new Uint32Array(64);
    #rest = new Uint8Array(64);
    #held = 0;
    #length = 0;

    /** @param {Uint8Array} bytes */
    update(bytes) {
        this.#length += bytes.length;
        let from = 0;
        if (this.#held) {
            from = Math.min(64 - this.#held, bytes.length);
            this.#rest.set(bytes.subarray(0, from), this.#held);
            this.#held += from;
            if (this.#held < 64) return this;
            this.#block(this.#rest, 0);
            this.#held = 0;
        }
        for (; from + 64 <= bytes.length; from += 64) this.#block(bytes, from);
        this.#rest.set(bytes.subarray(from));
        this.#held = bytes.length - from;
        return this;
    }

    /** The 32 bytes; nothing can be added afterwards. */
    digest() {
        const bits = this.#length * 8;
        const end = new Uint8Array((this.#held < 56 ? 64 : 128) - this.#held);
        end[0] = 0x80;
        const view = new DataView(end.buffer);
        view.setUint32(end.length - 8, Math.floor(bits / 2 ** 32));
        view.setUint32(end.length - 4, bits >>> 0);
        this.update(end);
        const out = new DataView(new ArrayBuffer(32));
        this.#state.forEach((word, index) => out.setUint32(index * 4, word));
        return new Uint8Array(out.buffer);
    }

    #block(bytes, at) {
        const w = this.#words;
        for (let i = 0; i < 16; i += 1, at += 4) {
            w[i] = bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3];
        }
        for (let i = 16; i < 64; i += 1) {
            const x = w[i - 15], y = w[i - 2];
            w[i] = w[i - 16] + w[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3) +
                ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
        }
        let [a, b, c, d, e, f, g, h] = this.#state;
        for (let i = 0; i < 64; i += 1) {
            const one = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + w[i] | 0;
            const two = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c) | 0;
            h = g, g = f, f = e, e = d + one | 0, d = c, c = b, b = a, a = one + two | 0;
        }
        const state = this.#state;
        state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e, state[5] += f, state[6] += g, state[7] += h;
    }
}

export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
export const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));

const PIECE = 1 << 20;

/** Of a Blob of any size, a megabyte in memory at a time. */
export async function blobHash(blob) {
    if (blob.size <= 4 * PIECE && globalThis.crypto?.subtle) {
        return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer())));
    }
    const hash = new SHA256();
    for (let at = 0; at < blob.size; at += PIECE) {
        hash.update(new Uint8Array(await blob.slice(at, at + PIECE).arrayBuffer()));
    }
    return hex(hash.digest());
}

export function bytesHash(bytes) {
    return new SHA256().update(bytes).digest();
}
