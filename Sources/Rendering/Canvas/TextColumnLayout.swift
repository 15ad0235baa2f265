internal import TabaqaFeatureModel

/// Texts stacked beneath each other from the side where the language starts.
struct TextColumnLayout {
    let box: Box
    let canvas: Canvas
    /// Where the next text begins.
    var y: Double

    init(box: Box, canvas: Canvas) {
        self.box = box
        self.canvas = canvas
        y = box.y
    }

    /// Draws `text`, broken into lines where it is wider than the column.
    mutating func add(_ text: String, _ style: TextStyle, gap: Double = 0) throws(Fault) {
        let block = try TextBlock(text, style, width: box.width, on: canvas)
        block.draw(x: x(block.width), y: y + gap, on: canvas)
        y += gap + block.height
    }

    /// The left edge of something `width` wide that stands `indent` from where the language starts.
    func x(_ width: Double, indent: Double = 0) -> Double {
        canvas.language.isRightToLeft ? box.maxX - indent - width : box.x + indent
    }
}

extension RGB {
    /// Text.
    static let ink = RGB(0x22272B)
    /// Text of second rank.
    static let muted = RGB(0x5C666D)
    /// Headings of departments.
    static let accent = RGB(0x1C5568)
    /// Hairlines.
    static let rule = RGB(0xC3CBCF)
    /// Map ground outside the areas.
    static let ground = RGB(0xEDF0F1)
}
