// The page's colours, as the canvas of the map needs them.

const probe = document.createElement("span");

/** The colour of a token, resolved for light or dark. */
export function token(name) {
    if (!probe.isConnected) {
        probe.hidden = true;
        document.body.append(probe);
    }
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
}

/** Five classes from low to high, and what has no value. */
export function classColors() {
    return [1, 2, 3, 4, 5].map((step) => token(`class-${step}`));
}

/** Thin slanted lines: withheld or without data. */
export function hatch() {
    const canvas = document.createElement("canvas");
    const ratio = window.devicePixelRatio || 1;
    canvas.width = canvas.height = 8 * ratio;
    const context = canvas.getContext("2d");
    context.strokeStyle = token("line-strong");
    context.lineWidth = ratio;
    context.globalAlpha = 0.6;
    context.beginPath();
    for (const shift of [-8, 0, 8]) {
        context.moveTo((shift - 1) * ratio, 9 * ratio);
        context.lineTo((shift + 9) * ratio, -ratio);
    }
    context.stroke();
    return context.createPattern(canvas, "repeat");
}

export const mapFont = '"Noto Sans", "Noto Sans Arabic", "Segoe UI", Tahoma, sans-serif';
