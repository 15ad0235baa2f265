public import TabaqaFeatureModel

extension HeatmapLegend {
    /// The legend drawn as a strip, 900 pixels wide, for use beside the heatmap's PNG; mirrored in languages
    /// written from the right.
    ///
    /// - Throws: `rendering.font-missing` when no installed font has the language's letters.
    public func png(
        _ grid: Released<DensityGrid>, scale: DensityScale, language: Language
    ) throws(Fault) -> [UInt8] {
        let canvas = try Canvas(width: 900, height: 900, language: language)
        let words = LegendWords(language)
        let description = grid.value.description
        var column = TextColumnLayout(
            box: Box(x: 28, y: 22, width: 844, height: 856), canvas: canvas)
        let weight = description.weight.flatMap { layer.property($0)?.label[language] }
        try column.add(layer.title[language], TextStyle(size: 30, isBold: true))
        if let department {
            try column.add(department.title[language], TextStyle(size: 20, color: .muted))
        }
        try column.add(words.unit(description, weightLabel: weight), TextStyle(size: 22), gap: 10)
        column.y += 10
        try strip(scale, grid, in: Box(x: 28, y: column.y, width: 844, height: 30), words, on: canvas)
        column.y += 74
        for line in facts(grid, words) { try column.add(line, TextStyle(size: 18), gap: 3) }
        for note in notes(grid, scale, words) {
            try column.add(note, TextStyle(size: 16, color: .muted), gap: 3)
        }
        return try canvas.png(rows: Int(column.y) + 22)
    }

    private func strip(
        _ scale: DensityScale, _ grid: Released<DensityGrid>, in box: Box, _ words: LegendWords,
        on canvas: Canvas
    ) throws(Fault) {
        let table = RampTable(scale.ramp)
        let isMirrored = words.language.isRightToLeft
        canvas.gradient(box, isUpright: false) { table.color(at: isMirrored ? 1 - $0 : $0) }
        canvas.stroke(box, .ink, width: 1)
        for value in ScaleTicks.values(to: scale.maximum) {
            let share = value / scale.maximum
            let x = box.x + box.width * (isMirrored ? 1 - share : share)
            canvas.line([(x, box.maxY), (x, box.maxY + 7)], .ink, width: 1.5)
            let number = words.numbers.significant(value)
            let text = try TextBlock(
                value < scale.maximum ? number : words.atLeast(number), TextStyle(size: 18), on: canvas)
            let left = min(max(x - text.width / 2, box.x), box.maxX - text.width)
            text.draw(x: left, y: box.maxY + 10, on: canvas)
        }
    }

    /// What every reader needs: period, n, method, dates.
    func facts(_ grid: Released<DensityGrid>, _ words: LegendWords) -> [String] {
        let description = grid.value.description
        let dates = DateWords(language: words.language, clock: clock)
        var facts: [String] = []
        if let period = description.period.flatMap(dates.period) {
            facts.append(words.pair(words.period, period))
        }
        facts.append(words.pair(words.recordsUsed, words.numbers.whole(description.used)))
        facts.append(words.pair(words.method, words.method(description)))
        if let newest = description.newestRecord {
            facts.append(words.pair(words.newestRecord, dates.day(of: newest)))
        }
        facts.append(words.pair(words.revision, words.numbers.whole(Int(description.revision))))
        return facts
    }

    private func notes(_ grid: Released<DensityGrid>, _ scale: DensityScale, _ words: LegendWords) -> [String]
    {
        let description = grid.value.description
        var notes = words.leftOutLines(description.leftOut)
        if let cells = description.suppressedCells { notes.append(words.suppressed(cells)) }
        if scale.isAutomatic { notes.append(words.automaticScale) }
        return notes
    }
}
