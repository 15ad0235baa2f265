internal import CPangoCairo
internal import TabaqaFeatureModel

/// How a text looks.
struct TextStyle: Hashable {
    /// Of the em, in canvas pixels.
    var size: Double
    var isBold = false
    var color = RGB(0x22272B)
}

/// A text shaped and broken into lines, ready to be measured and drawn.
///
/// Lines stand at distances of our own, not the fonts': those of Arabic and Latin fonts differ by a third, and
/// a page must look the same in both. The middle of a line's letters is the middle of its height.
final class TextBlock {
    let width: Double
    let height: Double
    let style: TextStyle
    private let layout: OpaquePointer
    private let lineCount: Int
    private let lineHeight: Double
    private let isCentered: Bool
    private let isMirrored: Bool

    /// The families tried, in this order; Pango takes from each what the one before lacks.
    static let families = "Noto Sans, Noto Sans Arabic, Noto Naskh Arabic, sans-serif"

    /// - Parameters:
    ///   - text: in the canvas's language; its direction is that of the page.
    ///   - width: where lines break; nil: one line.
    ///   - isCut: one line, with an ellipsis where `width` ends, instead of broken lines.
    ///   - isCentered: lines are centred to each other, else they start where the language starts.
    /// - Throws: `rendering.font-missing` when no installed font has the text's characters.
    init(
        _ text: String, _ style: TextStyle, width: Double? = nil, isCut: Bool = false,
        isCentered: Bool = false, on canvas: Canvas
    ) throws(Fault) {
        guard let layout = pango_cairo_create_layout(canvas.context) else {
            throw Fault(.renderingFailed, "Pango could not lay out a text.")
        }
        self.layout = layout
        self.style = style
        let pango = pango_layout_get_context(layout)
        pango_context_set_base_dir(
            pango, canvas.language.isRightToLeft ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR)
        pango_context_set_language(pango, pango_language_from_string(canvas.language.rawValue))
        // Hinting would round widths to the pixel and make PNG and PDF differ.
        pango_context_set_round_glyph_positions(pango, 0)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        pango_cairo_context_set_font_options(pango, options)
        cairo_font_options_destroy(options)
        let font = pango_font_description_from_string(Self.families)
        pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)
        pango_layout_set_auto_dir(layout, 0)
        if let width {
            pango_layout_set_width(layout, Int32(clamping: Int(width * Double(PANGO_SCALE))))
            pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
            if isCut {
                pango_layout_set_single_paragraph_mode(layout, 1)
                pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
            }
        }
        pango_layout_set_text(layout, text, -1)
        self.isCentered = isCentered
        isMirrored = canvas.language.isRightToLeft
        lineCount = Int(pango_layout_get_line_count(layout))
        lineHeight = style.size * (isMirrored ? 1.5 : 1.36)
        height = lineHeight * Double(lineCount)
        self.width = (0..<lineCount).reduce(0) { max($0, Self.width(of: $1, layout)) }
        let unknown = pango_layout_get_unknown_glyphs_count(layout)
        if unknown > 0 {
            throw Fault(
                .fontMissing, "No installed font has \(unknown) of the characters of “\(text)”.",
                remedy: "Install the package fonts-noto-core.")
        }
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    private static func width(of line: Int, _ layout: OpaquePointer) -> Double {
        var logical = PangoRectangle()
        pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, Int32(line)), nil, &logical)
        return Double(logical.width) / Double(PANGO_SCALE)
    }

    /// Draws the block with the left edge of its widest line at `x` and its top at `y`.
    func draw(x: Double, y: Double, halo: (color: RGB, width: Double)? = nil, on canvas: Canvas) {
        for index in 0..<lineCount {
            guard let line = pango_layout_get_line_readonly(layout, Int32(index)) else { continue }
            let rest = width - Self.width(of: index, layout)
            let left = x + (isCentered ? rest / 2 : isMirrored ? rest : 0)
            let baseline = y + lineHeight * (Double(index) + 0.5) + 0.36 * style.size
            if let halo {
                cairo_move_to(canvas.context, left, baseline)
                pango_cairo_layout_line_path(canvas.context, line)
                canvas.set(halo.color, alpha: 0.85)
                cairo_set_line_width(canvas.context, 2 * halo.width)
                cairo_set_line_join(canvas.context, CAIRO_LINE_JOIN_ROUND)
                cairo_stroke(canvas.context)
            }
            canvas.set(style.color)
            cairo_move_to(canvas.context, left, baseline)
            pango_cairo_show_layout_line(canvas.context, line)
        }
    }
}
