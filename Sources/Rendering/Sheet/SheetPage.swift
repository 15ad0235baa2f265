internal import TabaqaFeatureModel

/// One page: where its parts stand and what they share.
struct SheetPage {
    let content: SheetContent
    let canvas: Canvas
    let words: LegendWords
    let dates: DateWords

    /// Pixels of one millimetre.
    static let mm = SheetPainter.resolution / 25.4

    init(_ content: SheetContent, on canvas: Canvas) {
        self.content = content
        self.canvas = canvas
        words = LegendWords(content.language)
        dates = DateWords(language: content.language, clock: content.clock)
    }

    var isMirrored: Bool { content.language.isRightToLeft }

    /// A box given in millimetres from the corner where the language starts.
    func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Box {
        let left = isMirrored ? 297 - x - width : x
        return Box(x: left * Self.mm, y: y * Self.mm, width: width * Self.mm, height: height * Self.mm)
    }

    /// Of a text, by the size of its em in millimetres.
    func style(_ size: Double, bold: Bool = false, _ color: RGB = .ink) -> TextStyle {
        TextStyle(size: size * Self.mm, isBold: bold, color: color)
    }

    func draw() throws(Fault) {
        let mapBox = box(10, 35, 199, 161)
        let sideBox = box(215, 35, 72, 161)
        try drawHeader()
        switch content.kind {
        case .heatmap(let grid, let scale):
            try drawHeatmap(grid.value, scale, in: mapBox)
            try drawSide(in: sideBox) { (side: inout TextColumnLayout) throws(Fault) in
                try drawScale(grid.value, scale, &side)
                try drawFacts(facts(grid.value.description), &side)
                try drawNotes(notes(grid.value.description, scale), &side)
            }
        case .choropleth(let join, let measure, let method):
            let map = try ChoroplethMap(join.value, measure: measure, method, isPerThousand: content.isPerThousand)
            try drawChoropleth(map, in: mapBox)
            try drawSide(in: sideBox) { (side: inout TextColumnLayout) throws(Fault) in
                try drawClasses(map, &side)
                try drawFacts(facts(map), &side)
                try drawNotes(notes(map), &side)
            }
        }
        try drawFooter()
    }

    private func drawSide(
        in box: Box, _ body: (inout TextColumnLayout) throws(Fault) -> Void
    ) throws(Fault) {
        var side = TextColumnLayout(box: box, canvas: canvas)
        try body(&side)
    }

    private func drawHeader() throws(Fault) {
        let area = box(10, 8, 277, 26)
        var column = TextColumnLayout(box: area, canvas: canvas)
        try column.add(
            [content.department, content.city].filter { !$0.isEmpty }.joined(separator: " · "),
            style(3.7, bold: true, .accent))
        try drawFitting(content.title, bold: true, sizes: [7.6, 4.6], &column, gap: -0.5 * Self.mm)
        let period = content.period.flatMap(dates.period)
        let parts = [content.subtitle, period, filterText].compactMap { $0 }.filter { !$0.isEmpty }
        try drawFitting(
            parts.joined(separator: "  ·  "), bold: false, sizes: [4.2, 2.8], &column, gap: 0.3 * Self.mm)
    }

    /// One line, as large as its width allows between the two sizes.
    private func drawFitting(
        _ text: String, bold: Bool, sizes: [Double], _ column: inout TextColumnLayout, gap: Double
    ) throws(Fault) {
        guard !text.isEmpty, let largest = sizes.first, let smallest = sizes.last else { return }
        let color: RGB = bold ? .ink : .muted
        let natural = try TextBlock(text, style(largest, bold: bold, color), on: canvas)
        let size = max(smallest, largest * min(1, column.box.width / max(natural.width, 1)) * 0.995)
        let chosen = natural.width <= column.box.width ? largest : size
        let block = try TextBlock(text, style(chosen, bold: bold, color), on: canvas)
        canvas.clipped(to: Box(x: column.box.x, y: 0, width: column.box.width, height: 34 * Self.mm)) {
            block.draw(x: column.x(block.width), y: column.y + gap, on: canvas)
        }
        column.y += gap + natural.height
    }

    private var filterText: String? {
        guard case .heatmap(let grid, _) = content.kind, let filter = grid.value.description.filterText,
            !filter.isEmpty
        else { return nil }
        return words.pair(words.filter, filter)
    }

    private func drawFooter() throws(Fault) {
        let area = box(10, 199, 277, 6)
        canvas.line([(area.x, area.y), (area.maxX, area.y)], .rule, width: 0.25 * Self.mm)
        var column = TextColumnLayout(box: area, canvas: canvas)
        column.y += 1 * Self.mm
        let y = column.y
        let leading = [words.audience(content.audience), words.printed(dates.day(content.printedOn))]
        try column.add(leading.joined(separator: "  ·  "), style(2.7, .muted))
        let made = try TextBlock(words.madeWith, style(2.7, .muted), on: canvas)
        made.draw(x: isMirrored ? area.x : area.maxX - made.width, y: y, on: canvas)
    }
}
