internal import CQREncode
public import TabaqaFeatureModel

/// A QR code (ISO/IEC 18004, correction level L) of a text: what a phone scans to know its server.
///
/// The code of a device carries its token: treat picture and text like a password.
public struct QRCode: Hashable, Sendable {
    /// Modules on each side, without the quiet zone around them.
    public let side: Int
    /// Row by row, true where dark.
    private let modules: [Bool]

    /// Light modules that must surround the code.
    static let quietZone = 4

    /// - Parameter text: at most 2,953 bytes of UTF-8.
    /// - Throws: `option.invalid` for an empty or a longer text.
    public init(_ text: String) throws(Fault) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, bytes.count <= 2_953,
            let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_L)
        else {
            throw Fault(
                .optionInvalid, "A text of \(bytes.count) bytes does not fit into a QR code.",
                remedy: "Give 1 to 2,953 bytes.")
        }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        let data = UnsafeBufferPointer(start: code.pointee.data, count: side * side)
        self.side = side
        // The other bits tell what a module is for.
        modules = data.map { $0 & 1 == 1 }
    }

    /// Whether the module is dark; false in the quiet zone and beyond.
    public func isDark(row: Int, column: Int) -> Bool {
        (0..<side).contains(row) && (0..<side).contains(column) && modules[row * side + column]
    }

    /// A black and white PNG with the quiet zone.
    ///
    /// - Parameter scale: pixels on each side of a module, 1 to 32.
    /// - Throws: `rendering.failed`.
    public func png(scale: Int = 8) throws(Fault) -> [UInt8] {
        let scale = min(max(scale, 1), 32)
        let modulesAcross = side + 2 * Self.quietZone
        let width = modulesAcross * scale
        var pixels: [UInt8] = []
        pixels.reserveCapacity((width + 1) * width)
        for row in 0..<modulesAcross {
            var line: [UInt8] = [0]
            for column in 0..<modulesAcross {
                let isDark = isDark(row: row - Self.quietZone, column: column - Self.quietZone)
                for _ in 0..<scale { line.append(isDark ? 1 : 0) }
            }
            for _ in 0..<scale { pixels += line }
        }
        let palette = [RGB(red: 255, green: 255, blue: 255), RGB(red: 0, green: 0, blue: 0)]
        return try PNGEncoder.palette(
            width: width, height: width, pixels: pixels, palette: palette, alpha: [], level: 9)
    }
}
