internal import TabaqaFeatureModel

/// The last component of a path.
func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}

/// Sources as UTF-8, by the encoding given or the byte order mark.
enum DecodedSource {
    /// - Returns: the source as UTF-8 without its mark, a sample from its front as UTF-8, and a warning.
    static func open(
        _ source: any ByteSource, file: String, encoding: TextEncoding?
    ) throws -> (source: any ByteSource, warning: String?) {
        var failure: (any Error)?
        let front = [UInt8](unsafeUninitializedCapacity: 1 << 14) { buffer, count in
            do {
                while count < buffer.count {
                    let got = try source.read(
                        into: UnsafeMutableRawBufferPointer(
                            UnsafeMutableBufferPointer(rebasing: buffer[count...])))
                    if got == 0 { break }
                    count += got
                }
            } catch { failure = error }
        }
        if let failure { throw failure }
        var skip = 0
        var found = encoding
        var warning: String?
        if front.starts(with: [0xEF, 0xBB, 0xBF]) {
            skip = 3
            if let encoding, encoding != .utf8 {
                warning = "The file begins with a UTF-8 mark; it was read as UTF-8, not \(encoding.rawValue)."
            }
            found = .utf8
        } else if front.starts(with: [0xFF, 0xFE]) {
            (skip, found) = (2, .utf16LittleEndian)
        } else if front.starts(with: [0xFE, 0xFF]) {
            (skip, found) = (2, .utf16BigEndian)
        } else if encoding == nil, let wide = wideGuess(front) {
            found = wide
            warning = "The file looks like \(wide.rawValue) without a mark and was read so."
        }
        let whole = PrefixedSource(front[skip...], then: source)
        guard let found, found != .utf8 else { return (whole, warning) }
        return (TranscodingSource(whole, from: found), warning)
    }

    /// UTF-16 shows by a zero in nearly every other byte.
    private static func wideGuess(_ front: [UInt8]) -> TextEncoding? {
        guard front.count >= 8 else { return nil }
        var zeros = [0, 0]
        for (index, byte) in front.enumerated() where byte == 0 { zeros[index & 1] += 1 }
        let half = front.count / 2
        if zeros[1] * 10 >= half * 7, zeros[0] * 10 < half { return .utf16LittleEndian }
        if zeros[0] * 10 >= half * 7, zeros[1] * 10 < half { return .utf16BigEndian }
        return nil
    }
}
