// Lets the ground show through where the density is lowest, which most ramps paint almost black.
//
// The colours keep their meaning: only how strongly they cover the map grows, over the first sixth of the scale.

const ramps = {
    inferno: [[0, 0, 3], [51, 10, 94]], magma: [[0, 0, 3], [44, 17, 95]], plasma: [[13, 8, 135], [92, 1, 166]],
    viridis: [[68, 1, 84], [68, 58, 131]], cividis: [[0, 34, 78], [42, 63, 109]],
};
/** Cover of a cell with hardly any density; one without data is not covered at all. */
const least = 0.12;

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

function fade(data, [red, green, blue], [toRed, toGreen, toBlue]) {
    const [dr, dg, db] = [toRed - red, toGreen - green, toBlue - blue];
    const length = dr * dr + dg * dg + db * db;
    for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] === 0) continue;
        const distance = ((data[at] - red) ** 2 + (data[at + 1] - green) ** 2 + (data[at + 2] - blue) ** 2) / length;
        if (distance < 1) data[at + 3] *= least + (1 - least) * Math.sqrt(distance);
    }
}
