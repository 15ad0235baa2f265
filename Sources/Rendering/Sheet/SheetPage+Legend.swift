internal import Foundation
internal import TabaqaFeatureModel

extension SheetPage {
    /// The upright strip of a density scale with its unit and numbers.
    func drawScale(
        _ grid: DensityGrid, _ scale: DensityScale, _ side: inout TextColumnLayout
    ) throws(Fault) {
        try side.add(words.density, style(4.6, bold: true))
        try side.add(words.unit(grid.description, weightLabel: content.measureLabel), style(3.6, .muted))
        let strip = Box(
            x: side.x(9 * Self.mm), y: side.y + 4 * Self.mm, width: 9 * Self.mm, height: 64 * Self.mm)
        let colors = PaperRamp(scale.ramp)
        canvas.gradient(strip, isUpright: true) { colors.color(at: $0, on: .white) }
        canvas.stroke(strip, .ink, width: 0.2 * Self.mm)
        for value in ScaleTicks.values(to: scale.maximum) {
            let y = strip.maxY - strip.height * value / scale.maximum
            let inner = isMirrored ? strip.x : strip.maxX
            let outer = isMirrored ? inner - 1.8 * Self.mm : inner + 1.8 * Self.mm
            canvas.line([(inner, y), (outer, y)], .ink, width: 0.2 * Self.mm)
            let number = words.numbers.significant(value)
            let text = try TextBlock(
                value < scale.maximum ? number : words.atLeast(number), style(3.6), on: canvas)
            text.draw(x: side.x(text.width, indent: 12 * Self.mm), y: y - text.height / 2, on: canvas)
        }
        side.y = strip.maxY + 3 * Self.mm
        if grid.values.contains(where: \.isNaN) {
            try drawKey(noDataLabel, &side) { box in drawNoData(box) }
        }
    }

    /// Boxes with the range and the number of areas of each class, highest first.
    func drawClasses(_ map: ChoroplethMap, _ side: inout TextColumnLayout) throws(Fault) {
        try side.add(
            words.measure(map.measure, label: content.measureLabel, isPerThousand: map.isPerThousand),
            style(4.4, bold: true))
        if map.classes != nil { try side.add(words.bracketsCountAreas, style(3, .muted)) }
        side.y += 2.5 * Self.mm
        if let classes = map.classes {
            for place in (0..<classes.count).reversed() {
                let label = "\(range(place, classes))  (\(words.numbers.whole(classes.counts[place])))"
                try drawKey(label, &side) { box in canvas.fill(box, map.colors[place]) }
            }
        }
        if map.withoutData > 0 {
            try drawKey("\(noDataLabel)  (\(words.numbers.whole(map.withoutData)))", &side) { box in
                drawNoData(box)
            }
        }
    }

    /// All bounds with as many decimals as three digits of the greatest need.
    private func range(_ place: Int, _ classes: ClassBreaks) -> String {
        let largest = max(abs(classes.greatest), abs(classes.breaks.last ?? 0))
        let decimals = classes.isWhole || largest == 0 ? 0 : max(0, 2 - Int(log10(largest).rounded(.down)))
        func number(_ value: Double) -> String { words.numbers.decimal(value, decimals: decimals) }
        // Fixed breaks may lie beyond all values: such a class has no end of its own.
        let isLast = place == classes.breaks.count
        if place == 0, let first = classes.breaks.first, classes.least >= first {
            return words.below(number(first))
        }
        if isLast, let last = classes.breaks.last, classes.greatest < last {
            return words.atLeast(number(last))
        }
        let low = number(place == 0 ? classes.least : classes.breaks[place - 1])
        let high = number(
            isLast ? classes.greatest : classes.breaks[place] - (classes.isWhole ? 1 : 0))
        return low == high ? low : words.from(low, to: high)
    }

    private var noDataLabel: String {
        content.audience == .public ? words.noDataOrWithheld : words.noData
    }

    private func drawKey(
        _ label: String, _ side: inout TextColumnLayout, _ paint: (Box) -> Void
    ) throws(Fault) {
        let box = Box(x: side.x(10 * Self.mm), y: side.y, width: 10 * Self.mm, height: 6.6 * Self.mm)
        paint(box)
        canvas.stroke(box, .ink, width: 0.15 * Self.mm)
        let text = try TextBlock(label, style(3.6), on: canvas)
        text.draw(
            x: side.x(text.width, indent: 13 * Self.mm), y: box.y + (box.height - text.height) / 2, on: canvas
        )
        side.y = box.maxY + 1.2 * Self.mm
    }

    private func drawNoData(_ box: Box) {
        canvas.fill(box, .white)
        canvas.clipped(to: box) {
            canvas.hatch(box, RGB(0x9AA5AB), spacing: 1.6 * Self.mm, width: 0.2 * Self.mm)
        }
    }
}
