internal import CPangoCairo
internal import TabaqaFeatureModel

/// A page under the brush: shapes and shaped text by Cairo and Pango, in pixels from the top left.
final class Canvas {
    let width: Int
    let height: Int
    let language: Language
    let context: OpaquePointer
    private let surface: OpaquePointer
    private let document: Document?

    /// What Cairo has written of a PDF so far.
    private final class Document {
        var bytes: [UInt8] = []
    }

    /// A white picture.
    init(width: Int, height: Int, language: Language) throws(Fault) {
        self.width = width
        self.height = height
        self.language = language
        document = nil
        surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
        context = cairo_create(surface)
        try check()
        fill(Box(x: 0, y: 0, width: Double(width), height: Double(height)), .white)
    }

    /// A PDF page of `width` × `height` pixels at `resolution` pixels an inch.
    init(
        pdfWidth width: Int, height: Int, resolution: Double, language: Language, title: String,
        date: CivilDate
    ) throws(Fault) {
        self.width = width
        self.height = height
        self.language = language
        let document = Document()
        self.document = document
        let scale = 72 / resolution
        surface = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                let document = Unmanaged<Document>.fromOpaque(closure).takeUnretainedValue()
                document.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(document).toOpaque(), Double(width) * scale, Double(height) * scale)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Tabaqa")
        // Cairo would write the time of day, and equal input would no longer give equal bytes.
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date.iso + "T00:00:00Z")
        context = cairo_create(surface)
        cairo_scale(context, scale, scale)
        try check()
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    private func check() throws(Fault) {
        let status = cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw Fault(
                .renderingFailed, "Cairo could not draw: \(String(cString: cairo_status_to_string(status))).")
        }
    }

    /// The picture as an opaque PNG, cut off below `rows` where given.
    func png(rows: Int? = nil) throws(Fault) -> [UInt8] {
        let height = min(rows ?? self.height, self.height)
        try check()
        cairo_surface_flush(surface)
        guard let data = cairo_image_surface_get_data(surface) else {
            throw Fault(.renderingFailed, "Cairo has no pixels to give.")
        }
        let stride = Int(cairo_image_surface_get_stride(surface))
        let line = 3 * width + 1
        let pixels = [UInt8](unsafeUninitializedCapacity: line * height) { target, count in
            for row in 0..<height {
                let source = UnsafeRawPointer(data + row * stride).assumingMemoryBound(to: UInt32.self)
                target[row * line] = 0
                for column in 0..<width {
                    let pixel = source[column]
                    let place = row * line + 1 + 3 * column
                    target[place] = UInt8(truncatingIfNeeded: pixel >> 16)
                    target[place + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
                    target[place + 2] = UInt8(truncatingIfNeeded: pixel)
                }
            }
            count = line * height
        }
        return try PNGEncoder.opaque(width: width, height: height, pixels: pixels, level: 6)
    }

    /// The finished PDF; nothing can be drawn afterwards.
    func pdf() throws(Fault) -> [UInt8] {
        try check()
        cairo_show_page(context)
        cairo_surface_finish(surface)
        return document?.bytes ?? []
    }
}
