internal import CPangoCairo
internal import Foundation
internal import TabaqaFeatureModel

extension SheetPage {
    /// In the upper corner away from where the language starts.
    func drawNorthArrow(in box: Box) throws(Fault) -> Box {
        let size = 10 * Self.mm
        let margin = 3 * Self.mm
        let place = Box(
            x: isMirrored ? box.x + margin : box.maxX - margin - size * 0.7, y: box.y + margin,
            width: size * 0.7, height: size * 1.55)
        canvas.fill(place.inset(-1 * Self.mm), .white, alpha: 0.8)
        let middle = place.x + place.width / 2
        let letter = try TextBlock(words.north, style(3.8, bold: true), on: canvas)
        letter.draw(x: middle - letter.width / 2, y: place.y + 1.8 * Self.mm - letter.height / 2, on: canvas)
        let tip = place.y + 5 * Self.mm
        let foot = place.maxY
        let notch = foot - 2.4 * Self.mm
        canvas.path([(middle, tip), (place.maxX, foot), (middle, notch)], isClosed: true)
        canvas.set(.ink)
        cairo_fill(canvas.context)
        canvas.path([(middle, tip), (place.x, foot), (middle, notch)], isClosed: true)
        canvas.set(.white)
        cairo_fill_preserve(canvas.context)
        canvas.set(.ink)
        cairo_set_line_width(canvas.context, 0.2 * Self.mm)
        cairo_stroke(canvas.context)
        return place.inset(-1 * Self.mm)
    }

    /// A round number of metres or kilometres in the lower corner where the language starts.
    func drawScaleBar(_ frame: MapFrame) throws(Fault) -> Box {
        let metresPerPixel = content.metersPerUnit / frame.scale
        let empty = Box(x: frame.box.x, y: frame.box.maxY, width: 0, height: 0)
        guard metresPerPixel > 0, metresPerPixel.isFinite else { return empty }
        let longest = 45 * Self.mm * metresPerPixel
        let power = pow(10, log10(longest).rounded(.down))
        let metres = ([5, 2, 1].first { $0 * power <= longest } ?? 1) * power
        guard metres > 0, metres.isFinite else { return empty }
        let length = metres / metresPerPixel
        let margin = 4 * Self.mm
        let isKilometres = metres >= 1000
        let unit = isKilometres ? words.kilometres : words.metres
        func label(_ value: Double) -> String {
            words.numbers.significant(isKilometres ? value / 1000 : value, digits: 3)
        }
        let last = try TextBlock("\(label(metres))\u{A0}\(unit)", style(3), on: canvas)
        let place = Box(
            x: isMirrored ? frame.box.maxX - margin - length : frame.box.x + margin,
            y: frame.box.maxY - margin - 6.4 * Self.mm, width: length, height: 7 * Self.mm)
        let ground = Box(
            x: place.x - 2.5 * Self.mm - (isMirrored ? last.width : 0), y: place.y - 1 * Self.mm,
            width: length + 5 * Self.mm + last.width, height: place.height + 2.5 * Self.mm)
        canvas.fill(ground, .white, alpha: 0.8)
        let bar = Box(x: place.x, y: place.maxY - 1.8 * Self.mm, width: length, height: 1.6 * Self.mm)
        canvas.fill(bar, .white)
        for part in [0, 2] {
            let x =
                isMirrored
                ? bar.maxX - bar.width / 4 * Double(part + 1) : bar.x + bar.width / 4 * Double(part)
            canvas.fill(Box(x: x, y: bar.y, width: bar.width / 4, height: bar.height), .ink)
        }
        canvas.stroke(bar, .ink, width: 0.2 * Self.mm)
        for (share, text) in [(0.0, label(0)), (0.5, label(metres / 2))] {
            let block = try TextBlock(text, style(3), on: canvas)
            let x = isMirrored ? bar.maxX - bar.width * share : bar.x + bar.width * share
            block.draw(x: x - block.width / 2, y: bar.y - block.height, on: canvas)
        }
        let number = try TextBlock(label(metres), style(3), on: canvas)
        let end = isMirrored ? bar.x : bar.maxX
        last.draw(
            x: isMirrored ? end - last.width + number.width / 2 : end - number.width / 2,
            y: bar.y - last.height, on: canvas)
        return ground
    }
}
