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
            let map = try ChoroplethMap(
                join.value, measure: measure, method, isPerThousand: content.isPerThousand)
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
        let line = [content.department, content.city].filter { !$0.isEmpty }.joined(separator: " · ")
        try drawLine(line, style(3.8, bold: true, .accent), smallest: 2.8, middle: 11)
        try drawLine(content.title, style(7.6, bold: true), smallest: 4.6, middle: 19)
        let period = content.period.flatMap(dates.period)
        let parts = [content.subtitle, period, filterText].compactMap { $0 }.filter { !$0.isEmpty }
        try drawLine(parts.joined(separator: "  ·  "), style(4.2, .muted), smallest: 2.6, middle: 28)
    }

    /// One line across the page about a height in millimetres, smaller where it is too long, cut where even the
    /// smallest size, in millimetres, does not fit.
    private func drawLine(
        _ text: String, _ style: TextStyle, smallest: Double, middle: Double
    ) throws(Fault) {
        guard !text.isEmpty else { return }
        let area = box(10, 0, 277, 35)
        var fitting = style
        let natural = try TextBlock(text, style, on: canvas)
        if natural.width > area.width {
            fitting.size = max(smallest * Self.mm, style.size * area.width / natural.width * 0.995)
        }
        let block = try TextBlock(text, fitting, width: area.width, isCut: true, on: canvas)
        let column = TextColumnLayout(box: area, canvas: canvas)
        block.draw(x: column.x(block.width), y: middle * Self.mm - block.height / 2, on: canvas)
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
