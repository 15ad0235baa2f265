internal import TabaqaFeatureModel

extension SheetPage {
    typealias Fact = (label: String, value: String)

    func facts(_ description: DensityDescription) -> [Fact] {
        var facts: [Fact] = [(words.recordsUsed, words.numbers.whole(description.used))]
        if let newest = description.newestRecord { facts.append((words.newestRecord, dates.day(of: newest))) }
        facts.append((words.revision, words.numbers.whole(Int(description.revision))))
        facts.append((words.method, words.method(description)))
        return facts
    }

    func facts(_ map: ChoroplethMap) -> [Fact] {
        let description = map.join.description
        var facts: [Fact] = []
        // A join whose small counts were withheld does not tell its total.
        if description.total > 0 { facts.append((words.recordsUsed, words.numbers.whole(description.total))) }
        if let newest = description.newestRecord { facts.append((words.newestRecord, dates.day(of: newest))) }
        facts.append((words.revision, words.numbers.whole(Int(description.pointsRevision))))
        return facts
    }

    func notes(_ description: DensityDescription, _ scale: DensityScale) -> [String] {
        var notes = words.leftOutLines(description.leftOut)
        if let cells = description.suppressedCells { notes.append(words.suppressed(cells)) }
        if scale.isAutomatic { notes.append(words.automaticScale) }
        return notes + content.notes
    }

    func notes(_ map: ChoroplethMap) -> [String] {
        let description = map.join.description
        var notes: [String] = []
        func add(_ label: String, _ count: Int) {
            if count > 0 { notes.append(words.pair(label, words.numbers.whole(count))) }
        }
        add(words.unassigned, description.unassigned)
        add(words.suspect, description.suspect)
        add(words.unmatched, description.unmatched.reduce(0) { $0 + $1.count })
        add(words.ambiguous, description.ambiguous.reduce(0) { $0 + $1.count })
        if map.classes != nil { notes.append(words.classes(map.method)) }
        return notes + content.notes
    }

    /// Label and value on one line where both fit, with hairlines between.
    func drawFacts(_ facts: [Fact], _ side: inout TextColumnLayout) throws(Fault) {
        side.y += 4 * Self.mm
        for fact in facts {
            canvas.line([(side.box.x, side.y), (side.box.maxX, side.y)], .rule, width: 0.2 * Self.mm)
            side.y += 0.9 * Self.mm
            let label = try TextBlock(fact.label, style(3.2, .muted), on: canvas)
            let value = try TextBlock(fact.value, style(3.2, bold: true), on: canvas)
            if label.width + value.width + 3 * Self.mm <= side.box.width {
                label.draw(x: side.x(label.width), y: side.y, on: canvas)
                value.draw(
                    x: side.x(value.width, indent: side.box.width - value.width), y: side.y, on: canvas)
                side.y += max(label.height, value.height)
            } else {
                try side.add(fact.label, style(3.2, .muted))
                try side.add(fact.value, style(3.2, bold: true))
            }
            side.y += 0.9 * Self.mm
        }
        canvas.line([(side.box.x, side.y), (side.box.maxX, side.y)], .rule, width: 0.2 * Self.mm)
    }

    /// Small print, in a smaller size when there is much of it, and cut where the page ends.
    func drawNotes(_ notes: [String], _ side: inout TextColumnLayout) throws(Fault) {
        guard !notes.isEmpty else { return }
        side.y += 2 * Self.mm
        let room = side.box.maxY - side.y
        var size = 2.75
        for candidate in [2.75, 2.4, 2.1] {
            size = candidate
            var height = 0.0
            for note in notes {
                height += try TextBlock(note, style(size, .muted), width: side.box.width, on: canvas).height
                height += 0.6 * Self.mm
            }
            if height <= room { break }
        }
        for note in notes {
            let block = try TextBlock(note, style(size, .muted), width: side.box.width, on: canvas)
            guard side.y + block.height <= side.box.maxY + 1 else { break }
            block.draw(x: side.x(block.width), y: side.y, on: canvas)
            side.y += block.height + 0.6 * Self.mm
        }
    }
}
