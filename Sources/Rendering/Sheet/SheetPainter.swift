public import TabaqaFeatureModel

/// Paints A4 landscape pages a council can read: title, map with outlines and names, legend, facts and small
/// print; mirrored in languages written from the right.
///
/// On paper a heatmap's ramp runs from light to dark, so that zero is the paper's own colour and outlines stay
/// readable; its legend shows it so. The scale is the same as on the screen.
public enum SheetPainter {
    /// 297 × 210 mm at 200 pixels an inch.
    static let width = 2339
    static let height = 1654
    static let resolution = 200.0

    /// - Throws: `rendering.font-missing` when no installed font has the language's letters;
    ///   `property.unknown` when the join has no such measure.
    public static func png(_ content: SheetContent) throws(Fault) -> [UInt8] {
        let canvas = try Canvas(width: width, height: height, language: content.language)
        try SheetPage(content, on: canvas).draw()
        return try canvas.png()
    }

    /// The same page as vector PDF, fonts embedded.
    public static func pdf(_ content: SheetContent) throws(Fault) -> [UInt8] {
        let canvas = try Canvas(
            pdfWidth: width, height: height, resolution: resolution, language: content.language,
            title: content.title, date: content.printedOn)
        try SheetPage(content, on: canvas).draw()
        return try canvas.pdf()
    }
}
