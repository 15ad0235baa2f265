internal import CPangoCairo

extension Canvas {
    func set(_ color: RGB, alpha: Double = 1) {
        cairo_set_source_rgba(
            context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255, alpha)
    }

    func fill(_ box: Box, _ color: RGB, alpha: Double = 1) {
        set(color, alpha: alpha)
        cairo_rectangle(context, box.x, box.y, box.width, box.height)
        cairo_fill(context)
    }

    func stroke(_ box: Box, _ color: RGB, width: Double) {
        set(color)
        cairo_set_line_width(context, width)
        cairo_rectangle(context, box.x, box.y, box.width, box.height)
        cairo_stroke(context)
    }

    func line(_ points: [(x: Double, y: Double)], _ color: RGB, width: Double) {
        path(points, isClosed: false)
        set(color)
        cairo_set_line_width(context, width)
        cairo_stroke(context)
    }

    func path(_ points: [(x: Double, y: Double)], isClosed: Bool) {
        for (index, point) in points.enumerated() {
            if index == 0 {
                cairo_move_to(context, point.x, point.y)
            } else {
                cairo_line_to(context, point.x, point.y)
            }
        }
        if isClosed { cairo_close_path(context) }
    }

    /// Draws within `box` only.
    func clipped(to box: Box, _ body: () throws -> Void) rethrows {
        cairo_save(context)
        defer { cairo_restore(context) }
        cairo_rectangle(context, box.x, box.y, box.width, box.height)
        cairo_clip(context)
        try body()
    }

    /// Fills `box` with colours that go from its lower or left end (0) to the upper or right one (1). One smooth
    /// surface: a stack of thin boxes would show its seams in PDF.
    func gradient(_ box: Box, isUpright: Bool, _ color: (Double) -> RGB) {
        let pattern =
            isUpright
            ? cairo_pattern_create_linear(0, box.maxY, 0, box.y)
            : cairo_pattern_create_linear(box.x, 0, box.maxX, 0)
        for step in 0...100 {
            let share = Double(step) / 100
            let stop = color(share)
            cairo_pattern_add_color_stop_rgb(
                pattern, share, Double(stop.red) / 255, Double(stop.green) / 255, Double(stop.blue) / 255)
        }
        cairo_set_source(context, pattern)
        cairo_rectangle(context, box.x, box.y, box.width, box.height)
        cairo_fill(context)
        cairo_pattern_destroy(pattern)
    }

    /// Thin diagonals over `box`, where the clip lets them: the sign for no data.
    func hatch(_ box: Box, _ color: RGB, spacing: Double, width: Double) {
        set(color)
        cairo_set_line_width(context, width)
        // The lines hang on one page-wide lattice, so that neighbouring areas match.
        let first = ((box.x + box.y) / spacing).rounded(.down)
        let last = ((box.maxX + box.maxY) / spacing).rounded(.up)
        for step in stride(from: first, through: last, by: 1) {
            let sum = step * spacing
            cairo_move_to(context, sum - box.y, box.y)
            cairo_line_to(context, sum - box.maxY, box.maxY)
        }
        cairo_stroke(context)
    }
}

extension RGB {
    static let white = RGB(red: 255, green: 255, blue: 255)

    /// Whether white letters read better on it than dark ones (Rec. 601 luma).
    var isDark: Bool { 0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue) < 128 }

    /// `0xrrggbb`.
    init(_ value: UInt32) {
        self.init(
            red: UInt8(truncatingIfNeeded: value >> 16), green: UInt8(truncatingIfNeeded: value >> 8),
            blue: UInt8(truncatingIfNeeded: value))
    }
}
