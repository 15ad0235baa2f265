internal import Synchronization

/// Bytes that are answered more than once, packed once in each way clients ask for.
final class PackedForms: Sendable {
    private struct Forms {
        /// Nil inside: packing does not make them smaller.
        var gzip: [UInt8]??
        var zstd: [UInt8]??
    }

    private let forms = Mutex(Forms())

    /// `bytes` packed; always called with the same bytes.
    func packed(_ bytes: [UInt8], _ coding: ContentCoding) -> [UInt8]? {
        let known = forms.withLock { coding == .gzip ? $0.gzip : $0.zstd }
        if let known { return known }
        // Two at once may both pack; the result is the same.
        let packed = coding.packed(bytes)
        forms.withLock { forms in
            switch coding {
            case .gzip: forms.gzip = .some(packed)
            case .zstd: forms.zstd = .some(packed)
            }
        }
        return packed
    }
}
