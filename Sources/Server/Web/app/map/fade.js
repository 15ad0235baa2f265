// Lets the ground show through where the density is lowest, which most ramps paint almost black.
//
// Over the first sixth of the scale the colour is the ramp's there, and covers the map the more the higher the value;
// above, it is the server's. The legend is drawn the same way.

const ramps = {
    inferno: [[0, 0, 3], [51, 10, 94]],
    magma: [[0, 0, 3], [44, 17, 95]],
    plasma: [[13, 8, 135], [92, 1, 166]],
    viridis: [[68, 1, 84], [68, 58, 131]],
    cividis: [[0, 34, 78], [42, 63, 109]],
};
/** The part of the scale that fades. */
export const fadeEnd = 1 / 6;
/** Cover of a cell with hardly any density; one without data is not covered at all. */
export const leastCover = 0.14;

export function fadeColor(ramp) {
    return `rgb(${(ramps[ramp] ?? ramps.inferno)[1].join(" ")})`;
}

export async function faded(blob, ramp) {
    const picture = await createImageBitmap(blob);
    const canvas = document.createElement("canvas");
    canvas.width = picture.width;
    canvas.height = picture.height;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(picture, 0, 0);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    fade(pixels.data, ...(ramps[ramp] ?? ramps.inferno));
    context.putImageData(pixels, 0, 0);
    return canvas;
}

function fade(data, from, to) {
    const length = to.reduce((sum, part, index) => sum + (part - from[index]) ** 2, 0);
    for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] === 0) continue;
        const share = Math.sqrt(
            ((data[at] - from[0]) ** 2 + (data[at + 1] - from[1]) ** 2 + (data[at + 2] - from[2]) ** 2) /
                length,
        );
        if (share >= 1) continue;
        [data[at], data[at + 1], data[at + 2]] = to;
        data[at + 3] *= leastCover + (1 - leastCover) * share;
    }
}
