internal import CPangoCairo
internal import TabaqaFeatureModel

/// A density grid as ink on the page.
struct PaperImage {
    let hasNoData: Bool
    private let grid: GridFrame
    private let columns: Int
    private let rows: Int
    /// Premultiplied ARGB, one pixel a cell or, of large grids, one of several.
    private let pixels: [UInt32]
    /// 255 where a cell has no data; its rows are padded to 4 bytes.
    private let absent: [UInt8]
    private let absentStride: Int

    init(_ grid: DensityGrid, _ ramp: PaperRamp, maximum: Double) {
        self.grid = grid.frame
        // A page has 2,000 pixels across; more cells than 4,096 show nothing more.
        let step = max(1, (max(grid.frame.columns, grid.frame.rows) + 4095) / 4096)
        let isWhole =
            grid.frame.columns > 0 && grid.frame.rows > 0 && grid.values.count == grid.frame.cellCount
        let columns = isWhole ? (grid.frame.columns + step - 1) / step : 0
        let rows = isWhole ? (grid.frame.rows + step - 1) / step : 0
        let inks = (0...1023).map { ramp.ink(at: Double($0) / 1023) }.map(Self.premultiplied)
        let stride = (columns + 3) / 4 * 4
        var pixels = [UInt32](repeating: 0, count: columns * rows)
        var absent = [UInt8](repeating: 0, count: stride * rows)
        var hasNoData = false
        for row in 0..<rows {
            for column in 0..<columns {
                let value = grid.values[row * step * grid.frame.columns + column * step]
                if value.isNaN {
                    absent[row * stride + column] = 255
                    hasNoData = true
                } else {
                    let share = min(max(Double(value) / maximum, 0), 1)
                    pixels[row * columns + column] = inks[Int((share * 1023).rounded())]
                }
            }
        }
        self.columns = columns
        self.rows = rows
        self.pixels = pixels
        self.absent = absent
        absentStride = stride
        self.hasNoData = hasNoData
    }

    private static func premultiplied(_ ink: (color: RGB, alpha: Double)) -> UInt32 {
        func channel(_ value: UInt8) -> UInt32 { UInt32((Double(value) * ink.alpha).rounded()) }
        let alpha = UInt32((255 * ink.alpha).rounded())
        return alpha << 24 | channel(ink.color.red) << 16 | channel(ink.color.green) << 8
            | channel(ink.color.blue)
    }

    func draw(_ frame: MapFrame, on canvas: Canvas) {
        guard columns > 0, rows > 0 else { return }
        var pixels = pixels
        pixels.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
            let image = cairo_image_surface_create_for_data(
                base, CAIRO_FORMAT_ARGB32, Int32(columns), Int32(rows), Int32(4 * columns))
            paint(image, frame, on: canvas) { cairo_paint(canvas.context) }
            cairo_surface_destroy(image)
        }
    }

    /// Calls `body` in a group of which only cells without data are kept.
    func clipToNoData(_ frame: MapFrame, on canvas: Canvas, _ body: () -> Void) {
        guard columns > 0, rows > 0 else { return }
        cairo_push_group(canvas.context)
        body()
        let group = cairo_pop_group(canvas.context)
        defer { cairo_pattern_destroy(group) }
        var absent = absent
        absent.withUnsafeMutableBufferPointer { bytes in
            let image = cairo_image_surface_create_for_data(
                bytes.baseAddress, CAIRO_FORMAT_A8, Int32(columns), Int32(rows), Int32(absentStride))
            defer { cairo_surface_destroy(image) }
            let mask = cairo_pattern_create_for_surface(image)
            defer { cairo_pattern_destroy(mask) }
            var matrix = cairo_matrix_t()
            cairo_matrix_init_identity(&matrix)
            let box = frame.box(of: grid.extent)
            cairo_matrix_scale(&matrix, Double(columns) / box.width, Double(rows) / box.height)
            cairo_matrix_translate(&matrix, -box.x, -box.y)
            cairo_pattern_set_matrix(mask, &matrix)
            cairo_pattern_set_filter(mask, CAIRO_FILTER_NEAREST)
            cairo_set_source(canvas.context, group)
            cairo_mask(canvas.context, mask)
            cairo_surface_finish(image)
        }
    }

    private func paint(_ image: OpaquePointer?, _ frame: MapFrame, on canvas: Canvas, _ body: () -> Void) {
        let box = frame.box(of: grid.extent)
        cairo_save(canvas.context)
        cairo_translate(canvas.context, box.x, box.y)
        cairo_scale(canvas.context, box.width / Double(columns), box.height / Double(rows))
        cairo_rectangle(canvas.context, 0, 0, Double(columns), Double(rows))
        cairo_clip(canvas.context)
        cairo_set_source_surface(canvas.context, image, 0, 0)
        // Cells one can see keep their edges; finer ones blend.
        let isCoarse = box.width / Double(columns) > 1.5 * SheetPage.mm
        let source = cairo_get_source(canvas.context)
        cairo_pattern_set_filter(source, isCoarse ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR)
        cairo_pattern_set_extend(source, CAIRO_EXTEND_PAD)
        body()
        cairo_restore(canvas.context)
        cairo_surface_finish(image)
    }
}
